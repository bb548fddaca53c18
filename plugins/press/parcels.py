"""A planned site as bytes, for a worker that shares no memory with this process."""

import io
from collections.abc import Sequence
from typing import Any

import cloudpickle

_ITS_OWN = frozenset({"_fetch", "_fetch_text", "get_static_links", "press_pieces"})
"""What a content is given anew where it is unpacked."""


def packed(contents: Sequence[Any], value: Any) -> bytes:
    """Return *value* as bytes, and *contents*, which it and they refer to in any way.

    Contents are laid side by side: the chain from story to story would else be pickled to a
    depth that has no end.
    """
    target = io.BytesIO()
    packer = _Packer(target)
    packer.numbers = {id(content): number for number, content in enumerate(contents)}
    packer.dump([type(content) for content in contents])
    states = [
        {name: each for name, each in vars(content).items() if name not in _ITS_OWN}
        for content in contents
    ]
    packer.dump((states, value))
    return target.getvalue()


def unpacked(data: bytes) -> tuple[list[Any], Any]:
    """Return the contents and the value that *data* holds."""
    unpacker = _Unpacker(io.BytesIO(data))
    kinds = unpacker.load()
    unpacker.contents = [kind.__new__(kind) for kind in kinds]
    states, value = unpacker.load()
    for content, state in zip(unpacker.contents, states, strict=True):
        content.__dict__.update(state)
    return unpacker.contents, value


class _Packer(cloudpickle.Pickler):
    numbers: dict[int, int]

    def persistent_id(self, obj: Any) -> int | None:
        return self.numbers.get(id(obj))


class _Unpacker(cloudpickle.pickle.Unpickler):
    contents: list[Any]

    def persistent_load(self, pid: int) -> Any:
        return self.contents[pid]
