"""The theme's words in the language of each page."""

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator
from plugins.kernel.words import of_theme

from .settings import SETTINGS

CONTRACT = Contract(settings=SETTINGS, everywhere={"words_in": nothing})


def lend_words(generator: Generator) -> None:
    """Give readers and templates ``words_in(lang, ...)``: the words in the first that there are."""
    generator.context.setdefault("words_in", of_theme(generator.settings))


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(lend_words)
