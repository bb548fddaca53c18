"""A story as bytes, without what it shares with others."""

import io
import pickle
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings

from ..pelican_types import Wrapper

Value = Any
"""Any value that can be pickled."""

Kind = Callable[..., Wrapper]
"""A class of sections, topics, authors or series, called with a name and the settings."""

WrapperKey = tuple[Kind, str, str | None]

_WRAPPER_ATTRIBUTES = frozenset({"settings", "_name", "_slug", "_slug_from_name"})


class Shared:
    """What stories share: settings, context, and each section, topic and author once."""

    def __init__(self, settings: Settings, context: Context | None = None) -> None:
        self.settings, self.context = settings, context
        self.wrappers: dict[WrapperKey, Wrapper] = {}

    def without_wrappers(self) -> "Shared":
        """Return the same without the sections, topics and authors, which plugins may change."""
        return Shared(self.settings, self.context)

    def wrapper(self, kind: Kind, name: str, slug: str | None, more: dict[str, Value]) -> Wrapper:
        """Return the section, topic or author *name*: one object for all stories that have it.

        One with *more* attributes than Pelican gives it is made again each time.
        """
        key = (kind, name, slug)
        made = None if more else self.wrappers.get(key)
        if made is None:
            made = kind(name, self.settings)
            if slug is not None:
                made.slug = slug
            vars(made).update(more)
            if not more:
                self.wrappers[key] = made
        return made


def dumped(value: Value) -> bytes:
    """Return *value* as bytes; of a section, topic or author they hold only name and slug.

    Raises what pickle raises for what cannot be pickled.
    """
    target = io.BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(value)
    return target.getvalue()


def loaded(data: bytes, shared: Shared) -> Value:
    """Return the value that *data* holds, with the sections, topics and authors of *shared*.

    One that is not there yet is added to *shared*.
    """
    unpickler = _Unpickler(io.BytesIO(data))
    unpickler.shared = shared
    return unpickler.load()


def wrapper_parts(value: object) -> tuple[Kind, str, str | None, dict[str, Value]] | None:
    """Return what `Shared.wrapper` needs to give *value* back; None for what is no wrapper."""
    from_name = getattr(value, "_slug_from_name", None)
    if from_name is None:
        return None
    more = {name: each for name, each in vars(value).items() if name not in _WRAPPER_ATTRIBUTES}
    wrapper = cast(Wrapper, value)  # nothing else has that attribute
    return type(wrapper), wrapper.name, None if from_name else wrapper.slug, more


def shared_wrapper(kind: Kind, name: str, slug: str | None, more: dict[str, Value]) -> Wrapper:
    """Stand in a pickle for a section, topic or author; `loaded` puts the shared one there."""
    raise NotImplementedError


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: object) -> tuple[Callable[..., Wrapper], tuple[Any, ...]]:
        parts = wrapper_parts(obj)
        return NotImplemented if parts is None else (shared_wrapper, parts)


@lru_cache
def _found(module: str, name: str) -> object:
    """Return the class or function *name* of *module*; the same few are in every story."""
    return pickle.Unpickler(io.BytesIO()).find_class(module, name)  # noqa: S301 - it reads nothing


class _Unpickler(pickle.Unpickler):
    shared: Shared

    def find_class(self, module: str, name: str) -> object:
        # Nothing that is the unpickler's own: it remembers what this returns, and would keep itself
        # alive.
        found = _found(module, name)
        return self.shared.wrapper if found is shared_wrapper else found
