"""What changed in a story since it first went out, in words that readers may still see."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from plugins.markup.tags import UNSEEN, without, without_comments
from plugins.markup.text import plain

SMALL = 0.9
"""How much of a paragraph stays as it was, of 1, when an edit is small."""

_SAME = 0.5
"""How much of a paragraph stays when it is changed; with less of it, it is another paragraph."""

_FIGURES = re.compile(r"\d+")

_BLOCK = re.compile(
    r"</?(?:p|li|h[1-6]|blockquote|t[dhr]|d[dlt]|fig\w+|pre|div|[uo]l|table|section|aside|hr)\b"
    r"""(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE,
)


class Draft(NamedTuple):
    """A text as it was committed: the moment when it would go out, or None; headline, paragraphs.

    *committed* is the moment of the commit, from which on it stood in place of the text before.
    """

    committed: datetime
    moment: datetime | None
    title: str
    paragraphs: tuple[str, ...]


class Change(NamedTuple):
    """A paragraph by its new words: whether it is new as a whole, and whether little changed."""

    words: str
    is_new: bool
    is_small: bool


class Version(NamedTuple):
    """A version of a story that was out: since when, its headline, and what changed in it.

    *is_retitled* says whether the headline differs from the one before. *has_more* says that other
    paragraphs changed whose words are in the story no longer.
    """

    moment: datetime
    title: str
    is_retitled: bool = False
    changes: tuple[Change, ...] = ()
    has_more: bool = False

    @property
    def is_small(self) -> bool:
        """Whether only a few words changed."""
        return not (self.is_retitled or self.has_more) and all(
            change.is_small for change in self.changes
        )


class History(NamedTuple):
    """The *address* of the history of a story, and the *versions* that it shows, newest first."""

    address: str
    versions: tuple[Version, ...]


def paragraphs(html: str) -> tuple[str, ...]:
    """Return the words of each paragraph, heading, cell and the like of *html*."""
    shown = without_comments(without(html, UNSEEN))
    return tuple(words for piece in _BLOCK.split(shown) if (words := plain(piece)))


def versions(drafts: Sequence[Draft], current: Collection[str]) -> tuple[Version, ...]:
    """Return the versions of a story that were out, oldest first, of all its *drafts*.

    *current* are the paragraphs of the story as it is now: no other words are shown.
    """
    found: list[Version] = []
    before: Draft | None = None
    for draft in _published(drafts):
        version = _version(before, draft, current)
        if before is None or version.is_retitled or version.changes or version.has_more:
            found.append(version)
        before = draft
    return tuple(found)


def _published(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield those of *drafts* that went out before the next one took their place."""
    for draft, after in zip(drafts, [*drafts[1:], None], strict=True):
        is_held = draft.moment != draft.committed
        if draft.moment and not (is_held and after and after.committed <= draft.moment):
            yield draft


def _version(before: Draft | None, now: Draft, current: Collection[str]) -> Version:
    assert now.moment  # noqa: S101 - it was out
    if before is None:
        return Version(now.moment, now.title)
    changes = list(_changes(before.paragraphs, now.paragraphs))
    shown = tuple(each for each in changes if each.words in current)
    taken_out = len(shown) < len(changes) or _is_shorter(before.paragraphs, now.paragraphs)
    return Version(now.moment, now.title, before.title != now.title, shown, taken_out)


def _is_shorter(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether paragraphs were taken out without others in their place."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    kept = set(new)
    return any(
        any(words not in kept for words in old[start:end])
        and (tag == "delete" or end - start > new_end - new_start)
        for tag, start, end, new_start, new_end in codes
        if tag in ("delete", "replace")
    )


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Yield each paragraph of *new* whose words are not in *old*."""
    known = set(old)
    for tag, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag in ("insert", "replace"):
            gone = [words for words in old[start:end] if words not in new]
            for words in new[new_start:new_end]:
                if words not in known:
                    yield _change(words, gone)


def _change(words: str, gone: Iterable[str]) -> Change:
    """Return the change that led to *words*, from the most alike of the paragraphs *gone*.

    It is never small where a figure changed.
    """
    typed = words.split()
    alike = [(_likeness(each.split(), typed), each) for each in gone]
    likeness, old = max(alike, default=(0.0, ""))
    is_small = likeness >= SMALL and _FIGURES.findall(old) == _FIGURES.findall(words)
    return Change(words, likeness < _SAME, is_small)


def _likeness(old: list[str], new: list[str]) -> float:
    matcher = SequenceMatcher(None, old, new)
    if matcher.real_quick_ratio() < _SAME or matcher.quick_ratio() < _SAME:
        return 0.0
    return matcher.ratio()
