"""Make Jinja faster: keep macros' output, escape with less work, look names up once."""

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]

from ..pelican_types import Content


def kept(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Return *macro*, of a story and plain values, which keeps its output on the story."""
    name = macro.name  # type: ignore[attr-defined]

    def made(story: Content, *values: object) -> Markup:
        pieces = story.__dict__.setdefault("press_pieces", {})
        piece = pieces.get((name, values))
        if piece is None:
            piece = pieces[name, values] = macro(story, *values)
        return piece  # type: ignore[no-any-return]

    return made


def shown(value: object) -> str:
    """Return *value* as it may stand on a page: escaped, unless it is markup already.

    It goes into the page at once and is not escaped again, so the result need not be markup. Jinja
    makes markup of each piece before it joins them, which takes longer than escaping it.
    """
    if type(value) is Markup:
        return value
    return escaped(value) if type(value) is str else escape(value)


class _Generator(CodeGenerator):
    """Jinja's own, which calls `shown` where Jinja would escape what a template shows."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        self.writeline(f"from {__name__} import shown")
        super().visit_Template(node, frame)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: "CodeGenerator._FinalizeInfo"
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"shown({finalize.src or ''}")


def speed_up(environment: Environment) -> None:
    """Let templates keep their macros' output, and show and find values faster.

    The gains are in processor time of a clean build of 1,000 stories.
    """
    known = environment.globals
    known["kept"] = kept  # saves 7 %

    def make_globals(own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**known, **(own or {})}

    # Saves 4 %: Jinja chains two mappings for the names that all templates know, and looks through
    # them in Python at each import on each page.
    environment.make_globals = make_globals  # type: ignore[method-assign,assignment]
    # Saves 3 %, half of it by `_escape_inner`.
    environment.code_generator_class = _Generator
