"""Links without words: ``<{filename}/stories/bus.md>`` shows the headline of the story.

An address of the web that stands alone in its paragraph is a link too.
"""

import posixpath
import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .front_matter import SUFFIXES
from .tags import tags

HEADLINE = "data-headline"
"""The attribute of a link that still needs the headline of the story that it leads to."""

_INDICATED = r"[{|](?i:filename|static|attach)[|}]"
BRACKETED = rf"<(?P<path>{_INDICATED}[^<>\n]+)>"
BARE = rf"(?P<path>{_INDICATED}[^\s<>()\[\]\"'\x02\x03]*[\w/])"


_HOLDERS = frozenset({"p", "li", "dd"})
_ADDRESS = re.compile(r"\s*(?P<address>https?://[^\s<>\"'`\\\x00-\x1f\x7f]+)\s*", re.IGNORECASE)
_NAMED = re.compile(rf"(?<![\"'=])(?:&lt;)?(?P<path>{_INDICATED}[^\s<>()\[\]\"'&]*[\w/])(?:&gt;)?")
_TAGGED = re.compile(rf"<(?P<path>[\w./%-]+(?:{'|'.join(map(re.escape, SUFFIXES))}))/?>")
_AS_TYPED = frozenset({"a", "code", "pre", "kbd", "samp", "var", "svg"})


def linked_names(html: str) -> str:
    """Return *html* with links in place of names such as ``{filename}a.md`` among its words.

    Those in HTML that was typed: Markdown makes links of all others. A name such as ``<a.md>``,
    which Markdown takes for a tag, is one too.
    """
    if any(f"{suffix}>" in html for suffix in SUFFIXES):
        html = _TAGGED.sub(_link, html)
    if "{" not in html and "|" not in html:
        return html
    pieces: list[str] = []
    at, inside = 0, 0
    for tag in tags(html) if _NAMED.search(html) else ():
        text = html[at : tag.start]
        pieces += [text if inside else _NAMED.sub(_link, text), html[tag.start : tag.end]]
        at = tag.end
        if tag.name in _AS_TYPED:
            inside = max(0, inside + (-1 if tag.closes else 1))
    return "".join([*pieces, html[at:] if inside else _NAMED.sub(_link, html[at:])])


def _link(match: re.Match[str]) -> str:
    path, words = match["path"], without_indicator(match["path"])
    if words.partition("#")[0].endswith(SUFFIXES):
        return f'<a href="{path}" {HEADLINE}=""></a>'
    return f'<a href="{path}">{posixpath.basename(words)}</a>'


def without_indicator(path: str) -> str:
    """Return *path* without what it begins with, such as ``{filename}``."""
    return re.sub(rf"\A{_INDICATED}", "", path)


class Autolinks(Extension):
    """Make links of the names of content files that stand without words."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register a pattern beside Markdown's own links without words, and one after all HTML."""
        md.treeprocessors.register(_LoneAddresses(md), "lone_addresses", 25)
        md.inlinePatterns.register(_Autolink(BRACKETED, md), "content_autolink", 121)
        md.inlinePatterns.register(_Autolink(BARE, md), "content_bare_link", 5)


class _LoneAddresses(Treeprocessor):
    """Make a link of an address that is all that stands in its paragraph or item."""

    def run(self, root: Element) -> None:
        """Change the paragraphs and items of *root*."""
        for element in root.iter():
            if element.tag in _HOLDERS and not len(element) and element.text:
                match = _ADDRESS.fullmatch(element.text)
                if match:
                    element.text = ""
                    link = SubElement(element, "a", {"class": "address", "href": match["address"]})
                    link.text = AtomicString(match["address"])


class _Autolink(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        target = self.unescape(match["path"]).strip()
        path = re.split("[?#]", target)[0]
        link = Element("a", {"href": target})
        if path.endswith(SUFFIXES):
            link.set(HEADLINE, "")
        else:
            link.text = AtomicString(posixpath.basename(without_indicator(path)))
        return link, match.start(0), match.end(0)
