"""The rules of robots.txt (https://www.rfc-editor.org/rfc/rfc9309)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .addresses import rule

ROBOTS = "robots.txt"


class Rules(NamedTuple):
    """Which paths are closed to which crawlers, and where the sitemaps are."""

    closed: Sequence[tuple[str, Sequence[str]]]
    sitemaps: Sequence[str]


def rules(closed: Mapping[str, Sequence[str]], sitemaps: Sequence[str]) -> Rules:
    """Return the rules of the setting ROBOTS; crawlers that it does not name may read all."""
    groups = {"*": (), **closed}
    return Rules([(name, [*map(rule, paths)]) for name, paths in groups.items()], sitemaps)
