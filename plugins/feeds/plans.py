"""Which feeds a site has, where they lie, and which stories are in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from plugins.kernel.settings import Settings
from plugins.kernel.story import Name, Story, newest_first

from . import atom, json_feed, rss
from .settings import FEED_MAX_ITEMS, FEEDS

ENDINGS = {"atom": ".atom.xml", "rss": ".rss.xml", "json": ".json"}
"""The formats of every feed, and how their files' names end."""

FORMAT_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
TYPES = {"atom": atom.TYPE, "rss": rss.TYPE, "json": json_feed.TYPE}

SITE = "feeds/all"
_FOLDERS = {"language": "lang"}


class Feed(NamedTuple):
    """A feed: the *path* of its files without their endings, what it is the feed of, its stories.

    *home* is the address of the page that it is the feed of, below the site's.
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

    def title(self, site: str) -> str:
        """Return its title, with the name of the *site*."""
        return titled(site, self.name)


class Link(NamedTuple):
    """What a page says of a feed: its media type, its title, its address, its format's name."""

    type: str
    title: str
    url: str
    format: str


def files(path: str) -> tuple[str, ...]:
    """Return the files of the feed at *path*, one for each format."""
    made = tuple(f"{path}{ending}" for ending in ENDINGS.values())
    return (*made[:-1], "feeds/feed.json") if path == SITE else made


def titled(site: str, name: str) -> str:
    """Return the title of the feed of *name* on the *site*."""
    return f"{site}: {name}" if name else site


def path_of(kind: str, slug: str) -> str:
    """Return the path of the feed of what has the *slug* among those of its *kind*."""
    return f"feeds/{_FOLDERS.get(kind, kind)}/{slug}"


def links(
    of: tuple[str, str, str] | None, site: str, kinds: Sequence[str], languages: Sequence[str]
) -> list[Link]:
    """Return the links to the feeds that a page names: those of the site, then its own.

    *of* is what the page is about: a kind, a name, a slug. The language of a story has a feed
    only where the site has several *languages*.
    """
    found = [(SITE, "")]
    if of and of[0] in kinds and (of[0] != "language" or of[2] in languages):
        found.append((path_of(of[0], of[2]), of[1]))
    return [
        Link(TYPES[format_], titled(site, name), file, FORMAT_NAMES[format_])
        for path, name in found
        for format_, file in zip(ENDINGS, files(path), strict=True)
    ]


def languages(stories: Iterable[Story]) -> list[str]:
    """Return the languages of *stories*, where there are several; else none."""
    found = sorted({story.lang for story in stories})
    return found if len(found) > 1 else []


def planned(
    originals: Sequence[Story],
    translations: Sequence[Story],
    lists: Mapping[str, Iterable[tuple[Name, Sequence[Story]]]],
    languages: Mapping[str, str],
    settings: Settings,
) -> Iterator[Feed]:
    """Yield each feed of a site, its stories newest first.

    *originals* and *translations* are all stories, newest first; *lists* are, for each kind, the
    sections, topics, authors and series, each with its stories, newest first. *languages* are
    those that have feeds, each with its name.
    """
    most, kinds = FEED_MAX_ITEMS.of(settings), FEEDS.of(settings)
    lang = str(settings["DEFAULT_LANG"]).lower()
    newest = [*originals[:most], *translations[:most]]
    yield Feed(SITE, "", "", lang, newest_first(newest)[:most])
    for kind in kinds:
        for thing, stories in lists.get(kind, ()):
            path = path_of(kind, thing.slug)
            yield Feed(path, thing.name, thing.url, lang, stories[:most])
    if "language" in kinds:
        for code, name in languages.items():
            spoken = [
                story
                for stories in (originals, translations)
                for story in islice((each for each in stories if each.lang == code), most)
            ]
            yield Feed(path_of("language", code), name, "", code, newest_first(spoken)[:most])
