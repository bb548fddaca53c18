"""Every image gets its caption and credit, and every story its photos."""

from datetime import UTC, datetime

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import Setting, Settings, cache_of, setting_fault, text
from plugins.kernel.story import Content
from plugins.photos.trust_list import list_problem, passed

from .photo_credits import differing_credits
from .rules import RULES


def trust_files(settings: Settings) -> list[str]:
    """Return the files that decide what is said of content credentials."""
    run_out = passed(cache_of(settings) / "photos", datetime.now(UTC))
    trust = str(settings["CREDENTIALS_TRUST_LIST"])
    return [each for each in (trust, str(run_out)) if each]


CONTRACT = Contract(
    needs=("stories", "languages"),
    after=("stories",),
    settings=(
        Setting(
            "CREDENTIALS_TRUST_LIST",
            text,
            "A file of certificates in PEM: those whom content credentials may name.",
            '"house/c2pa-trust.pem"',
        ),
    ),
    files=trust_files,
    rules=RULES,
)


def caption_images(content: Content) -> None:
    """Set the photos of *content* and its image for cards, and caption the images in its text."""
    if not hasattr(content, "faults") or not content.source_path:
        return  # a photo or another file that is copied as it is
    from .captioning import caption  # imported late: most builds read one story or none

    caption(content)


def check_trust_list(generator: Generator) -> None:
    """Report a list of trusted certificates that cannot be read."""
    context, settings = generator.context, generator.settings
    if problem := list_problem(str(settings["CREDENTIALS_TRUST_LIST"])):
        fault = setting_fault(settings, "CREDENTIALS_TRUST_LIST", problem)
        context.setdefault("faults", []).append(fault)


def compare_credits(generators: list[Generator]) -> None:
    """Report photos that have another credit in another story."""
    context = generators[0].context
    contents = (each for each in context["generated_content"].values() if each)
    context.setdefault("faults", []).extend(differing_credits(contents))


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(caption_images)
    signals.article_generator_finalized.connect(check_trust_list)
    signals.all_generators_finalized.connect(compare_credits)
