"""What feed readers know a story by, for as long as it is the same story to the newsroom."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from plugins.kernel.faults import Fault
from plugins.kernel.story import Story

_AUTHORITY = re.compile(
    r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
    r",\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
)
"""Whose names they are: a domain or an e-mail address, and a day on which it was theirs."""


def is_authority(text: str) -> bool:
    """Say whether *text* may stand in a tag URI, as "news.example.org,2026" may (RFC 4151, 2.1)."""
    return bool(_AUTHORITY.fullmatch(text))


def named(authority: str, site: str, key: str) -> str:
    """Return the id of what the newsroom calls *key*: a tag URI (RFC 4151) of its *authority*.

    A newsroom that names no authority has UUIDs, made of the name of its *site* (RFC 9562, 5.5).
    """
    if authority:
        return f"tag:{authority}:{quote(key, safe='/')}"
    return uuid5(NAMESPACE_URL, f"{site}\n{key}").urn


def key_of(story: Story) -> str:
    """Return what the newsroom calls *story*.

    It is what the field "Id" says, else the path of its file below the content folder, without
    the ending: the one thing that stays when headline, slug, date, section and the site's address
    change, and that no other story has.
    """
    return vars(story).get("id") or _path(story)


def clashes(stories: Iterable[Story]) -> Iterator[Fault]:
    """Yield a fault for each of *stories* that would be known by what another is known by.

    Its field "Id" is another's, or another's path; or both have one path but for the endings.
    """
    odd: list[Any] = []
    others: list[Any] = []
    for story in stories:
        usual = story.source_path.endswith(".md") and not vars(story).get("id")
        (others if usual else odd).append(story)
    owners = {_path(story): story for story in others if odd}
    for story in odd:
        owner = owners.setdefault(key_of(story), story)
        if owner is not story and vars(story).get("id"):
            said = f'"id" is that of {owner.shown_path}. Delete it, or write one of its own'
            yield Fault(story.shown_path, story.field_lines.get("id", 1), said)
        elif owner is not story:
            said = f"feeds could not tell it from {owner.shown_path}: only the endings differ."
            yield Fault(story.shown_path, 1, f"{said} Rename it")


def _path(story: Story) -> str:
    path: str = story.get_relative_source_path()
    return path.rpartition(".")[0]
