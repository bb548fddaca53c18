"""A feed in all its formats, as it is printed: a line for each story, and what is around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinja2 import Template

from plugins.kernel.pelican_types import Context
from plugins.kernel.story import Story

from . import atom, json_feed, rss
from .entries import Around, Entry, Publisher, entry, last_updated
from .plans import ENDINGS, Feed
from .texts import in_feed
from .xml import written

Line = tuple[bytes, ...]
"""An entry as it stands in a file, in pieces: its text is held once for two formats."""


class _Format(NamedTuple):
    head: Callable[[Around], str]
    around_text: Callable[[Entry], tuple[str, str]]
    text: Callable[[str], str]
    between: str
    tail: str


_FORMATS = {
    "atom": _Format(atom.head, atom.around_text, written, "\n", atom.TAIL),
    "rss": _Format(rss.head, rss.around_text, written, "\n", rss.TAIL),
    "json": _Format(
        json_feed.head, json_feed.around_text, json_feed.written, ",\n", json_feed.TAIL
    ),
}


@dataclass(frozen=True)
class Sheet:
    """The files of *feed*, which a press prints together.

    Its *style* sheet has that address; the *note* says in a browser what a feed is.
    """

    feed: Feed
    publisher: Publisher
    style: str
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """The files, one for each format."""
        return self.feed.files

    @property
    def stories(self) -> Sequence[Any]:
        """The stories, a line for each."""
        return self.feed.stories

    @property
    def words(self) -> list[str]:
        """What the feed shows beside its stories."""
        return [self.feed.name, self.feed.home, self.feed.lang]

    def lines(self, story: Story, template: Template, context: Context) -> tuple[Line, ...]:
        """Return the line of *story* in each file, its text printed by *template*.

        It depends on the story and the settings alone: it is the same in every feed.
        """
        page = self.publisher.at(story.url)
        text = in_feed(template.render({**context, "article": story}).strip(), page)
        made = entry(story, text, self.publisher)
        texts: dict[Callable[[str], str], bytes] = {}
        lines = []
        for name in ENDINGS:
            form = _FORMATS[name]
            if form.text not in texts:
                texts[form.text] = form.text(text).encode()
            before, after = form.around_text(made)
            lines.append((before.encode(), texts[form.text], after.encode()))
        return tuple(lines)

    def around(self) -> list[tuple[bytes, bytes, bytes]]:
        """Return, for each file, what stands before its lines, between and after them."""
        publisher, feed = self.publisher, self.feed
        updated = last_updated(feed.stories)
        made = []
        for name, file in zip(ENDINGS, feed.files, strict=True):
            form = _FORMATS[name]
            around = Around(
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
            made.append((form.head(around).encode(), form.between.encode(), form.tail.encode()))
        return made
