"""Links from story to story, by the name of the file."""

import html as entities
import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

_LINK = re.compile(
    r"<a\b(?P<before>[^>]*?)\shref=\"(?:[{|]filename[}|](?P<path>[^\"#?]*)|"
    r"(?P<bare>(?![a-z][a-z0-9+.-]*:)[^\"#?{|]+\.(?:md|markdown|mkd|mdown)))"
    r"(?P<rest>[^\"]*)\"(?P<after>[^>]*)>(?P<text>.*?)</a>",
    re.DOTALL | re.IGNORECASE,
)


def has_links(html: str) -> bool:
    """Say whether *html* may hold a link to a content file."""
    return "<a" in html and ("filename" in html or ".m" in html)


def rewritten(
    html: str, folder: str, known: Callable[[str], bool | None]
) -> tuple[str, list[str], list[str]]:
    """Return *html* with its links to content files made sure of, the missing and the held files.

    *known* says of a path below the content folder whether it is published (True), held
    back (False) or not there (None). A link to a held story becomes plain text until the story
    is out; *folder* is where the linking file lies.
    """
    missing: list[str] = []
    held: list[str] = []

    def replace(match: re.Match[str]) -> str:
        written = entities.unescape(match["path"] if match["path"] is not None else match["bare"])
        path = resolved(written, folder)
        if not path.endswith((".md", ".markdown", ".mkd", ".mdown")):
            return match.group()
        state = known(path)
        if state is None:
            missing.append(written)
            return match.group()
        if not state:
            held.append(written)
            return match["text"]
        address = entities.escape("{filename}/" + path, quote=True)
        opening = f'<a{match["before"]} href="{address}{match["rest"]}"{match["after"]}>'
        return f"{opening}{match['text']}</a>"

    return _LINK.sub(replace, html), missing, held


def resolved(written: str, folder: str) -> str:
    """Return the path below the content folder that *written* means in a file in *folder*."""
    path = unquote(urlsplit(written).path)
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)
