"""Attributes that were just read, as they would be had they been kept and loaded again.

What was read is used as it is, without a detour through bytes; only what could be changed in place
is copied, so that the parts of a story share nothing with each other that a plugin may change, and
sections, topics and authors are those that all stories share.
"""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from operator import is_
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from ..store.pickles import Shared, dumped, loaded, wrapper_parts
from .kept_attributes import Attributes

Copies = dict[int, object]
"""The copies of objects, by the ids of these."""

_UNCHANGEABLE = frozenset(
    {
        *(bool, bytes, complex, float, int, str, type(None), Markup),
        *(date, datetime, timedelta, timezone, ZoneInfo),
    }
)


def as_loaded(attributes: Attributes, shared: Shared) -> Attributes:
    """Return a copy of *attributes*, one part of a story, that shares with others as *shared* says.

    The same object in two places of the part is one object in the copy.
    """
    copies: Copies = {}
    return {
        name: value if type(value) in _UNCHANGEABLE else _copied(value, shared, copies)
        for name, value in attributes.items()
    }


def _copied(value: object, shared: Shared, copies: Copies) -> Any:
    if type(value) in _UNCHANGEABLE:
        return value
    if id(value) not in copies:
        copies[id(value)] = _copy(value, shared, copies)
    return copies[id(value)]


def _copy(value: Any, shared: Shared, copies: Copies) -> Any:
    kind = type(value)
    if kind is list:
        return [_copied(each, shared, copies) for each in value]
    if kind is dict:
        return {name: _copied(each, shared, copies) for name, each in value.items()}
    if isinstance(value, tuple):
        inner: tuple[Any, ...] = value
    elif parts := wrapper_parts(value):
        return shared.wrapper(*parts)
    elif _is_frozen(kind):
        inner = tuple(getattr(value, each.name) for each in fields(value))
    else:
        return loaded(dumped(value), shared)
    copied = [_copied(each, shared, copies) for each in inner]
    if all(map(is_, copied, inner)):
        return value  # nothing in it can be changed either
    return tuple(copied) if kind is tuple else loaded(dumped(value), shared)


def _is_frozen(kind: type) -> bool:
    """Say whether *kind* is a dataclass whose fields cannot be set again."""
    parameters = getattr(kind, "__dataclass_params__", None)
    return is_dataclass(kind) and parameters is not None and bool(parameters.frozen)
