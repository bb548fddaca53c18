"""Turn an image that stands alone in its paragraph into a captioned figure.

Only paragraphs that hold an image are taken apart; every other byte of the text stays as it is.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from plugins.markup.tags import BLOCKS, VOID, Tag, attributes, opening_tag, tags
from plugins.markup.text import plain, shortened
from plugins.photos.errors import PhotoError
from plugins.photos.photo import Photo

from .credits import split

PhotoOf = Callable[[str], Photo]
"""Gives the photo that a story names, or raises its `PhotoError`."""

OriginOf = Callable[[Photo], str]
"""Gives what is said of how a photo came to be, as HTML; empty where nothing is."""


def _unsaid(photo: Photo) -> str:
    return ""


_AS_WRITTEN = frozenset("figure picture pre template noscript svg math object video audio".split())
_REMOTE = ("http:", "https:", "data:", "//")
_INDICATED = re.compile(r"[{|](?:static|attach|filename)[|}]", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Remark:
    """A message about an image: its *src*, which occurrence of this src it is, and the text."""

    src: str
    nth: int
    text: str
    warning: bool = False


@dataclass(frozen=True)
class Captioned:
    """A text with its figures, the photos that it uses in order, and messages about them.

    A photo has the caption, the credit and the alternative text under which it is first shown;
    *first* is that of the first figure.
    """

    html: str
    photos: tuple[Photo, ...] = ()
    first: Photo | None = None
    remarks: tuple[Remark, ...] = ()


def captioned(
    text: str, photo_of: PhotoOf, below_a_figure: bool = False, origin_of: OriginOf = _unsaid
) -> Captioned:
    """Return *text* with its lone images as figures, and each image with its address and size.

    The first image is fetched first, every other loads lazily, and the first too when it stands
    *below_a_figure*.
    """
    last = text.lower().rfind("<img")  # or after that: small letters may be more than the large
    if last < 0:
        return Captioned(text)
    desk = _PictureDesk(text, photo_of, below_a_figure, origin_of)
    paragraph: list[Tag] = []  # the open paragraph's tag, and those in it
    skipped, depth = "", 0
    for tag in tags(text):
        if tag.start > last and not paragraph:
            break
        if skipped:
            if tag.name == skipped:
                depth += -1 if tag.closes else 1
                skipped = skipped if depth else ""
            elif tag.name == "img" and skipped not in {"pre", "template"}:
                desk.note(tag)
        elif paragraph and tag.name == "p" and tag.closes:
            desk.paragraph(paragraph[0], paragraph[1:], tag)
            paragraph = []
        elif tag.name in BLOCKS or tag.name in _AS_WRITTEN:
            desk.inline(paragraph)
            paragraph = [tag] if tag.name == "p" and not tag.closes else []
            if tag.name in _AS_WRITTEN and not tag.closes:
                skipped, depth = tag.name, 1
        elif paragraph:
            paragraph.append(tag)
        else:
            desk.inline([tag])
    desk.inline(paragraph)
    return desk.done()


def figure(photo: Photo, origin_of: OriginOf = _unsaid) -> Captioned:
    """Return the figure of *photo*, with the caption and the credit that its file holds."""
    text = opening_tag("img", {"src": photo.path})
    desk = _PictureDesk("", lambda _: photo, False, origin_of)
    desk.edits.append((0, 0, desk.figure(_Image(next(tags(text))))))
    return desk.done()


class _Image(NamedTuple):
    """A lone image, and the opening tag of the link around it, if there is one."""

    tag: Tag
    link: str = ""
    href: str = ""


class _Element(NamedTuple):
    """What stands on a paragraph's ground: an image, a line break or anything else."""

    start: int
    end: int
    image: _Image | None = None
    breaks: bool = False


class _Line(NamedTuple):
    """A line of a paragraph: its bounds, its lone images, whether there is anything else on it."""

    start: int
    end: int
    images: list[_Image]
    words: bool


