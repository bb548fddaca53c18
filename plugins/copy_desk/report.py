"""The copy desk's report: everything to mend, at once."""

from collections.abc import Iterable
from dataclasses import replace

from plugins.kernel.faults import Fault
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings, setting_fault
from plugins.kernel.story import Content

from .settings import SITEURL
from .site_address import address_fault


def gathered(context: Context) -> list[Fault]:
    """Return the faults of all files, published and held back, sorted by file and line, once each.

    What is wrong in the text of a draft is a warning until the draft is to go out.
    """
    contents = [content for content in context["generated_content"].values() if content]
    found = list(context.get("faults", ()))
    for content in (*contents, *context.get("held", ())):
        if content.faults:
            found += _weighed(content)
    return sorted(set(found))


def _weighed(content: Content) -> Iterable[Fault]:
    draft = content.status == "draft" or content.hold == "Draft"
    for fault in content.faults:
        in_text = fault.line >= content.body_line
        yield replace(fault, warning=True) if draft and in_text else fault


def settings_faults(settings: Settings) -> list[Fault]:
    """Return what is wrong with the settings for the kind of build that was asked for."""
    site, published = SITEURL.of(settings), settings.get("ABSOLUTE_SITEURL")
    said = address_fault(site) if site or published else ""
    if not said:
        return []
    remedy = "Set it there, or type make publish SITEURL=..."
    return [setting_fault(settings, "SITEURL", f"{said}. {remedy}")]


def report(faults: Iterable[Fault], *, check: bool = False) -> str:
    """Return the lines to show for *faults*, and a last one with their number."""
    faults = list(faults)
    warnings = sum(fault.warning for fault in faults)
    number = len(faults) - warnings
    total = ", ".join(
        _count(*each) for each in ((number, "fault"), (warnings, "warning")) if each[0]
    )
    outcome = "" if check or not number else " Nothing in output/ was changed."
    return "\n".join([*map(str, faults), f"{total or 'No faults'}.{outcome}"])


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
