"""The files of a feed, one for each format: a line for each story, and what is around the lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jinja2 import Template

from plugins.kernel.pelican_types import Context
from plugins.kernel.story import Story
from plugins.markup.parts import Parts

from . import atom, json_feed, rss
from .entries import Entry, FeedMetadata, Publisher, entry, last_updated
from .plans import SUFFIXES, Feed
from .texts import in_feed
from .xml import written

Fragment = tuple[bytes, ...]
"""An entry in a file, in pieces, so that two formats share its text in memory."""


class _Format(NamedTuple):
    head: Callable[[FeedMetadata], str]
    entry_frame: Callable[[Entry], tuple[str, str]]
    text: Callable[[str], str]
    between: str
    tail: str


_FORMATS = {
    "atom": _Format(atom.head, atom.entry_frame, written, "\n", atom.TAIL),
    "rss": _Format(rss.head, rss.entry_frame, written, "\n", rss.TAIL),
    "json": _Format(
        json_feed.head, json_feed.entry_frame, json_feed.written, ",\n", json_feed.TAIL
    ),
}


@dataclass(frozen=True)
class FeedFiles:
    """The files of *feed*, which the press prints together.

    *style* is the address of its style sheet; *note* explains in a browser what a feed is. *parts*
    are those that stories may have.
    """

    feed: Feed
    publisher: Publisher
    style: str
    note: str
    parts: Parts

    @property
    def names(self) -> tuple[str, ...]:
        """The files, one for each format."""
        return self.feed.files

    @property
    def stories(self) -> Sequence[Story]:
        """The stories, one for each line."""
        return self.feed.stories

    @property
    def words(self) -> list[str]:
        """What the feed shows besides its stories."""
        return [self.feed.name, self.feed.home, self.feed.lang]

    def fragments(self, story: Story, template: Template, context: Context) -> tuple[Fragment, ...]:
        """Return the fragment of *story* in each file, with its text rendered by *template*.

        It depends only on the story and the settings, so it is the same in every feed.
        """
        page = self.publisher.at(story.url)
        html = template.render({**context, "article": story}).strip()
        text = in_feed(html, page, self.parts if story.parts else None)
        made = entry(story, text, self.publisher)
        texts: dict[Callable[[str], str], bytes] = {}
        fragments = []
        for name in SUFFIXES:
            form = _FORMATS[name]
            if form.text not in texts:
                texts[form.text] = form.text(text).encode()
            before, after = form.entry_frame(made)
            fragments.append((before.encode(), texts[form.text], after.encode()))
        return tuple(fragments)

    def frames(self) -> list[tuple[bytes, bytes, bytes]]:
        """Return, for each file, what comes before its fragments, between and after them."""
        publisher, feed = self.publisher, self.feed
        updated = last_updated(feed.stories)
        made = []
        for name, file in zip(SUFFIXES, feed.files, strict=True):
            form = _FORMATS[name]
            metadata = FeedMetadata(
                id=publisher.id_of(feed.path),
                title=feed.title(publisher.name),
                subtitle=publisher.motto,
                home=publisher.at(feed.home),
                address=publisher.at(file),
                lang=feed.lang,
                updated=updated,
                publisher=publisher,
                note=self.note,
                style=self.style,
            )
            made.append((form.head(metadata).encode(), form.between.encode(), form.tail.encode()))
        return made
