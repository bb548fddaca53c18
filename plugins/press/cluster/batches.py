"""A planned site as bytes, for a worker that shares no memory with this process."""

import io
from collections.abc import Sequence
from typing import NamedTuple

import cloudpickle

from plugins.kernel.settings import Settings

from ..pelican_types import Content
from ..print.pages import FeedFiles, Page

_SET_ANEW = frozenset({"_load", "_load_body", "press_pieces"})
"""The attributes of a content that are set again where it is unpacked."""


class PlannedSite(NamedTuple):
    """What a worker prints from: the pages, each with its template's name, and where things are.

    *stage* is the folder to print into; *store* is the press's cache, *folder* its content folder.
    """

    settings: Settings
    stage: str
    store: str
    folder: str
    pages: list[tuple[str, Page | FeedFiles]]


def packed(contents: Sequence[Content], site: PlannedSite) -> bytes:
    """Return *site* as bytes, and *contents*, which it and they refer to in any way.

    Contents are pickled side by side: otherwise each story would be pickled within the one before
    it, to any depth.
    """
    target = io.BytesIO()
    packer = _Packer(target)
    packer.numbers = {id(content): number for number, content in enumerate(contents)}
    packer.dump([type(content) for content in contents])
    states = [
        {name: each for name, each in vars(content).items() if name not in _SET_ANEW}
        for content in contents
    ]
    packer.dump((states, site))
    return target.getvalue()


def unpacked(data: bytes) -> tuple[list[Content], PlannedSite]:
    """Return the contents and the site that *data* holds."""
    unpacker = _Unpacker(io.BytesIO(data))
    kinds = unpacker.load()
    unpacker.contents = [kind.__new__(kind) for kind in kinds]
    states, site = unpacker.load()
    for content, state in zip(unpacker.contents, states, strict=True):
        content.__dict__.update(state)
    return unpacker.contents, site


class _Packer(cloudpickle.Pickler):
    numbers: dict[int, int]

    def persistent_id(self, obj: object) -> int | None:
        return self.numbers.get(id(obj))


class _Unpacker(cloudpickle.pickle.Unpickler):
    contents: list[Content]

    def persistent_load(self, pid: int) -> Content:
        return self.contents[pid]
