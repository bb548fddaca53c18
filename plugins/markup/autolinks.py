"""Links without words: ``<{filename}/stories/bus.md>`` shows the headline of the story."""

import posixpath
import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from .front_matter import SUFFIXES

HEADLINE = "data-headline"
"""The attribute of a link that still needs the headline of the story that it leads to."""

_INDICATED = r"[{|](?i:filename|static|attach)[|}]"
BRACKETED = rf"<(?P<path>{_INDICATED}[^<>\n]+)>"
BARE = rf"(?P<path>{_INDICATED}[^\s<>()\[\]\"'\x02\x03]*[\w/])"


class Autolinks(Extension):
    """Make links of the names of content files that stand without words."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register a pattern beside Markdown's own links without words, and one after all HTML."""
        md.inlinePatterns.register(_Autolink(BRACKETED, md), "content_autolink", 121)
        md.inlinePatterns.register(_Autolink(BARE, md), "content_bare_link", 5)


class _Autolink(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        target = self.unescape(match["path"]).strip()
        path = re.split("[?#]", target)[0]
        link = Element("a", {"href": target})
        if path.endswith(SUFFIXES):
            link.set(HEADLINE, "")
        else:
            link.text = AtomicString(posixpath.basename(re.sub(_INDICATED, "", path)))
        return link, match.start(0), match.end(0)
