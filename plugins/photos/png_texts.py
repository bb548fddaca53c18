"""The texts in a PNG, under keywords of its standard: https://www.w3.org/TR/png-3/#11keywords."""

from email.utils import parsedate_to_datetime

from .clean_text import iso_date
from .metadata_fields import BY_NAME, Source, Value, usable

_KEYWORDS = {
    "caption": ("Description",),
    "headline": ("Title",),
    "creators": ("Author", "Artist"),
    "copyright": ("Copyright",),
}


def text_fields(texts: object) -> Source:
    """Return the fields in *texts*, which are the texts of a PNG by their keywords."""
    if not isinstance(texts, dict):
        return {}
    found: Source = {}
    for name, keywords in _KEYWORDS.items():
        values = [Value(str(texts[each])) for each in keywords if each in texts][:1]
        if kept := usable(BY_NAME[name], values):
            found[name] = kept
    if created := usable(BY_NAME["created"], [Value(_moment(texts.get("Creation Time")))]):
        found["created"] = created
    return found


def _moment(text: object) -> str:
    """Return a moment as e-mails write it, which PNG's standard suggests, or ISO 8601, as ISO."""
    bare = str(text or "").strip()
    if moment := iso_date(bare.replace(" ", "T", 1)):
        return moment
    try:
        return parsedate_to_datetime(bare).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
