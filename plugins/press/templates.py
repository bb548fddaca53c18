"""Jinja as the press runs it: what is the same on many pages is made once."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup


def kept(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Return *macro*, of a story and plain values, with what it gave kept on the story."""
    name = macro.name  # type: ignore[attr-defined]

    def made(story: Any, *values: Any) -> Markup:
        pieces = story.__dict__.setdefault("press_pieces", {})
        piece = pieces.get((name, values))
        if piece is None:
            piece = pieces[name, values] = macro(story, *values)
        return piece  # type: ignore[no-any-return]

    return made


def quicken(environment: Environment) -> None:
    """Let templates keep what they make of a story, and find names and each other in one dict.

    Jinja chains two mappings for the names that all templates know, and goes through them in
    Python at each import of each page; and at each it looks whether the template's file changed.
    A build prints with the templates that it began with.
    """
    known = environment.globals
    known["kept"] = kept
    environment.make_globals = lambda d: {**known, **(d or {})}  # type: ignore[method-assign]
    environment.auto_reload = False
    load, loaded = environment.get_template, dict[str, Template]()

    def get_template(name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        if globals or not isinstance(name, str):
            return load(name, parent, globals)
        if name not in loaded:
            loaded[name] = load(name, parent)
        return loaded[name]

    environment.get_template = get_template  # type: ignore[method-assign]