class _PictureDesk:
    """Works through the images of one text, in order."""

    def __init__(
        self, text: str, photo_of: PhotoOf, below_a_figure: bool, origin_of: OriginOf
    ) -> None:
        self.text = text
        self.photo_of, self.origin_of = photo_of, origin_of
        self.edits: list[tuple[int, int, str]] = []
        self.photos: dict[str, Photo] = {}
        self.first: Photo | None = None
        self.worded: set[str] = set()
        self.remarks: list[Remark] = []
        self.looked_up: dict[str, Photo | PhotoError] = {}
        self.times: dict[str, int] = {}
        self.none_yet = not below_a_figure
        self.warned_of: tuple[str, str] | None = None  # a shared caption is, once

    def done(self) -> Captioned:
        """Return what has been made of the text."""
        made = _spliced(self.text, self.edits)
        first = self.photos[self.first.path] if self.first else None
        return Captioned(made, tuple(self.photos.values()), first, tuple(self.remarks))

    def paragraph(self, opening: Tag, inside: list[Tag], closing: Tag) -> None:
        """Make figures of a paragraph that begins with a lone image; else size its images."""
        lines: list[_Line] = []
        if any(tag.name == "img" for tag in inside):
            elements = _elements(self.text, inside)
            lines = _lines(self.text, opening.end, closing.start, elements) if elements else []
        if not lines or lines[0].words:
            self.inline(inside)
        else:
            made = self._figures(lines, attributes(opening))
            self.edits.append((opening.start, closing.end, made))

    def inline(self, inside: Iterable[Tag]) -> None:
        """Give each image among the tags *inside* its address and its size, where it stands."""
        for tag in inside:
            attrs = attributes(tag) if tag.name == "img" and not tag.closes else {}
            if "src" in attrs:
                photo = self._photo(attrs["src"])
                if photo or _is_remote(attrs["src"]):
                    decorative = "decorative" in attrs.get("class", "").split()
                    image = self._image(attrs, photo, [], decorative)
                    self.edits.append((tag.start, tag.end, image))

    def note(self, tag: Tag) -> None:
        """Take note of the photo that an image in a reporter's own HTML shows."""
        src = attributes(tag).get("src")
        photo = None if src is None else self._photo(src)
        self.none_yet = False
        if src is None or photo is None:
            return
        self.first = self.first or photo
        if not _INDICATED.match(src) and src not in {f"/{photo.path}", f"/{photo.url}"}:
            self._warn(
                src,
                f"{_named(src)} stands in HTML of your own, whose addresses stay as written. "
                f'Write "{_address(photo)}".',
            )

    def figure(
        self,
        image: _Image,
        typed: str = "",
        outer: dict[str, str] | None = None,
        shared: tuple[str, str] | None = None,
    ) -> str:
        """Return the figure of *image*, under the caption that was *typed* for it.

        *outer* are attributes of the figure; *shared* are the caption and the credit that the
        image has in common with those beside it.
        """
        attrs = attributes(image.tag)
        src = attrs.get("src", "")
        photo = self._photo(src)
        self.first = self.first or photo
        title = attrs.pop("title", "")
        caption, credit, used = _worded(typed, title, photo, shared)
        captions = [caption, f"{caption} {credit}", credit, *(shared or ()), " ".join(shared or ())]
        if title and not used and not _repeats(title, captions):
            attrs["title"] = title
        around = dict(outer or {})
        classes = ["figure", *around.get("class", "").split(), *attrs.pop("class", "").split()]
        if not (credit or (shared and shared[1])):
            captioned = bool(caption or (shared and shared[0]))
            drawn = photo is None or photo.kind in {"", "SVG"}
            if captioned and (shared is None or shared is not self.warned_of):
                self._warn(src, _without_credit(src))
            elif not captioned and not drawn and "decorative" not in classes:
                self._warn(src, _unsigned(src))
            self.warned_of = shared
        around["class"] = " ".join(dict.fromkeys(classes))
        if anchor := attrs.pop("id", ""):
            around["id"] = anchor
        if self.none_yet:
            attrs.setdefault("fetchpriority", "high")
        shown = self._image(attrs, photo, captions, "decorative" in classes)
        if photo and photo.path not in self.worded:
            below = shared or ("", "")
            self.photos[photo.path] = replace(
                self.photos[photo.path],
                caption=plain(caption or below[0]),
                credit=plain(credit or below[1]),
            )
            self.worded.add(photo.path)
        if image.link:
            leads_to_itself = photo is not None and image.href == src
            link = _relinked(image.link, photo) if photo and leads_to_itself else image.link
            shown = f"{link}{shown}</a>"
        origin = self.origin_of(photo) if photo else ""
        return f"{_opened(around)}{shown}{self._figcaption(caption, credit, origin)}</figure>"

    def _figures(self, lines: list[_Line], outer: dict[str, str]) -> str:
        runs: list[tuple[list[_Image], str]] = []
        for first, last in _stretches(lines):
            if first.words:
                runs[-1] = (runs[-1][0], self.text[first.start : last.end].strip())
            else:
                runs.append((first.images, ""))
        images, typed = runs[0]
        if len(runs) == 1 and len(images) == 1:
            return self.figure(images[0], typed, outer)
        outer["class"] = " ".join(dict.fromkeys(["figure-group", *outer.get("class", "").split()]))
        made = [_opened(outer)]
        if len(runs) == 1 and typed:  # one caption below images that stand side by side is all's
            shared = split(typed)
            made += [self.figure(image, shared=shared) for image in images]
            made.append(self._figcaption(*shared))
        else:
            for images, typed in runs:
                made += [self.figure(image) for image in images[:-1]]
                made.append(self.figure(images[-1], typed))
        return "\n".join([*made, "</figure>"])

    def _figcaption(self, caption: str, credit: str, origin: str = "") -> str:
        said = {"caption": caption, "credit": credit}
        spans = [
            f'<span class="{name}">{self._sized(words)}</span>'
            for name, words in said.items()
            if words
        ]
        spans += [origin] if origin else []
        return f"<figcaption>{' '.join(spans)}</figcaption>" if spans else ""

    def _sized(self, words: str) -> str:
        """Return *words* of a caption with the images in them sized."""
        if "<img" not in words.lower():
            return words
        before, self.edits = self.edits, []
        self.inline(tags(words))
        made, self.edits = _spliced(words, self.edits), before
        return made

    def _image(
        self, attrs: dict[str, str], photo: Photo | None, captions: list[str], decorative: bool
    ) -> str:
        src = attrs.pop("src", "")
        typed = " ".join(attrs.pop("alt", "").split())
        embedded = photo.alt if photo and not decorative else ""
        alt = next(
            (text for text in (typed, embedded) if text and not _repeats(text, captions)), ""
        )
        if not alt and not decorative and attrs.get("role") not in {"none", "presentation"}:
            self._warn(src, _without_alternative(src, typed))
        width, height = _size(attrs.pop("width", ""), attrs.pop("height", ""), photo)
        said = {
            "alt": alt,
            "height": height,
            "src": _address(photo) if photo else src,
            "width": width,
        }
        if not self.none_yet:
            said["loading"] = attrs.pop("loading", "lazy")
            said["decoding"] = attrs.pop("decoding", "async")
        self.none_yet = False
        if photo and photo.path not in self.worded:
            self.photos[photo.path] = replace(self.photos[photo.path], alt=alt)
        kept = {name: value for name, value in said.items() if value or name in {"alt", "src"}}
        return opening_tag("img", kept | attrs)

    def _photo(self, src: str) -> Photo | None:
        self.times[src] = self.times.get(src, 0) + 1
        if _is_remote(src):
            return None
        if src not in self.looked_up:
            try:
                self.looked_up[src] = self.photo_of(src)
            except PhotoError as fault:
                self.looked_up[src] = fault
        photo = self.looked_up[src]
        if isinstance(photo, PhotoError):
            self.remarks.append(Remark(src, self.times[src], str(photo)))
            return None
        self.photos.setdefault(photo.path, photo)
        return photo

    def _warn(self, src: str, text: str) -> None:
        self.remarks.append(Remark(src, self.times.get(src, 1), text, warning=True))


