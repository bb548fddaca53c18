"""The archive's pages: one for each year and each month."""

import calendar
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
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
        name: [_page(key, group, pattern) for key, group in _grouped(stories, _KEYS[name])]
        for name, pattern in patterns.items()
    }


def _grouped(
    stories: Sequence[Story], key: Callable[[Story], tuple[int, ...]]
) -> list[tuple[tuple[int, ...], list[Story]]]:
    """Return the *stories* of each period, newest first.

    Where clocks are set back over midnight, a period can be over and go on again.
    """
    groups: dict[tuple[int, ...], list[Story]] = {}
    for story in stories:
        groups.setdefault(key(story), []).append(story)
    return sorted(groups.items(), key=itemgetter(0), reverse=True)


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
