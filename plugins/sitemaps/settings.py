"""The settings of sitemaps and robots.txt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from plugins.kernel.settings import Setting, all_of, table


def crawlers(value: object) -> str:
    """Check that *value* has a list of paths for each crawler, by its name (RFC 9309)."""
    for name, paths in cast(Mapping[str, Sequence[str]], value).items():
        if not name.strip() or not name.isprintable() or {*"#:"} & {*name}:
            return (
                f'names the crawler "{name}". Write a name such as "GPTBot", or "*" for all others'
            )
        wrong = [paths] if isinstance(paths, str) else [*_not_paths(paths)]
        if wrong:
            problem = f'closes "{wrong[0]}" to "{name}", which is not a list of paths.'
            return f'{problem} Write ["/"] for the whole site'
    return ""


def _not_paths(paths: Sequence[str]) -> Iterator[str]:
    return (path for path in paths if not path.startswith(("/", "*")) or not path.isprintable())


ROBOTS = Setting[dict[str, list[str]]](
    "ROBOTS",
    all_of(table, crawlers),
    'The paths that each crawler may not read, by its name; "*" is every other crawler.',
    '{"GPTBot": ["/"]}',
)

SETTINGS = (ROBOTS,)
