"""Give each story links by which readers share it."""

from functools import partial

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import Setting, all_of, names, texts

from .services import SERVICES, share_links

SHARE = Setting[list[str]](
    "SHARE",
    all_of(texts, names(SERVICES)),
    "Where readers can share a story: links in this order; none is no row.",
    '["mail", "whatsapp"]',
)

CONTRACT = Contract(needs=("stories",), settings=(SHARE,), everywhere={"share_links": nothing})


def extend_templates(generator: Generator) -> None:
    """Give templates ``share_links(title, url)``."""
    generator.env.globals["share_links"] = partial(share_links, SHARE.of(generator.settings))


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(extend_templates)
