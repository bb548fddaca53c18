"""The site's colours from its style sheets, for cards and other places that need them outside CSS.

They are custom properties of ``:root``, such as ``--paper: light-dark(#fff, #111)``. Those of the
newsroom, in ``house/brand.css``, win over those of the theme, in its ``tokens.css``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tinycss2
from tinycss2 import color5
from tinycss2.ast import Node

from plugins.kernel.faults import Fault, Rule, shown_path

BRAND_STYLE = Rule("brand-style", "warning", "A style in house/brand.css without effect.")

STYLE = "brand.css"
TOKENS = "static/css/tokens.css"
"""The style sheets with the colours: in house/, and in a theme."""


class Colour(NamedTuple):
    """A colour on light pages and on dark ones, each as "#rrggbb"."""

    light: str
    dark: str


DEFAULTS = {
    "paper": Colour("#fdfcf9", "#131518"),
    "ink": Colour("#191814", "#e8e4dc"),
    "accent": Colour("#1d4a8f", "#96b9f2"),
}
"""The colours that no style sheet sets."""

_ROOT = frozenset({":root", "html"})
_BLANK = ("whitespace", "comment")
_DEEPEST = 8
"""How many properties may refer to each other in a chain."""


class _Value(NamedTuple):
    path: str
    line: int
    tokens: Sequence[Node]


def colours_of(theme: Path, house: Path) -> tuple[dict[str, Colour], list[Fault]]:
    """Return the colours named in `DEFAULTS`, by the style sheets of *theme* and *house*.

    Return also a warning for each that cannot be read, for which the theme's is used, and for what
    browsers would ignore in ``brand.css``.
    """
    files = theme / TOKENS, house / STYLE
    styles = tuple((shown_path(path), _text(path) if path.is_file() else "") for path in files)
    colours, faults = _read(styles)
    return dict(colours), list(faults)


@cache
def _read(styles: tuple[tuple[str, str], ...]) -> tuple[dict[str, Colour], tuple[Fault, ...]]:
    parsed = [(path, _rules(text)) for path, text in styles]
    faults = [fault for path, rules in parsed[1:] for fault in _ignored(path, rules)]
    by_scheme = []
    for scheme in ("light", "dark"):
        values = _properties(parsed, scheme)
        combined, theme = _of(values, scheme), _of(_properties(parsed[:1], scheme), scheme)
        unreadable = [role for role, colour in combined.items() if colour is None]
        faults += [_unreadable(role, values[f"--{role}"]) for role in unreadable]
        by_scheme.append({role: combined.get(role) or theme.get(role) for role in DEFAULTS})
    light, dark = by_scheme
    colours = {
        role: Colour(light[role] or default.light, dark[role] or default.dark)
        for role, default in DEFAULTS.items()
    }
    return colours, tuple(dict.fromkeys(faults))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SystemExit(f"{shown_path(path)}:1: is not UTF-8 text. Save it as UTF-8") from None


def _rules(css: str) -> list[Node]:
    return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _properties(styles: Iterable[tuple[str, list[Node]]], scheme: str) -> dict[str, _Value]:
    """Return the properties that *styles* set on the root in a colour *scheme*, by name."""
    return {
        declared.name: _Value(path, declared.source_line, declared.value)
        for path, rules in styles
        for declared in _declared(rules, scheme, on_root=False)
    }


def _declared(nodes: Iterable[Node], scheme: str, *, on_root: bool) -> Iterator[Node]:
    for node in nodes:
        if node.type == "declaration" and on_root:
            yield node
        elif node.type == "qualified-rule":
            if _names_root(node.prelude, within_root=on_root):
                content = tinycss2.parse_blocks_contents(node.content)
                yield from _declared(content, scheme, on_root=True)
        elif node.type == "at-rule" and node.content and _applies(node, scheme):
            parse = tinycss2.parse_blocks_contents if on_root else tinycss2.parse_rule_list
            yield from _declared(parse(node.content), scheme, on_root=on_root)


def _names_root(prelude: Iterable[Node], *, within_root: bool) -> bool:
    selectors = {each.strip() for each in tinycss2.serialize(prelude).split(",")}
    return not selectors.isdisjoint({*_ROOT, "&"} if within_root else _ROOT)


def _applies(rule: Node, scheme: str) -> bool:
    """Return whether the at-*rule* applies on a screen with that colour *scheme*."""
    if rule.lower_at_keyword in ("layer", "supports"):
        return True
    condition = tinycss2.serialize(rule.prelude).lower().strip()
    if "prefers-color-scheme" in condition:
        return scheme in condition
    return rule.lower_at_keyword == "media" and condition in ("all", "screen")


def _of(values: Mapping[str, _Value], scheme: str) -> dict[str, str | None]:
    """Return the colours of `DEFAULTS` in *values*; None for one that cannot be read."""
    known = {"light", "dark"} & {
        each.value for each in _significant(values.get("color-scheme")) if each.type == "ident"
    }
    shown = scheme if scheme in known or not known else known.pop()
    found: dict[str, str | None] = {}
    for role in DEFAULTS:  # the paper first, which shows through a translucent colour
        if f"--{role}" in values:
            under = found.get("paper") or ("#ffffff" if shown == "light" else "#000000")
            token = _resolved(_significant(values[f"--{role}"]), values, shown)
            found[role] = _opaque(token, under) if token else None
    return found


def _significant(value: _Value | None) -> list[Node]:
    return [token for token in value.tokens if token.type not in _BLANK] if value else []


def _resolved(
    tokens: list[Node], values: Mapping[str, _Value], scheme: str, depth: int = 0
) -> Node | None:
    """Return the token that *tokens* stand for after ``var()`` and ``light-dark()``, or None."""
    if len(tokens) != 1 or depth > _DEEPEST:
        return None
    token = tokens[0]
    if token.type != "function" or token.lower_name not in ("var", "light-dark"):
        return token
    first, *others = _arguments(token)
    if token.lower_name == "light-dark":
        chosen = others[0] if scheme == "dark" and others else first
    else:
        named = values.get(first[0].value if first and first[0].type == "ident" else "")
        chosen = _significant(named) if named else others[0] if others else []
    return _resolved(chosen, values, scheme, depth + 1)


def _arguments(function: Node) -> list[list[Node]]:
    """Return the arguments of *function*, which commas separate."""
    found: list[list[Node]] = [[]]
    for each in function.arguments:
        if each == ",":
            found.append([])
        elif each.type not in _BLANK:
            found[-1].append(each)
    return found


def _opaque(token: Node, under: str) -> str | None:
    """Return the colour *token* as "#rrggbb", over the colour *under*; None if not a colour."""
    colour = color5.parse_color(token)
    if colour is None or colour == "currentcolor":
        return None
    try:
        parts = colour.to("srgb").coordinates
    except NotImplementedError:  # a colour that cannot be converted
        return None
    mixed = (
        round(255 * min(max(part or 0, 0), 1) * colour.alpha + below * (1 - colour.alpha))
        for part, below in zip(parts, bytes.fromhex(under[1:]), strict=True)
    )
    return f"#{bytes(mixed).hex()}"


def _unreadable(role: str, value: _Value) -> Fault:
    written = tinycss2.serialize(value.tokens).strip()
    problem = f'--{role} is "{written}", which cards and browser bars cannot show.'
    remedy = (
        f'Write it as "{DEFAULTS[role].light}", rgb() or hsl(), or two of these in light-dark()'
    )
    return BRAND_STYLE.at(value.path, value.line, f"{problem} {remedy}")


def _ignored(path: str, rules: Iterable[Node]) -> Iterator[Fault]:
    """Yield a warning for everything that browsers ignore in the newsroom's own style sheet."""
    for rule in rules:
        if rule.type == "error":
            remedy = "Look here, and above, for a missing bracket or semicolon"
            yield BRAND_STYLE.at(path, rule.source_line, f"browsers cannot read this. {remedy}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("import", "charset"):
            problem = f"@{rule.lower_at_keyword} has no effect here: all styles are one file."
            yield BRAND_STYLE.at(path, rule.source_line, f"{problem} Remove it")
