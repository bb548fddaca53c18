"""Structured data: a description of each page for search engines, in schema.org's terms."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.photos.formats import SEARCHED_CROPS

from .graph import PageDescriber
from .publisher import faults, logo_of, policies
from .settings import POLICIES, SETTINGS

CONTRACT = Contract(
    needs=("stories", "assets"),
    after=("stories",),
    settings=SETTINGS,
    everywhere={"structured_data": lambda describer: str(describer.policies)},
)


def describe(generator: Generator) -> None:
    """Give templates ``structured_data(...)``, which describes a page when it is printed.

    A policy is included if its page exists; otherwise it is reported. Crops of photos are asked for
    only with the site's public address, without which no search engine comes.
    """
    context, settings = generator.context, generator.settings
    if settings["SITEURL"]:
        context.setdefault("crops", set()).update(SEARCHED_CROPS)
    known = policies(POLICIES.of(settings), generator.pages)
    files = context["assets"]
    logo = files.get(logo_of(settings, files))
    context["structured_data"] = PageDescriber(settings, known, logo.address if logo else "")
    context.setdefault("faults", []).extend(faults(settings, generator.pages, files))


def register() -> None:
    """Connect to Pelican."""
    signals.page_generator_finalized.connect(describe)
