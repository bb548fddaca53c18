"""The feeds of a site: their addresses, and the stories in each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from plugins.kernel.settings import Settings
from plugins.kernel.story import Name, Site, Story, chains, newest, newest_first

from . import atom, json_feed, rss
from .settings import FEED_MAX_ITEMS, FEEDS

SUFFIXES = {"atom": ".atom.xml", "rss": ".rss.xml", "json": ".json"}
"""The formats of every feed, each with the suffix of its file."""

FORMAT_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
TYPES = {"atom": atom.TYPE, "rss": rss.TYPE, "json": json_feed.TYPE}

SITE = "feeds/all"
_FOLDERS = {"language": "lang"}


class Feed(NamedTuple):
    """A feed: the *path* of its files without their suffixes, its *name* and its stories.

    The name is that of the section, topic or the like, empty for the site. *home* is the address of
    the page that the feed belongs to, below the site's.
    """

    path: str
    name: str
    home: str
    lang: str
    stories: Sequence[Story]

    @property
    def files(self) -> tuple[str, ...]:
        """Its files, one for each format."""
        return files(self.path)

    def title(self, site_name: str) -> str:
        """Return its title, which begins with *site_name*."""
        return titled(site_name, self.name)


class Link(NamedTuple):
    """A link to a feed: its media type, its title, its address, and the name of its format."""

    type: str
    title: str
    url: str
    format: str


def files(path: str) -> tuple[str, ...]:
    """Return the files of the feed at *path*, one for each format."""
    names = {name: f"{path}{suffix}" for name, suffix in SUFFIXES.items()}
    return tuple((names | {"json": "feeds/feed.json"} if path == SITE else names).values())


def titled(site_name: str, name: str) -> str:
    """Return the title of the feed *name* of the site *site_name*."""
    return f"{site_name}: {name}" if name else site_name


def path_of(kind: str, slug: str) -> str:
    """Return the path of the feed of the section, topic or the like (*kind*) with this *slug*."""
    return f"feeds/{_FOLDERS.get(kind, kind)}/{slug}"


def links(
    of: tuple[str, str, str] | None, site_name: str, kinds: Sequence[str], languages: Sequence[str]
) -> list[Link]:
    """Return the links to feeds on a page: those of the site, then the page's own.

    *of* is what the page is about: a kind, a name and a slug. *kinds* have feeds; a language has
    one only if the site has several *languages*.
    """
    found = [(SITE, "")]
    if of and of[0] in kinds and (of[0] != "language" or of[2] in languages):
        found.append((path_of(of[0], of[2]), of[1]))
    return [
        Link(TYPES[format_], titled(site_name, name), file, FORMAT_NAMES[format_])
        for path, name in found
        for format_, file in zip(SUFFIXES, files(path), strict=True)
    ]


def languages(stories: Iterable[Story]) -> list[str]:
    """Return the languages of *stories* if there are several, else none."""
    found = sorted({story.lang for story in stories})
    return found if len(found) > 1 else []


def planned(
    site: Site,
    lists: Mapping[str, Iterable[tuple[Name, Sequence[Story]]]],
    languages: Mapping[str, str],
    settings: Settings,
) -> Iterator[Feed]:
    """Yield each feed of *site*, its stories newest first.

    *lists* are, by kind, the sections, topics, authors and series, each with its stories, newest
    first. *languages* are the names of those that have feeds, by their codes.
    """
    most, kinds = FEED_MAX_ITEMS.of(settings), FEEDS.of(settings)
    lang = str(settings["DEFAULT_LANG"]).lower()
    latest = newest(site, most, translations=True)
    yield Feed(SITE, "", "", lang, newest_first(latest)[:most])
    for kind in kinds:
        for thing, stories in lists.get(kind, ()):
            path = path_of(kind, thing.slug)
            yield Feed(path, thing.name, thing.url, lang, stories[:most])
    if "language" in kinds:
        for code, name in languages.items():
            in_language = [
                story
                for chain in chains(site)
                for story in islice((each for each in chain if each.lang == code), most)
            ]
            stories = newest_first(in_language)[:most]
            yield Feed(path_of("language", code), name, "", code, stories)
