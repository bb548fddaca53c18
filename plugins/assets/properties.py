"""Extracts the custom properties and fonts of a style sheet, for the style sheet of feeds."""

from collections.abc import Iterable, Iterator

import tinycss2
from tinycss2.ast import Node


def properties(css: str) -> str:
    """Return only the custom properties, the colour schemes and the ``@font-face`` of *css*."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_kept(rules))


def _kept(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            if kept := "; ".join(_declarations(rule.content)):
                yield f"{tinycss2.serialize(rule.prelude).strip()} {{ {kept} }}"
        elif rule.type != "at-rule" or rule.content is None:
            continue
        elif rule.lower_at_keyword == "font-face":
            yield rule.serialize()
        elif rule.lower_at_keyword == "layer":
            yield from _kept(_within(rule))
        elif kept := "\n".join(_kept(_within(rule))):
            yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{kept}\n}}"


def _within(rule: Node) -> list[Node]:
    rules: list[Node] = tinycss2.parse_rule_list(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    return rules


def _declarations(content: Iterable[Node]) -> Iterator[str]:
    for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.name.startswith(("--", "color-scheme")):
            yield each.serialize().removesuffix(";").strip()
        elif each.type == "at-rule":  # within :root
            kept = "; ".join(_declarations(each.content or ()))
            yield f"@{each.at_keyword}{tinycss2.serialize(each.prelude)}{{ {kept} }}"
