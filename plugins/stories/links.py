"""Links from story to story, by the name of the file or by the address."""

import html as entities
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from plugins.markup.front_matter import SUFFIXES
from plugins.markup.tags import Tag, attributes, opening_tag, tags_with_attributes

_INDICATED = re.compile(r"[{|](?P<what>[a-z]+)[|}](?P<path>[^#?]*)(?P<rest>.*)", re.DOTALL)
_PLAIN = re.compile(r"(?P<path>(?![a-z][a-z0-9+.-]*:|//)[^#?{|]+)(?P<rest>.*)", re.DOTALL | re.I)
_LISTS = frozenset({"author", "category", "index", "tag"})

Link = tuple[str, str]
"""A link: what it leads to, and how the reporter wrote it."""


@dataclass(frozen=True)
class Addressed:
    """A text whose links Pelican resolves, and where they lead.

    *files* are links to content files, by the path below the content folder; *rooted* are links
    to addresses of this site; *unfit* are links that lead nowhere, each with the reason.
    """

    html: str
    files: tuple[Link, ...] = ()
    rooted: tuple[Link, ...] = ()
    unfit: tuple[Link, ...] = ()


def addressed(html: str, folder: str) -> Addressed:
    """Return *html* with its links as Pelican resolves them.

    *folder* is where the linking file lies, below the content folder. ``{filename}``, with a
    path from the content folder or from *folder*, and the bare name of a file mean the same.
    """
    pieces: list[str] = []
    files: list[Link] = []
    rooted: list[Link] = []
    unfit: list[Link] = []
    at = 0
    linked = "{" in html or "|" in html or "href" in html.lower()
    for tag in tags_with_attributes(html) if linked else ():
        attrs = attributes(tag)
        unfit += _unfit(tag, attrs)
        value = attrs.get("href", "").strip() if tag.name in {"a", "area"} else ""
        target = value
        if path := _content_file(value):
            below = _below_content(unquote(path["path"]), folder)
            files.append((below, path["path"]))
            target = f"{{filename}}/{below}{path['rest']}"
        elif value.startswith("/") and not value.startswith("//"):
            rooted.append((unquote(re.split("[?#]", value)[0]), value))
        if target and (target != value or _is_ours(target)) and _opening(target) not in tag.rest:
            pieces += [html[at : tag.start], opening_tag(tag.name, attrs | {"href": target})]
            at = tag.end
    return Addressed("".join([*pieces, html[at:]]), tuple(files), tuple(rooted), tuple(unfit))


def without_link(html: str, target: str) -> str:
    """Return *html* with the words of each link to *target*, but without its attributes."""
    pieces: list[str] = []
    at = 0
    for tag in tags_with_attributes(html):
        href = attributes(tag).get("href") if tag.name in {"a", "area"} else None
        if href and (href == target or re.split("[?#]", href)[0] == target):
            pieces += [html[at : tag.start], f"<{tag.name}>"]
            at = tag.end
    return "".join([*pieces, html[at:]])


def file_target(path: str) -> str:
    """Return what a link to the content file *path* says once it is addressed."""
    return f"{{filename}}/{path}"


def _content_file(value: str) -> re.Match[str] | None:
    match = _INDICATED.fullmatch(value)
    if match and match["what"] != "filename":
        return None
    match = match or _PLAIN.fullmatch(value)
    return match if match and match["path"].endswith(SUFFIXES) else None


def _unfit(tag: Tag, attrs: dict[str, str]) -> list[Link]:
    found = []
    for name, value in attrs.items():
        match = _INDICATED.match(value.strip()) if name in {"href", "src", "poster"} else None
        if not match:
            continue
        what, path = match["what"], match["path"]
        if what in {"static", "attach"} and path.endswith(SUFFIXES):
            found.append((path, f'"{path}" is a story\'s text. Link to it as {{filename}}{path}'))
        elif what in _LISTS:
            found.append((value, f'"{value}" is not resolved. Write the address, as /topic/name/'))
        elif what == "filename" and (name != "href" or not path.endswith(SUFFIXES)):
            found.append((value, f'"{value}" is no story. Name a file as {{static}}{path}'))
    return found


def _is_ours(target: str) -> bool:
    return target[0] in "{|/"


def _opening(target: str) -> str:
    return f'href="{entities.escape(target, quote=False).replace(chr(34), "&quot;")}"'


def _below_content(path: str, folder: str) -> str:
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)
