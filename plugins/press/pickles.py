"""A story as bytes, without what it shares with others."""

import io
import pickle
from functools import lru_cache, partial
from typing import Any

Shared = dict[Any, Any]
"""What stories share: settings and context by name, and each section, topic and author once."""

_WRAPPER = frozenset({"settings", "_name", "_slug", "_slug_from_name"})


def dumped(value: Any) -> bytes:
    """Return *value* as bytes; of a section, topic or author only its name and slug are in them.

    Raises what pickle raises for what cannot be pickled.
    """
    target = io.BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(value)
    return target.getvalue()


def loaded(data: bytes, shared: Shared) -> Any:
    """Return the value that *data* holds, with what is *shared* put in its places.

    A section, topic or author that is not there yet is added to *shared*.
    """
    unpickler = _Unpickler(io.BytesIO(data))
    unpickler.shared = shared
    return unpickler.load()


def named(kind: Any, name: str, slug: str | None, more: Any) -> Any:
    """Stand in a pickle for a section, topic or author; `loaded` has its own in its place."""
    raise NotImplementedError


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        from_name = getattr(obj, "_slug_from_name", None)
        if from_name is None:
            return NotImplemented
        more = {name: value for name, value in vars(obj).items() if name not in _WRAPPER}
        return named, (type(obj), obj.name, None if from_name else obj.slug, more)


@lru_cache
def _found(module: str, name: str) -> Any:
    """Return the class or function *name* of *module*; the same few are in every story."""
    return pickle.Unpickler(io.BytesIO()).find_class(module, name)  # noqa: S301 - it reads nothing


class _Unpickler(pickle.Unpickler):
    shared: Shared

    def find_class(self, module: str, name: str) -> Any:
        # Nothing of its own: it remembers what it gives, and would hold itself for ever.
        found = _found(module, name)
        return partial(_sharing, self.shared) if found is named else found


def _sharing(shared: Shared, kind: Any, name: str, slug: str | None, more: Any) -> Any:
    made = None if more else shared.get((kind, name, slug))
    if made is None:
        made = kind(name, shared["settings"])
        if slug is not None:
            made.slug = slug
        vars(made).update(more)
        if not more:
            shared[kind, name, slug] = made
    return made
