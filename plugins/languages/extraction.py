"""Find the labels in templates and Python code, with the comments for translators.

In templates they are calls of ``labels`` and ``house``, and of their methods ``plain``,
``context``, ``count`` and ``plurals``; in Python, calls of ``gettext_noop``. A comment right above
a call that begins with "Translators:" goes into the catalogue.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, nodes

from .catalogues import key_of

ROOTS = frozenset({"labels", "site_labels"})
"""The names under which templates have labels."""

_COMMENT = re.compile(r"(?:\{#|#) Translators: (.*?)(?: #\})?$", re.MULTILINE)
_JINJA = Environment(autoescape=True)


class Use(NamedTuple):
    """A use of a label: its English forms, its context, the line, and the comment above it."""

    english: tuple[str, ...]
    context: str | None
    line: int
    comment: str = ""

    @property
    def key(self) -> str:
        """Its key in a catalogue."""
        return key_of(self.english[0], self.context)


def used_in(path: Path) -> Iterator[Use]:
    """Yield the labels in the file *path*, a template or a Python file.

    Raises jinja2.TemplateSyntaxError or SyntaxError if the file cannot be parsed.
    """
    source = path.read_text("utf-8")
    found = _in_python(source) if path.suffix == ".py" else _in_template(source)
    comments = {
        source.count("\n", 0, match.start()) + 2: match[1] for match in _COMMENT.finditer(source)
    }
    for use in found:
        yield use._replace(comment=comments.get(use.line, ""))


def used_below(folder: Path, suffixes: Sequence[str]) -> Iterator[tuple[Path, Use]]:
    """Yield each label in the files below *folder* with these *suffixes*, with its file."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and path.is_file():
            yield from ((path, use) for use in used_in(path))


def _in_template(source: str) -> Iterator[Use]:
    for call in _JINJA.parse(source).find_all(nodes.Call):
        method = _method(call.node)
        texts = [each.value for each in call.args if isinstance(each, nodes.Const)]
        if method is not None and texts and isinstance(texts[0], str):
            yield _use(method, texts, call.lineno)


def _in_python(source: str) -> Iterator[Use]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            values = [each.value for each in node.args if isinstance(each, ast.Constant)]
            texts = [each for each in values if isinstance(each, str)]
            if node.func.id == "gettext_noop" and texts:
                yield _use("count", texts, node.lineno)


def _method(node: nodes.Expr) -> str | None:
    """Return the method of labels that *node* calls, "" for labels themselves; None for others."""
    if isinstance(node, nodes.Getattr) and node.attr != "plain":
        known = node.attr in {"context", "count", "plurals"} and _method(node.node) == ""
        return node.attr if known else None
    if isinstance(node, nodes.Getattr | nodes.Filter) and isinstance(node.node, nodes.Expr):
        return _method(node.node)
    return "" if isinstance(node, nodes.Name) and node.name in ROOTS else None


def _use(method: str, texts: Sequence[str], line: int) -> Use:
    if method == "context":
        return Use((texts[1],), texts[0], line)
    return Use(tuple(texts[:2]) if method in {"count", "plurals"} else (texts[0],), None, line)
