"""A story as bytes, without what it shares with others."""

import io
import pickle
from collections.abc import Mapping
from typing import Any

Shared = dict[Any, Any]
"""What stories share: settings and context by name, and each section, topic and author once."""

_WRAPPER = frozenset({"settings", "_name", "_slug", "_slug_from_name"})


def dumped(value: Any, shared: Mapping[Any, Any]) -> bytes:
    """Return *value* as bytes; each dict in *shared*, and each section or topic, is only named."""
    target = io.BytesIO()
    pickler = _Pickler(target, pickle.HIGHEST_PROTOCOL)
    pickler.wrappers = {}
    pickler.names = {id(each): name for name, each in shared.items() if isinstance(name, str)}
    pickler.dump(value)
    return target.getvalue()


def loaded(data: bytes, shared: Shared) -> Any:
    """Return the value that *data* holds, with what is *shared* put in its places.

    A section, topic or author that is not there yet is added to *shared*.
    """
    unpickler = _Unpickler(io.BytesIO(data))
    unpickler.shared = shared
    return unpickler.load()


class _Pickler(pickle.Pickler):
    names: dict[int, str]
    wrappers: dict[Any, Any]

    def persistent_id(self, obj: Any) -> Any:
        if type(obj) is dict:
            return self.names.get(id(obj))
        if getattr(obj, "_slug_from_name", None) is False and vars(obj).keys() == _WRAPPER:
            named = (type(obj), obj.name, obj.slug)
            return self.wrappers.setdefault(named, named)  # one object is written once
        return None


class _Unpickler(pickle.Unpickler):
    shared: Shared

    def persistent_load(self, pid: Any) -> Any:
        found = self.shared.get(pid)
        if found is None:
            kind, name, slug = pid
            found = self.shared[pid] = kind(name, self.shared["settings"])
            found.slug = slug
        return found
