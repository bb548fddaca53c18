"""Settings checked, and others derived from them, so that a newsroom changes one place."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from plugins.kernel.dates import parsed_date, with_offset
from plugins.kernel.faults import Fault
from plugins.kernel.settings import Setting, Settings, setting_fault

_SAME_ADDRESS = {
    "ARTICLE": ("ARTICLE_LANG", "DRAFT", "DRAFT_LANG"),
    "PAGE": ("PAGE_LANG", "DRAFT_PAGE", "DRAFT_PAGE_LANG"),
    "AUTHOR": ("BIOGRAPHY", "BIOGRAPHY_LANG"),
    "CATEGORY": (),
    "TAG": (),
    "SERIES": (),
    "ARCHIVES": (),
    "CORRECTIONS": (),
    "PHOTO_CREDITS": (),
    "SEARCH": (),
}
"""Pages whose address is a setting, and other pages that have the same address."""


def setting_faults(declared: Iterable[Setting[object]], settings: Settings) -> Iterator[Fault]:
    """Yield a fault for each of the *declared* settings that is missing or not what it may be."""
    for each in declared:
        if each.name not in settings:
            continue
        if found := each.check(settings[each.name]):
            yield setting_fault(settings, each.name, f"{found}")


def set_derived(
    settings: MutableMapping[str, object], pelican: Mapping[str, object]
) -> list[Fault]:
    """Set the derived settings; return a fault for each that had another value.

    *pelican* are Pelican's own defaults, which no newsroom chose.
    """
    faults = []
    for name, source, value in _addresses(settings):
        if settings.get(name) not in (None, value, pelican.get(name)):
            problem = f'does not match {source}: it must be "{value}".'
            remedy = f"Change {source} and remove {name}"
            faults.append(setting_fault(settings, name, f"{problem} {remedy}"))
        settings[name] = value
    settings["AUTHOR"] = settings.get("AUTHOR") or settings["SITENAME"]
    _set_clock(settings)
    if not settings.get("STORY_ARCHIVES"):  # the archive lists the stories that years would list
        paginated = cast(Mapping[str, int | None], settings.get("PAGINATED_TEMPLATES", {}))
        settings["PAGINATED_TEMPLATES"] = {"archives": None, **paginated}
    return faults


def _addresses(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield each derived address: its setting, the setting it is derived from, and its value."""
    for kind, others in _SAME_ADDRESS.items():
        source = f"{kind}_URL"
        address = str(settings.get(source, ""))
        yield f"{kind}_SAVE_AS", source, file_of(address)
        for other in others:
            yield f"{other}_URL", source, address
            if not other.startswith("DRAFT"):  # drafts are never written
                yield f"{other}_SAVE_AS", source, file_of(address)


def file_of(address: str) -> str:
    """Return the file below output/ that answers *address*; empty if that is empty."""
    return f"{address}index.html" if address.endswith("/") else address


def _set_clock(settings: MutableMapping[str, object]) -> None:
    """Turn NOW into a moment with a time zone; if it names none, the newsroom's."""
    moment, zone = settings.get("NOW"), ZoneInfo(str(settings["TIMEZONE"]))
    if isinstance(moment, str):
        settings["NOW"] = parsed_date(moment, zone)
    elif moment is None:
        settings.pop("NOW", None)  # the moment when a build first asks
    elif isinstance(moment, datetime):
        settings["NOW"] = with_offset(moment if moment.tzinfo else moment.replace(tzinfo=zone))
