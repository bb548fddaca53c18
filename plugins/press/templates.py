"""Jinja as the press runs it: what is the same on many pages is made once."""

from collections.abc import Callable
from types import MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]

from plugins.kernel.labels import PlainLabels


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


def shown(value: Any) -> str:
    """Return *value* as it may stand on a page: escaped, where it is no markup already.

    It goes into the page at once and is not escaped again, so it need not be markup then. Jinja
    makes markup of each piece before it joins them, which takes longer than to escape it.
    """
    if type(value) is Markup:
        return value
    return escaped(value) if type(value) is str else escape(value)


class _Generator(CodeGenerator):
    """Jinja's own, that calls `shown` for what a template shows where Jinja would escape it."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        self.writeline(f"from {__name__} import shown")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"shown({finalize.src or ''}")


class _Context(Context):
    """Jinja's own, that calls macros and labels at once: they need nothing of the context."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        kind = type(obj)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif not issubclass(kind, PlainLabels) and (
            kind is not MethodType or not isinstance(obj.__self__, PlainLabels)
        ):
            return super().call(obj, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return obj(*args, **kwargs)


def quicken(environment: Environment) -> None:
    """Let templates keep what they make of a story, and show and find things with less ado.

    Jinja chains two mappings for the names that all templates know, and goes through them in
    Python at each import of each page; and at each it looks whether the template's file changed.
    A build prints with the templates that it began with.
    """
    known = environment.globals
    known["kept"] = kept
    environment.make_globals = lambda d: {**known, **(d or {})}  # type: ignore[method-assign]
    environment.auto_reload = False
    environment.code_generator_class = _Generator
    environment.context_class = _Context
    load, loaded = environment.get_template, dict[str, Template]()

    def get_template(name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        if globals or not isinstance(name, str):
            return load(name, parent, globals)
        if name not in loaded:
            loaded[name] = load(name, parent)
        return loaded[name]

    environment.get_template = get_template  # type: ignore[method-assign]
