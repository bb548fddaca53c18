"""A story, page or author's file as it was just read, in the form in which it is kept."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from ..store.database import SeenFile
from ..store.fingerprints import digest
from ..store.pickles import Shared, dumped, loaded
from .cached_story import CachedStory, Details
from .kept_attributes import Attributes, shown_on_cards


class Record(NamedTuple):
    """What lies on a shelf of a content: the attributes that are in memory in every build.

    *key* is what it is kept under, *needs* is what it was made of. The *names* of its *values*, and
    those *loaded_later*, are each one text, joined by null characters, which many contents have in
    common.
    """

    key: str
    needs: tuple[tuple[str, ...], ...]
    kind: type
    names: str
    values: tuple[Any, ...]
    loaded_later: str


class Parts(NamedTuple):
    """The attributes of a content that was just read, as the reader left them."""

    summary: Attributes
    details: Attributes
    body: Attributes


class Reading(NamedTuple):
    """What was just read: its *record* and its *details* as bytes, to be kept under *key*.

    *files* are those that were looked at for it. *parts* are the attributes themselves, for use in
    the process that read them: they are left out when a reading is sent to another.
    """

    record: bytes
    details: bytes
    key: str
    files: Mapping[str, SeenFile]
    kind: type
    parts: Parts | None = None

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return Reading, (self.record, self.details, self.key, self.files, self.kind)


def reading(
    key: str,
    needs: tuple[tuple[str, ...], ...],
    kind: type,
    parts: Parts,
    files: Mapping[str, SeenFile],
) -> Reading:
    """Return the *parts* of a content as they are kept under *key*.

    Raises what pickle raises where a plugin left something on it that cannot be kept.
    """
    summary, details, body = parts
    later = b""
    if kind is CachedStory:
        data = dumped(details)
        body = {name: body[name] for name in sorted(body)}
        summary = {**summary, "press_card": digest(data, repr(shown_on_cards(summary, body)))}
        later = dumped((data, dumped(body)))
    else:
        summary = {**summary, "press_card": key}
    names = "\0".join(sorted({*details, *body}))
    record = (key, needs, kind, "\0".join(summary), tuple(summary.values()), names)
    return Reading(dumped(record), later, key, files, kind, Parts(summary, details, body))


def loaded_record(data: bytes, shared: Shared) -> Record:
    """Return the record that *data* holds."""
    return Record(*loaded(data, shared))


def loaded_details(data: bytes, shared: Shared) -> Details:
    """Return the details in *data*, and what loads the body. Raises what damaged pickles raise."""
    details, body = loaded(data, shared)
    return loaded(details, shared), partial(loaded, body, shared)
