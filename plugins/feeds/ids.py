"""The permanent ids of stories and feeds, by which feed readers know them."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from plugins.kernel.faults import Fault, Rule
from plugins.kernel.story import Story

ID_TAKEN = Rule("id-taken", "fault", "Two stories that feeds cannot tell apart.", fixed=True)

_AUTHORITY = re.compile(
    r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
    r",\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
)
"""The owner of ids: a domain or an e-mail address, and a date on which it belonged to the owner."""


def is_authority(text: str) -> bool:
    """Return whether *text* may own tag URIs, such as "news.example.org,2026" (RFC 4151, 2.1)."""
    return bool(_AUTHORITY.fullmatch(text))


def permanent_id(authority: str, site: str, key: str) -> str:
    """Return the id of the story or feed *key*: a tag URI (RFC 4151) of *authority*.

    Without an authority it is a UUID, made from the name of the *site* (RFC 9562, 5.5).
    """
    if authority:
        return f"tag:{authority}:{quote(key, safe='/')}"
    return uuid5(NAMESPACE_URL, f"{site}\n{key}").urn


def key_of(story: Story) -> str:
    """Return the key of *story*, which no other story has.

    It is the field "Id", else the path of the file below the content folder, without the suffix:
    that stays when headline, slug, date, section or the site's address change.
    """
    return vars(story).get("id") or _path(story)


def clashes(stories: Iterable[Story]) -> Iterator[Fault]:
    """Yield a fault for each of *stories* that has the same key as another.

    Its field "Id" is the same as another's, or as another's path; or the paths of both differ only
    in their suffixes.
    """
    special: list[Story] = []
    usual: list[Story] = []
    for story in stories:
        is_usual = story.source_path.endswith(".md") and not vars(story).get("id")
        (usual if is_usual else special).append(story)
    owners = {_path(story): story for story in usual if special}
    for story in special:
        owner = owners.setdefault(key_of(story), story)
        if owner is not story and vars(story).get("id"):
            problem = f'"id" is the same as that of {owner.shown_path}. Delete it, or change it'
            line = story.field_lines.get("id", 1)
            yield ID_TAKEN.at(story.shown_path, line, problem, other=owner.shown_path)
        elif owner is not story:
            problem = f"has the same name as {owner.shown_path}, except for the suffix"
            remedy = "Feeds could not tell them apart. Rename it"
            text = f"{problem}. {remedy}"
            yield ID_TAKEN.at(story.shown_path, 1, text, other=owner.shown_path)


def _path(story: Story) -> str:
    path: str = story.get_relative_source_path()
    return path.rpartition(".")[0]
