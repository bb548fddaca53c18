"""What changed in the content folder, from one reading of it to the next.

It is noted in the cache, for builds may read a change and not publish it: ``make check``, or one
that stops at a fault. Each output folder remembers up to which number it has published changes.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ..store.database import Store

KEPT = 500
"""Changes that are kept, the newest; earlier ones are forgotten."""

COMPARED = 100
"""Files of one build that are compared attribute by attribute; of more it is noted that they
changed."""

_NOTE = "changes"


Kind = Literal["changed", "new", "gone"]

_Row = tuple[str, Kind, Sequence[str], Sequence[str], bool]
"""A path, and the change of its file as JSON keeps it."""


class Change(NamedTuple):
    """What changed of a content file.

    *fields* are the names of the attributes that differ, *files* the photos that it shows whose
    bytes do. *card* says whether a card of it may have changed too.
    """

    kind: Kind = "changed"
    fields: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    card: bool = True


Changes = dict[str, Change]
"""Changes by the paths of their files, below the content folder."""


class ChangeLog:
    """The changes that *store* keeps, each with a number; *number* is that of the newest."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._new: Changes = {}

    @property
    def is_full(self) -> bool:
        """Whether so many files changed in this build that no more need be compared."""
        return len(self._new) >= COMPARED

    def add(self, path: str, change: Change) -> None:
        """Note the *change* of the file *path*."""
        self._new[path] = joined(self._new[path], change) if path in self._new else change

    def keep(self, gone: Iterable[str]) -> None:
        """Write down the changes of this build, and that the files *gone* are gone."""
        for path in gone:
            self._new[path] = Change("gone")
        if self._new:
            number, rows = self._noted()
            rows += [(path, *change) for path, change in self._new.items()]
            self._store.keep_note(_NOTE, json.dumps([number + len(self._new), rows[-KEPT:]]))
            self._new.clear()

    @property
    def number(self) -> int:
        """The number of the newest change."""
        return self._noted()[0]

    def since(self, number: int) -> Changes | None:
        """Return the changes after that of a *number*, or None where some are forgotten."""
        newest, rows = self._noted()
        if newest - number > len(rows):
            return None
        found: Changes = {}
        for path, change in _changes(rows[len(rows) - (newest - number) :]):
            found[path] = joined(found[path], change) if path in found else change
        return found

    def _noted(self) -> tuple[int, list[_Row]]:
        number, rows = json.loads(self._store.note(_NOTE) or "[0, []]")
        return number, rows


def _changes(rows: Iterable[_Row]) -> Iterator[tuple[str, Change]]:
    for path, kind, fields, files, card in rows:
        yield path, Change(kind, tuple(fields), tuple(files), card)


def joined(first: Change, then: Change) -> Change:
    """Return what *first* and *then* are together."""
    if then.kind == "gone" or (first.kind == "gone" and then.kind == "new"):
        return then if then.kind == "gone" else Change()
    fields = tuple(dict.fromkeys((*first.fields, *then.fields)))
    files = tuple(dict.fromkeys((*first.files, *then.files)))
    return Change(first.kind, fields, files, first.card or then.card)
