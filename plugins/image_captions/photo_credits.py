"""Photos that have one credit in one story, and another in another."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.kernel.faults import Fault
from plugins.kernel.story import Content
from plugins.markup.text import plain

from .rules import CREDITS_DIFFER


def differing_credits(contents: Iterable[Content]) -> Iterator[Fault]:
    """Yield a fault for each of *contents* that credits a photo otherwise than an older one does.

    The first is the story with the first path, so that it does not depend on their order.
    """
    first: dict[str, tuple[str, Content]] = {}
    others: list[tuple[str, str, Content]] = []
    for content in contents:
        for path, credit in content.credits:
            known = first.setdefault(path, (credit, content))
            if known[0] != credit:
                others.append((path, credit, content))
    seen = {path for path, *_ in others}
    groups: dict[str, list[tuple[str, str, Content]]] = {path: [] for path in seen}
    for path, (credit, content) in first.items():
        if path in seen:
            groups[path].append((content.shown_path, credit, content))
    for path, credit, content in others:
        groups[path].append((content.shown_path, credit, content))
    for path, found in sorted(groups.items()):
        yield from _differing(path, sorted(found, key=lambda each: each[:2]))


def _differing(path: str, found: list[tuple[str, str, Content]]) -> Iterator[Fault]:
    where, usual, _ = found[0]
    name = Path(path).name
    for shown, credit, content in found[1:]:
        if plain(credit).casefold() != plain(usual).casefold():
            problem = f'photo "{name}" is credited to "{credit}", but to "{usual}" in {where}.'
            line = _line(content, name)
            yield CREDITS_DIFFER.at(shown, line, f"{problem} Correct one of them.")


def _line(content: Content, name: str) -> int:
    """Return the line on which *content* names the photo *name*; 1 where that is not found."""
    text = Path(content.source_path).read_text("utf-8-sig", errors="replace")
    return text.count("\n", 0, max(text.find(name), 0)) + 1
