"""Links from story to story, by the name of the file or by the address."""

import html as entities
import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

from plugins.kernel.story import Link, Links
from plugins.markup.front_matter import SUFFIXES
from plugins.markup.tags import Tag, attributes, opening_tag, tags_with_attributes

_INDICATED = re.compile(r"[{|](?P<what>[a-z]+)[|}](?P<path>[^#?]*)(?P<rest>.*)", re.DOTALL)
_PLAIN = re.compile(r"(?P<path>(?![a-z][a-z0-9+.-]*:|//)[^#?{|]+)(?P<rest>.*)", re.DOTALL | re.I)
_LISTS = frozenset({"author", "category", "index", "tag"})


class LinkedText(NamedTuple):
    """A text, as HTML with its links in the form that Pelican resolves, and these *links*."""

    html: str
    links: Links


def linked_text(html: str, folder: str) -> LinkedText:
    """Return *html* with its links in the form that Pelican resolves.

    *folder* is where the linking file lies, below the content folder. ``{filename}``, with a
    path from the content folder or from *folder*, and the bare name of a file mean the same.
    """
    pieces: list[str] = []
    files: list[Link] = []
    rooted: list[Link] = []
    unusable: list[Link] = []
    end = 0
    may_have_links = "{" in html or "|" in html or "href" in html.lower()
    for tag in tags_with_attributes(html) if may_have_links else ():
        attrs = attributes(tag)
        unusable += _unusable(tag, attrs)
        value = attrs.get("href", "").strip() if tag.name in {"a", "area"} else ""
        target = value
        if path := _content_file(value):
            below = _below_content(unquote(path["path"]), folder)
            files.append((below, path["path"]))
            target = f"{{filename}}/{below}{path['rest']}"
        elif value.startswith("/") and not value.startswith("//"):
            rooted.append((unquote(re.split("[?#]", value)[0]), value))
        if target and (target != value or _is_ours(target)) and _as_href(target) not in tag.rest:
            pieces += [html[end : tag.start], opening_tag(tag.name, attrs | {"href": target})]
            end = tag.end
    links = Links(tuple(files), tuple(rooted), tuple(unusable))
    return LinkedText("".join([*pieces, html[end:]]), links)


def without_link(html: str, target: str) -> str:
    """Return *html* with the words of each link to *target*, but without its attributes."""
    pieces: list[str] = []
    end = 0
    for tag in tags_with_attributes(html):
        href = attributes(tag).get("href") if tag.name in {"a", "area"} else None
        if href and (href == target or re.split("[?#]", href)[0] == target):
            pieces += [html[end : tag.start], f"<{tag.name}>"]
            end = tag.end
    return "".join([*pieces, html[end:]])


def file_target(path: str) -> str:
    """Return the form in which a link to the content file *path* is given to Pelican."""
    return f"{{filename}}/{path}"


def _content_file(value: str) -> re.Match[str] | None:
    match = _INDICATED.fullmatch(value)
    if match and match["what"] != "filename":
        return None
    match = match or _PLAIN.fullmatch(value)
    return match if match and match["path"].endswith(SUFFIXES) else None


def _unusable(tag: Tag, attrs: dict[str, str]) -> list[Link]:
    found = []
    for name, value in attrs.items():
        match = _INDICATED.match(value.strip()) if name in {"href", "src", "poster"} else None
        if not match:
            continue
        what, path = match["what"], match["path"]
        if what in {"static", "attach"} and path.endswith(SUFFIXES):
            found.append((path, f'"{path}" is a story\'s text. Link to it as {{filename}}{path}'))
        elif what in _LISTS:
            remedy = "Write the address, such as /topic/name/"
            found.append((value, f'links such as "{value}" are not supported. {remedy}'))
        elif what == "filename" and (name != "href" or not path.endswith(SUFFIXES)):
            remedy = f"Link to a file as {{static}}{path}"
            found.append((value, f'"{value}" is not a story. {remedy}'))
    return found


def _is_ours(target: str) -> bool:
    return target[0] in "{|/"


def _as_href(target: str) -> str:
    return f'href="{entities.escape(target, quote=False).replace(chr(34), "&quot;")}"'


def _below_content(path: str, folder: str) -> str:
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)
