"""Divides the stories into bundles, so that after an edit only one bundle is indexed again."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from plugins.kernel.story import Story

from .records import record

_ALL_TIME = 2**38
"""Seconds before and after 1970; every date is within them."""

Dated = tuple[int, str, Story]
"""A story after its date, in seconds since 1970, and its file, by which stories are ordered."""


class Bundle(NamedTuple):
    """Stories in one language and one period of time, oldest first.

    *key* changes with everything that their index depends on.
    """

    lang: str
    key: str
    stories: list[Story]

    @property
    def years(self) -> tuple[int, int]:
        """The years of its first and its last story."""
        return self.stories[0].date.year, self.stories[-1].date.year


def bundles(stories: Iterable[Story], tool: str, most: int) -> list[Bundle]:
    """Return *stories* in bundles, those of each language newest first.

    All time is halved, and each half again, until each part has at most *most* stories. So the
    bundles depend only on the stories' dates, and a story that is added, removed or redated changes
    only the bundles that it is in or was in. Stories of the same second stay together. *tool*
    identifies the program that indexes them.
    """
    by_lang: dict[str, list[Dated]] = defaultdict(list)
    for story in stories:
        by_lang[story.lang].append((int(story.date.timestamp()), story.save_as, story))
    found = []
    for lang, dated in sorted(by_lang.items()):
        dated.sort(key=lambda each: each[:2])
        parts = [[story for _, _, story in part] for part in _parts(dated, most)]
        found += [Bundle(lang, _key(part, tool), part) for part in reversed(parts)]
    return found


def by_language(every: Iterable[Bundle]) -> Iterator[tuple[str, list[Bundle]]]:
    """Yield each language with its bundles; *every* bundle is in the order of `bundles`."""
    for lang, group in groupby(every, key=lambda bundle: bundle.lang):
        yield lang, list(group)


def _parts(dated: list[Dated], most: int) -> Iterator[list[Dated]]:
    """Yield the parts of *dated*, which is in order, oldest first."""
    waiting = [(-_ALL_TIME, _ALL_TIME, dated)]
    while waiting:
        low, high, part = waiting.pop()
        if not part:
            continue
        if len(part) <= most or high - low == 1:
            yield part
            continue
        middle = (low + high) // 2
        at = bisect_left(part, middle, key=lambda each: each[0])
        waiting += [(middle, high, part[at:]), (low, middle, part[:at])]


def _key(stories: list[Story], tool: str) -> str:
    """Return the key of the index of *stories*, without loading their texts.

    ``reading_key``, which the press sets on a story, changes with its file, its photos, settings,
    plugins and libraries. The address of a translation changes with its original, and the slug of
    an author with the author's file.
    """
    keys = [getattr(story, "reading_key", "") or repr(record(story)) for story in stories]
    keys += [story.url for story in stories]
    keys += [author.slug for story in stories for author in story.authors]
    text = "\0".join([tool, *keys]).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=16).hexdigest()