def _elements(text: str, inside: list[Tag]) -> list[_Element]:
    """Return what stands on the ground of a paragraph; nothing where its tags do not nest."""
    elements: list[_Element] = []
    opened: list[tuple[int, Tag]] = []
    for at, tag in enumerate(inside):
        if tag.closes:
            if not opened or opened[-1][1].name != tag.name:
                return []
            began, opening = opened.pop()
            if not opened:
                image = _linked(text, opening, inside[began + 1 : at], tag)
                elements.append(_Element(opening.start, tag.end, image))
        elif tag.name not in VOID:
            opened.append((at, tag))
        elif not opened:
            image = _Image(tag) if tag.name == "img" and "src" in attributes(tag) else None
            elements.append(_Element(tag.start, tag.end, image, tag.name == "br"))
    return [] if opened else elements


def _linked(text: str, opening: Tag, within: list[Tag], closing: Tag) -> _Image | None:
    if opening.name != "a" or len(within) != 1 or within[0].name != "img":
        return None
    image = within[0]
    beside = text[opening.end : image.start] + text[image.end : closing.start]
    if beside.strip() or "src" not in attributes(image):
        return None
    return _Image(image, text[opening.start : opening.end], attributes(opening).get("href", ""))


def _lines(text: str, start: int, end: int, elements: list[_Element]) -> list[_Line]:
    """Return the lines of a paragraph that hold anything."""
    lines: list[_Line] = []
    images: list[_Image] = []
    words = False

    def ended(at: int) -> None:
        nonlocal images, words, start
        if images or words:
            lines.append(_Line(start, at, images, words))
        images, words, start = [], False, at

    at = start
    for element in [*elements, _Element(end, end)]:
        while at < element.start:
            line_end = text.find("\n", at, element.start)
            stop = element.start if line_end < 0 else line_end
            words = words or bool(text[at:stop].strip())
            if line_end >= 0:
                ended(line_end)
            at = stop + (line_end >= 0)
        if element.breaks:
            ended(element.start)
            start = element.end
        elif element.image:
            images.append(element.image)
        elif element.end > element.start:
            words = True
        at = element.end
    ended(end)
    return lines


