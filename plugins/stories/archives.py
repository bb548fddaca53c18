"""The archive's pages: one for each year and each month."""

import calendar
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from plugins.kernel.story import Story

_KEYS = {
    "year": lambda story: (story.date.year,),
    "month": lambda story: (story.date.year, story.date.month),
}


def periods(
    stories: Sequence[Story], patterns: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """Return the pages of "year" and "month", one for each period of *stories*, newest first.

    *patterns* are the addresses of each. A page is a dict like those of Pelican's period archives:
    ``url``, ``save_as``, ``period`` in words, ``period_num`` and its stories, as ``articles`` and
    as ``dates``.
    """
    return {
        name: [_page(key, list(group), pattern) for key, group in groupby(stories, key=_KEYS[name])]
        for name, pattern in patterns.items()
    }


def _page(key: tuple[int, ...], stories: list[Story], pattern: str) -> dict[str, Any]:
    url = pattern.format(date=stories[0].date)
    return {
        "url": url,
        "save_as": f"{url}index.html",
        "period": (key[0], *(calendar.month_name[month] for month in key[1:])),
        "period_num": key,
        "articles": stories,
        "dates": stories,
    }
