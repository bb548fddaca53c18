"""What machines read of a page, as data."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator

from .graph import Teller
from .publisher import faults, logo_of, policies
from .settings import POLICIES, SETTINGS

CONTRACT = Contract(
    needs=("stories", "assets"),
    after=("stories",),
    settings=SETTINGS,
    everywhere={"structured_data": lambda describer: str(describer.policies)},
)


def describe(generator: Generator) -> None:
    """Give templates what describes a page when it is printed, ``structured_data(...)``.

    A policy is told where its page is there; for another, the copy desk has a word.
    """
    context, settings = generator.context, generator.settings
    known = policies(POLICIES.of(settings), generator.pages)
    files = context["assets"]
    logo = files.get(logo_of(settings, files))
    context["structured_data"] = Teller(settings, known, logo.address if logo else "")
    context.setdefault("faults", []).extend(faults(settings, generator.pages, files))


def register() -> None:
    """Connect to Pelican."""
    signals.page_generator_finalized.connect(describe)
