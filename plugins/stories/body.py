"""The text of a file: where it is from, and what it is as HTML."""

from typing import NamedTuple

from plugins.kernel.faults import Fault
from plugins.markup.header_fields import FrontMatter
from plugins.photos.finder import FileFinder


class Source(NamedTuple):
    """The file that a text is from: what was read of it, its *path* as messages have it, its kind.

    *finder* finds the files that it names; *lang* is its language.
    """

    front: FrontMatter
    path: str
    kind: str
    finder: FileFinder
    lang: str


class Body(NamedTuple):
    """A text as *html*, the *faults* in its parts, the *files* that these show, by path.

    *parts* has the name of each, and again with every host that a click in it asks.
    """

    html: str
    faults: tuple[Fault, ...] = ()
    files: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
