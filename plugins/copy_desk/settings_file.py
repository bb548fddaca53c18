"""Mistakes in the newsroom's own files of settings that Python does not mind."""

import ast
import tokenize
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from plugins.kernel.faults import Fault, nearest, shown_path
from plugins.kernel.settings import settings_files

from .settings import SETTING, SETTING_DOUBT

_NEAR = 0.8
"""How alike two names are of which one was meant to be the other."""

_BLANK = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}


def misspelt_names(file: Path, known: Collection[str]) -> Iterator[Fault]:
    """Yield a warning for each name in the settings *file* that is nearly one of those *known*.

    A newsroom may have names of its own, for its templates: of these nothing is said.
    """
    for path in settings_files(file):
        for name, line in _assigned(path):
            if problem := _name_problem(name, known):
                yield SETTING_DOUBT.at(shown_path(path), line, problem)


def _assigned(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.parse(path.read_text("utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        yield from ((each.id, each.lineno) for each in targets if isinstance(each, ast.Name))


def _name_problem(name: str, known: Collection[str]) -> str:
    if name in known:
        return ""
    if name.upper() in known:
        return f'"{name}" has no effect: settings are in capitals. Write {name.upper()}'
    meant = nearest(name, known) if name.isupper() else None
    if meant and SequenceMatcher(None, name, meant).ratio() >= _NEAR:
        return f'"{name}" is not a setting, so it has no effect. Did you mean "{meant}"?'
    return ""


def missing_commas(file: Path) -> Iterator[Fault]:
    """Yield a fault for each list in the settings *file* with two texts and no comma between."""
    for path in settings_files(file):
        with tokenize.open(path) as source:
            tokens = list(tokenize.generate_tokens(source.readline))
        for name, line, first, second in _joined_texts(tokens):
            problem = f"{name} lacks a comma between {first} and {second}."
            yield SETTING.at(shown_path(path), line, f"{problem} Put one there")


def _joined_texts(
    tokens: Collection[tokenize.TokenInfo],
) -> Iterator[tuple[str, int, str, str]]:
    """Yield setting, line and both texts for two texts in a list that nothing separates."""
    brackets: list[str] = []
    name, before = "", None
    for token in tokens:
        if token.type in _BLANK:
            continue
        if token.type == tokenize.NAME and not brackets:
            name = token.string
        elif token.string in ("[", "(", "{"):
            brackets.append(token.string)
        elif token.string in ("]", ")", "}") and brackets:
            brackets.pop()
        is_text = token.type == tokenize.STRING
        if is_text and before and brackets[-1:] == ["["]:
            yield name, before.start[0], before.string, token.string
        before = token if is_text else None
