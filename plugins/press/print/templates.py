"""Make Jinja faster: keep macros' output, escape with less work, look names up once."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]


def kept(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Return *macro*, of a story and plain values, which keeps its output on the story."""
    name = macro.name  # type: ignore[attr-defined]

    def made(story: Any, *values: Any) -> Markup:
        pieces = story.__dict__.setdefault("press_pieces", {})
        piece = pieces.get((name, values))
        if piece is None:
            piece = pieces[name, values] = macro(story, *values)
        return piece  # type: ignore[no-any-return]

    return made


def shown(value: Any) -> str:
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

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"shown({finalize.src or ''}")


class _Context(Context):
    """Jinja's own, which calls a macro without asking how it wants to be called."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(self.eval_ctx, *args, **kwargs)


def speed_up(environment: Environment) -> None:
    """Let templates keep their macros' output, and show and find values faster.

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
