"""The settings of sitemaps and robots.txt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from plugins.kernel.settings import Setting, all_of, table


def crawlers(value: object) -> str:
    """Check that *value* gives each crawler, by its name, a list of paths (RFC 9309)."""
    for name, paths in cast(Mapping[str, Sequence[str]], value).items():
        if not name.strip() or not name.isprintable() or {*"#:"} & {*name}:
            return f'names the crawler "{name}". Write it as "GPTBot", or "*" for all others'
        wrong = [paths] if isinstance(paths, str) else [*_not_paths(paths)]
        if wrong:
            problem = f'closes "{wrong[0]}" to "{name}", which is no list of paths.'
            return f'{problem} Write ["/"] for the whole site'
    return ""


def _not_paths(paths: Sequence[str]) -> Iterator[str]:
    return (path for path in paths if not path.startswith(("/", "*")) or not path.isprintable())


ROBOTS = Setting[dict[str, list[str]]](
    "ROBOTS",
    all_of(table, crawlers),
    'What crawlers may not read, by their names; "*" is every other crawler.',
    '{"GPTBot": ["/"]}',
)

SETTINGS = (ROBOTS,)
