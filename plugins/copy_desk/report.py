"""The copy desk's report: all faults at once."""

from collections.abc import Iterable
from dataclasses import replace

from plugins.kernel.faults import Fault
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings, setting_fault
from plugins.kernel.story import Content

from .settings import SITEURL
from .site_address import address_problem


def content_faults(context: Context) -> list[Fault]:
    """Return the faults of all files, published and held back, sorted by file and line.

    A fault in the text of a draft is a warning until the draft is to be published.
    """
    contents = [content for content in context["generated_content"].values() if content]
    found = list(context.get("faults", ()))
    for content in (*contents, *context.get("held", ())):
        if content.faults:
            found += _faults_of(content)
    return sorted(set(found))


def _faults_of(content: Content) -> Iterable[Fault]:
    is_draft = content.status == "draft" or content.hold == "Draft"
    for fault in content.faults:
        in_text = fault.line >= content.body_line
        yield replace(fault, warning=True) if is_draft and in_text else fault


def settings_faults(settings: Settings) -> list[Fault]:
    """Return the faults of SITEURL for this kind of build: when published, the site needs one."""
    site, published = SITEURL.of(settings), settings.get("ABSOLUTE_SITEURL")
    problem = address_problem(site) if site or published else ""
    if not problem:
        return []
    remedy = "Set it there, or type make publish SITEURL=..."
    return [setting_fault(settings, "SITEURL", f"{problem}. {remedy}")]


def report(faults: Iterable[Fault], *, check: bool = False) -> str:
    """Return one line for each of *faults*, and a last line with their number."""
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
