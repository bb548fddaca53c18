"""Links from story to story, by the name of the file."""

import html as entities
import posixpath
import re
from urllib.parse import unquote

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
"""The endings of content files."""

_LINK = re.compile(
    r"<a\b(?P<before>[^>]*?)\shref=\"(?P<indicator>[{|]filename[}|])?(?P<path>[^\"#?]*)"
    r"(?P<rest>[^\"]*)\"(?P<after>[^>]*)>",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

Link = tuple[str, str]
"""A link to a content file: the path below the content folder, and what was written."""


def addressed(html: str, folder: str) -> tuple[str, tuple[Link, ...]]:
    """Return *html* with each link to a content file as Pelican resolves it, and these links.

    *folder* is where the linking file lies, below the content folder. ``{filename}``, with a
    path from the content folder or from *folder*, and the bare name of a file mean the same.
    """
    if ".m" not in html or "<a" not in html:
        return html, ()
    links: list[Link] = []

    def replace(match: re.Match[str]) -> str:
        written = entities.unescape(match["path"])
        if not written.endswith(SUFFIXES) or (not match["indicator"] and _SCHEME.match(written)):
            return match.group()
        path = _below_content(unquote(written), folder)
        links.append((path, written))
        return f'<a{match["before"]} href="{_target(path)}{match["rest"]}"{match["after"]}>'

    return _LINK.sub(replace, html), tuple(links)


def without_link(html: str, path: str) -> str:
    """Return *html* with the words of each link to the content file *path*, but not the link."""
    target = re.escape(_target(path))
    return re.sub(rf'<a\b[^>]*\shref="{target}[^"]*"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)


def _target(path: str) -> str:
    return entities.escape("{filename}/" + path)


def _below_content(path: str, folder: str) -> str:
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)
