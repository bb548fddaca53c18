"""What crawlers may read (https://www.rfc-editor.org/rfc/rfc9309)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from plugins.kernel.faults import Fault

from .addresses import rule

ROBOTS = "robots.txt"


class Rules(NamedTuple):
    """Which paths are closed to which crawlers, and where the sitemaps are."""

    closed: Sequence[tuple[str, Sequence[str]]]
    sitemaps: Sequence[str]


def rules(closed: Mapping[str, Sequence[str]], sitemaps: Sequence[str]) -> Rules:
    """Return the rules of the setting ROBOTS; to a crawler that it does not name all is open."""
    groups = {"*": (), **closed}
    return Rules([(name, [*map(rule, paths)]) for name, paths in groups.items()], sitemaps)


def unfit(closed: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """Yield a fault for each name and each path that robots.txt cannot hold."""
    for name, paths in closed.items():
        if not name.strip() or not name.isprintable() or {*"#:"} & {*name}:
            said = f'ROBOTS names the crawler "{name}", which is no name.'
            yield Fault("pelicanconf.py", 1, f'{said} Write it as "GPTBot", or "*" for all others')
        wrong = [paths] if isinstance(paths, str) else [*_no_paths(paths)]
        for path in wrong:
            said = f'ROBOTS closes "{path}" to "{name}", which is no list of paths.'
            yield Fault("pelicanconf.py", 1, f'{said} Write ["/"] for the whole site')


def _no_paths(paths: Sequence[str]) -> Iterator[str]:
    return (path for path in paths if not path.startswith(("/", "*")) or not path.isprintable())
