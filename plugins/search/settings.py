"""The settings of the search."""

from typing import cast

from plugins.kernel.settings import Setting, all_of, number, text


def folder(value: object) -> str:
    """Check that *value* is the address of a folder: the index is below that of the page."""
    fits = cast(str, value).endswith("/") or not value
    return "" if fits else 'has no slash at its end. Write it with one: "search/"'


SEARCH_URL = Setting[str]("SEARCH_URL", all_of(text, folder), "The address of the search page.")
SEARCH_BUNDLE = Setting[int](
    "SEARCH_BUNDLE",
    number(1),
    "How many stories a part of the search index has: after an edit, one part is made again.",
    "100",
)

SETTINGS = (SEARCH_URL, SEARCH_BUNDLE)
