"""A story as bytes, without what every story shares."""

import io
import pickle
from collections.abc import Mapping
from typing import Any


def dumped(content: Any, shared: Mapping[str, Any]) -> bytes:
    """Return *content* as bytes; each object in *shared* is only named."""
    names = {id(each): name for name, each in shared.items()}
    target = io.BytesIO()
    pickler = _Pickler(target, pickle.HIGHEST_PROTOCOL)
    pickler.names = names
    pickler.dump(content)
    return target.getvalue()


def loaded(data: bytes, shared: Mapping[str, Any]) -> Any:
    """Return the content that *data* holds, with the objects in *shared* put in their places."""
    unpickler = _Unpickler(io.BytesIO(data))
    unpickler.shared = shared
    return unpickler.load()


class _Pickler(pickle.Pickler):
    names: dict[int, str]

    def persistent_id(self, obj: Any) -> str | None:
        return self.names.get(id(obj)) if isinstance(obj, dict) else None


class _Unpickler(pickle.Unpickler):
    shared: Mapping[str, Any]

    def persistent_load(self, pid: str) -> Any:
        return self.shared[pid]