def _stretches(lines: list[_Line]) -> list[tuple[_Line, _Line]]:
    """Return each line of images, and each run of lines with words by its first and last."""
    stretches: list[tuple[_Line, _Line]] = []
    for line in lines:
        if line.words and stretches and stretches[-1][0].words:
            stretches[-1] = (stretches[-1][0], line)
        else:
            stretches.append((line, line))
    return stretches


def _worded(
    typed: str, title: str, photo: Photo | None, shared: tuple[str, str] | None
) -> tuple[str, str, bool]:
    """Return the caption and the credit of an image, as HTML, and whether its title is in them."""
    caption, credit = split(typed)
    used = bool(title) and not caption
    if used and credit:
        caption = _escaped(title)
    elif used:
        caption, credit = split(_escaped(title))
    if photo and not shared and not caption:
        caption, embedded = split(_escaped(photo.caption))
        credit = credit or embedded
    if photo and not credit and not (shared and shared[1]):
        credit = _escaped(photo.credit)
    return caption, credit, used


def _size(width: str, height: str, photo: Photo | None) -> tuple[str, str]:
    """Return the width and the height to say: those typed, and the other side to match."""
    if photo is None:
        return width, height
    across, down = (int(side) if _NUMBER.fullmatch(side) else 0 for side in (width, height))
    if across and not down:
        down = max(1, round(across * photo.height / photo.width))
    elif down and not across:
        across = max(1, round(down * photo.width / photo.height))
    return str(across or photo.width), str(down or photo.height)


def _without_credit(src: str) -> str:
    return f'{_named(src)} has a caption but no credit. End the caption with "(Photo: Name)".'


def _unsigned(src: str) -> str:
    return f'{_named(src)} has no credit. Write a line below it that ends with "(Photo: Name)".'


def _without_alternative(src: str, typed: str) -> str:
    if typed:
        return (
            f"the alternative text of {_named(src)} only repeats its caption. "
            "Say between the square brackets what it shows."
        )
    return f"{_named(src)} has no alternative text. Say between the square brackets what it shows."


def _named(src: str) -> str:
    return f'photo "{shortened(src, 100)}"'


def _is_remote(src: str) -> bool:
    return src.lstrip().lower().startswith(_REMOTE)


def _address(photo: Photo) -> str:
    return "{static}/" + photo.path.replace(" ", "%20")  # as Pelican looks for it


def _relinked(link: str, photo: Photo) -> str:
    return opening_tag("a", attributes(next(tags(link))) | {"href": _address(photo)})


def _opened(attrs: dict[str, str]) -> str:
    return opening_tag("figure", {"class": attrs["class"]} | attrs)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _repeats(text: str, captions: list[str]) -> bool:
    """Return whether *text* says the same words as one of *captions*, which are HTML."""
    said = _loosened(text)
    return any(said == _loosened(plain(caption)) for caption in captions if caption.strip())


def _loosened(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub("", folded) or folded.strip()


def _spliced(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, made in edits:
        pieces += [text[at:start], made]
        at = end
    return "".join([*pieces, text[at:]])
