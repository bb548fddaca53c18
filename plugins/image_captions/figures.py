"""Turns an image that is alone in its paragraph into a captioned figure.

Only paragraphs that contain an image are parsed; every other byte of the text stays as it is.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from plugins.kernel.faults import Rule
from plugins.markup.tags import BLOCKS, VOID, Tag, attributes, opening_tag, tags
from plugins.markup.text import one_line, plain, shortened
from plugins.photos.errors import PhotoError
from plugins.photos.photo import Photo
from plugins.photos.rules import ALT_MISSING, CREDIT_MISSING, PHOTO_METADATA, PHOTO_MISSING

from .rules import (
    ALT_FILE_NAME,
    ALT_REPEATS,
    CAPTION_MISSING,
    CREDITS_DIFFER,
    PHOTO_IN_LINE,
)
from .wire_captions import split_typed_caption, split_wire_caption

PhotoOf = Callable[[str], Photo]
"""Returns the photo that a story names, or raises its `PhotoError`."""

ProvenanceOf = Callable[[Photo], str]
"""Returns how a photo came about, as HTML; empty if nothing is known."""


def _unknown(photo: Photo) -> str:
    return ""


_AS_WRITTEN = frozenset("figure picture pre template noscript svg math object video audio".split())
_PHOTO_IN = {"img": "src", "video": "poster"}
"""The attributes of elements that name a photo."""

_HOLDERS = frozenset(("p", "li", "td", "th", "dd"))
"""Elements of text that may hold a figure, or become one."""

LARGEST_ICON = 48
"""The most pixels of the longer side of a picture that may stand in a line of text as a sign."""

_REMOTE = ("http:", "https:", "data:", "//")
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)
_FILE_NAME = re.compile(
    r"\S+(?: \S+){0,5}\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|heic|heif|bmp)", re.IGNORECASE
)
_CAMERA_NAME = re.compile(
    r"(?:img|image|dsc[nf]?|dscf|pxl|mvimg|gopr|dji|vid|cimg|pict?|photo|foto|bild|imagen|scan"
    r"|screen ?shot|bildschirmfoto|whatsapp image|signal|untitled|unbenannt|sans titre)"
    r"[ _-]*\(?\d[\w ().,:_-]*",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class ImageFault:
    """What a *rule* found: the *src* of an image, which occurrence of it this is, and the text."""

    src: str
    nth: int
    text: str
    rule: Rule


@dataclass(frozen=True)
class Captioned:
    """A text with its figures, the photos that it uses in order, and what is wrong with them.

    A photo has the caption, credit and alternative text with which it is first shown. *first* is
    the photo of the first figure.
    """

    html: str
    photos: tuple[Photo, ...] = ()
    first: Photo | None = None
    faults: tuple[ImageFault, ...] = ()


def captioned(
    text: str,
    photo_of: PhotoOf,
    below_a_figure: bool = False,
    provenance_of: ProvenanceOf = _unknown,
) -> Captioned:
    """Return *text* with its lone images as figures, and each image with its address and size.

    The first image loads with high priority and all others lazily; if the text is
    *below_a_figure*, all do.
    """
    lower = text.lower()  # it can be longer, so that what is last is found too late, never early
    last = max(lower.rfind("<img"), lower.rfind("<video"))
    if last < 0:
        return Captioned(text)
    maker = _FigureMaker(text, photo_of, below_a_figure, provenance_of)
    paragraph: list[Tag] = []  # the tag of the open paragraph, item or cell, and those in it
    skipped, depth = "", 0
    for tag in tags(text):
        if tag.start > last and not paragraph:
            break
        if skipped:
            if tag.name == skipped:
                depth += -1 if tag.closes else 1
                skipped = skipped if depth else ""
            elif skipped not in {"pre", "template"}:
                maker.note(tag)
        elif tag.name in BLOCKS or tag.name in _AS_WRITTEN:
            if paragraph and (paragraph[0].name != "p" or (tag.name == "p" and tag.closes)):
                maker.paragraph(paragraph[0], paragraph[1:], tag)
            else:
                maker.inline(paragraph)
            paragraph = [tag] if tag.name in _HOLDERS and not tag.closes else []
            if tag.name in _AS_WRITTEN and not tag.closes:
                skipped, depth = tag.name, 1
                maker.note(tag)
        elif paragraph:
            paragraph.append(tag)
        else:
            maker.inline([tag], reported=True)
    maker.inline(paragraph)
    return maker.result()


def figure(photo: Photo, provenance_of: ProvenanceOf = _unknown) -> Captioned:
    """Return the figure of *photo*, with the caption and the credit in its file."""
    text = opening_tag("img", {"src": photo.path})
    maker = _FigureMaker("", lambda _: photo, False, provenance_of)
    maker.edits.append((0, 0, maker.figure(_Image(next(tags(text))))))
    return maker.result()


class _Image(NamedTuple):
    """A lone image, and the opening tag of the link around it, if there is one."""

    tag: Tag
    link: str = ""
    href: str = ""


class _Element(NamedTuple):
    """An element directly in a paragraph: an image, a line break or anything else."""

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


class _FigureMaker:
    """Makes the figures of one text, image by image, in order."""

    def __init__(
        self, text: str, photo_of: PhotoOf, below_a_figure: bool, provenance_of: ProvenanceOf
    ) -> None:
        self.text = text
        self.photo_of, self.provenance_of = photo_of, provenance_of
        self.edits: list[tuple[int, int, str]] = []
        self.photos: dict[str, Photo] = {}
        self.first: Photo | None = None
        self.described: set[str] = set()
        self.faults: list[ImageFault] = []
        self.looked_up: dict[str, Photo | PhotoError] = {}
        self.times: dict[str, int] = {}
        self.credits: dict[str, str] = {}
        self.none_yet = not below_a_figure
        self.warned_of: tuple[str, str] | None = None  # a shared caption is reported once

    def result(self) -> Captioned:
        """Return the text with its figures."""
        made = _spliced(self.text, self.edits)
        first = self.photos[self.first.path] if self.first else None
        return Captioned(made, tuple(self.photos.values()), first, tuple(self.faults))

    def paragraph(self, opening: Tag, inside: list[Tag], closing: Tag) -> None:
        """Make figures from a paragraph that begins with a lone image; else size its images.

        An item of a list and a cell of a table are like a paragraph, but stay around the figure.
        """
        lines: list[_Line] = []
        if any(tag.name == "img" for tag in inside):
            elements = _elements(self.text, inside)
            lines = _lines(self.text, opening.end, closing.start, elements) if elements else []
        is_paragraph = opening.name == "p"
        if not lines or lines[0].words:
            alone = {image.tag for line in lines if not line.words for image in line.images}
            for tag in inside:
                self.inline([tag], reported=not is_paragraph or tag in alone)
        elif is_paragraph:
            made = self._figures(lines, attributes(opening))
            self.edits.append((opening.start, closing.end, made))
        else:
            self.edits.append((opening.end, closing.start, self._figures(lines, {})))

    def inline(self, inside: Iterable[Tag], *, reported: bool = False) -> None:
        """Give each image among the tags *inside* its address and size, without a figure.

        If *reported*, a photo among them is a fault: it should be a figure.
        """
        for tag in inside:
            attrs = attributes(tag) if tag.name == "img" and not tag.closes else {}
            if "src" in attrs:
                photo = self._photo(attrs["src"])
                if reported and photo and photo.kind != "SVG" and not _is_icon(photo):
                    self._warn(PHOTO_IN_LINE, attrs["src"], _outside_a_figure(attrs["src"]))
                if photo or _is_remote(attrs["src"]):
                    decorative = "decorative" in attrs.get("class", "").split()
                    image = self._image(attrs, photo, [], decorative)
                    self.edits.append((tag.start, tag.end, image))

    def note(self, tag: Tag) -> None:
        """Give a *tag* in a reporter's own HTML the address of its photo, and note the photo.

        An image has one, and a film may have one that is shown before it; the film takes its shape.
        """
        name = _PHOTO_IN.get(tag.name, "")
        if not name or tag.closes:
            return
        attrs = attributes(tag)
        photo = self._photo(attrs[name]) if name in attrs else None
        if tag.name == "img":
            self.none_yet = False
        elif photo and not attrs.keys() & {"width", "height"}:
            attrs |= {"height": str(photo.height), "width": str(photo.width)}
        if photo:
            self.first = self.first or photo
            made = opening_tag(tag.name, attrs | {name: _address(photo)})
            closes = tag.rest.rstrip().endswith("/")  # needed in an inline SVG
            self.edits.append((tag.start, tag.end, f"{made[:-1]}/>" if closes else made))

    def figure(
        self,
        image: _Image,
        typed: str = "",
        outer: dict[str, str] | None = None,
        shared: tuple[str, str] | None = None,
    ) -> str:
        """Return the figure of *image*, with the caption that was *typed* for it.

        *outer* are attributes of the figure; *shared* are the caption and the credit that the
        image shares with those beside it.
        """
        attrs = attributes(image.tag)
        src = attrs.get("src", "")
        photo = self._photo(src)
        self.first = self.first or photo
        title = attrs.pop("title", "")
        caption, credit, used = _caption_and_credit(typed, title, photo, shared)
        captions = [caption, f"{caption} {credit}", credit, *(shared or ()), " ".join(shared or ())]
        if title and not used and not _repeats(title, captions):
            attrs["title"] = title
        around = dict(outer or {})
        classes = ["figure", *around.get("class", "").split(), *attrs.pop("class", "").split()]
        if not (credit or (shared and shared[1])):
            captioned = bool(caption or (shared and shared[0]))
            is_drawing = photo is None or photo.kind in {"", "SVG"}
            if captioned and (shared is None or shared is not self.warned_of):
                self._warn(CREDIT_MISSING, src, _caption_without_credit(src))
            elif not captioned and not is_drawing and "decorative" not in classes:
                self._warn(CREDIT_MISSING, src, _no_credit(src))
            self.warned_of = shared
        self._check_caption(image, photo, caption or (shared or ("",))[0], classes)
        self._check_credit(src, photo, plain(credit or (shared or ("", ""))[1]))
        around["class"] = " ".join(dict.fromkeys(classes))
        if photo and photo.height > photo.width and not shared:
            around["class"] += " tall"
        if anchor := attrs.pop("id", ""):
            around["id"] = anchor
        if self.none_yet:
            attrs.setdefault("fetchpriority", "high")
        shown = self._image(attrs, photo, captions, "decorative" in classes)
        if photo and photo.path not in self.described:
            below = shared or ("", "")
            self.photos[photo.path] = replace(
                self.photos[photo.path],
                caption=plain(caption or below[0]),
                credit=plain(credit or below[1]),
            )
            self.described.add(photo.path)
        if image.link:
            links_to_itself = photo is not None and image.href == src
            link = _relinked(image.link, photo) if photo and links_to_itself else image.link
            shown = f"{link}{shown}</a>"
        provenance = self.provenance_of(photo) if photo else ""
        below_image = self._figcaption(caption, credit, provenance)
        return f"{_opening_figure(around)}{shown}{below_image}</figure>"

    def _check_caption(
        self, image: _Image, photo: Photo | None, caption: str, classes: list[str]
    ) -> None:
        is_photo = photo is not None and photo.kind not in {"", "SVG"}
        if is_photo and not caption and "decorative" not in classes:
            src = attributes(image.tag).get("src", "")
            problem = (
                f"{_named(src)} has no caption. Say in the line below it who and what it shows."
            )
            self._warn(CAPTION_MISSING, src, problem)

    def _check_credit(self, src: str, photo: Photo | None, credit: str) -> None:
        if photo and credit:
            first = self.credits.setdefault(photo.path, credit)
            if _normalised(first) != _normalised(credit):
                problem = f'{_named(src)} is credited to "{credit}" here, and above to "{first}".'
                self._warn(CREDITS_DIFFER, src, f"{problem} Correct one of them.")

    def _figures(self, lines: list[_Line], outer: dict[str, str]) -> str:
        runs: list[tuple[list[_Image], str]] = []
        for first, last in _line_groups(lines):
            if first.words:
                runs[-1] = (runs[-1][0], self.text[first.start : last.end].strip())
            else:
                runs.append((first.images, ""))
        images, typed = runs[0]
        if len(runs) == 1 and len(images) == 1:
            return self.figure(images[0], typed, outer)
        outer["class"] = " ".join(dict.fromkeys(["figure-group", *outer.get("class", "").split()]))
        made = [_opening_figure(outer)]
        if len(runs) == 1 and typed:  # one caption below images side by side belongs to all
            shared = split_typed_caption(typed)
            made += [self.figure(image, shared=shared) for image in images]
            made.append(self._figcaption(*shared))
        else:
            for images, typed in runs:
                made += [self.figure(image) for image in images[:-1]]
                made.append(self.figure(images[-1], typed))
        return "\n".join([*made, "</figure>"])

    def _figcaption(self, caption: str, credit: str, provenance: str = "") -> str:
        parts = {"caption": caption, "credit": credit}
        spans = [
            f'<span class="{name}">{self._sized(words)}</span>'
            for name, words in parts.items()
            if words
        ]
        spans += [provenance] if provenance else []
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
        typed = one_line(attrs.pop("alt", ""))
        embedded = photo.alt if photo and not decorative else ""
        alt = next(
            (text for text in (typed, embedded) if text and not _repeats(text, captions)), ""
        )
        if not alt and not decorative and attrs.get("role") not in {"none", "presentation"}:
            rule = ALT_REPEATS if typed else ALT_MISSING
            self._warn(rule, src, _without_alternative(src, typed))
        elif alt and alt == typed and is_file_name(alt, src):
            problem = f'the alternative text of {_named(src)}, "{alt}", is the name of a file.'
            self._warn(ALT_FILE_NAME, src, f"{problem} Write what it shows.")
        width, height = _size(attrs.pop("width", ""), attrs.pop("height", ""), photo)
        ours = {
            "alt": alt,
            "height": height,
            "src": _address(photo) if photo else src,
            "width": width,
        }
        if not self.none_yet:
            ours["loading"] = attrs.pop("loading", "lazy")
            ours["decoding"] = attrs.pop("decoding", "async")
        self.none_yet = False
        if photo and photo.path not in self.described:
            self.photos[photo.path] = replace(self.photos[photo.path], alt=alt)
        if photo and photo.dark:
            attrs["class"] = f"{attrs.get('class', '')} own-dark".strip()
        kept = {name: value for name, value in ours.items() if value or name in {"alt", "src"}}
        return opening_tag("img", kept | attrs)

    def _photo(self, src: str) -> Photo | None:
        self.times[src] = self.times.get(src, 0) + 1
        if _is_remote(src):
            return None
        if src not in self.looked_up:
            try:
                self.looked_up[src] = self.photo_of(src)
            except PhotoError as problem:
                self.looked_up[src] = problem
        photo = self.looked_up[src]
        if isinstance(photo, PhotoError):
            self.faults.append(ImageFault(src, self.times[src], str(photo), PHOTO_MISSING))
            return None
        if photo.path not in self.photos:
            self.photos[photo.path] = photo
            for doubt in photo.doubts:
                self.faults.append(ImageFault(src, self.times[src], doubt.text, PHOTO_METADATA))
        return photo

    def _warn(self, rule: Rule, src: str, text: str) -> None:
        self.faults.append(ImageFault(src, self.times.get(src, 1), text, rule))


def _elements(text: str, inside: list[Tag]) -> list[_Element]:
    """Return the elements directly in a paragraph; none if its tags do not nest."""
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
    """Return the lines of a paragraph that are not empty."""
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


def _line_groups(lines: list[_Line]) -> list[tuple[_Line, _Line]]:
    """Return the first and last of each group of *lines*.

    Lines with words that follow each other are one group; each line of images is one by itself.
    """
    groups: list[tuple[_Line, _Line]] = []
    for line in lines:
        if line.words and groups and groups[-1][0].words:
            groups[-1] = (groups[-1][0], line)
        else:
            groups.append((line, line))
    return groups


def _caption_and_credit(
    typed: str, title: str, photo: Photo | None, shared: tuple[str, str] | None
) -> tuple[str, str, bool]:
    """Return the caption and credit of an image, as HTML, and whether its title was used."""
    caption, credit = split_typed_caption(typed)
    used = bool(title) and not caption
    if used and credit:
        caption = _escaped(title)
    elif used:
        caption, credit = split_typed_caption(_escaped(title))
    if photo and not shared and not caption:
        caption, embedded = split_wire_caption(photo.caption, photo.credit)
        credit = credit or embedded
    if photo and not credit and not (shared and shared[1]):
        credit = _escaped(photo.credit)
    return caption, credit, used


def _size(width: str, height: str, photo: Photo | None) -> tuple[str, str]:
    """Return the width and height as typed; a side that was not typed follows from the other.

    A picture is never shown larger than it is, unless it is a drawing.
    """
    if photo is None:
        return width, height
    across, down = (int(side) if _NUMBER.fullmatch(side) else 0 for side in (width, height))
    if photo.kind != "SVG" and (across > photo.width or down > photo.height):
        across = down = 0
    if across and not down:
        down = max(1, round(across * photo.height / photo.width))
    elif down and not across:
        across = max(1, round(down * photo.width / photo.height))
    return str(across or photo.width), str(down or photo.height)


def _is_icon(photo: Photo) -> bool:
    return max(photo.width, photo.height) <= LARGEST_ICON


def _outside_a_figure(src: str) -> str:
    return (
        f"{_named(src)} stands within other text, so it shows no caption and no credit. "
        "Put it into a paragraph of its own."
    )


def _caption_without_credit(src: str) -> str:
    return f'{_named(src)} has a caption but no credit. End the caption with "(Photo: Name)".'


def _no_credit(src: str) -> str:
    return f'{_named(src)} has no credit. Write a line below it that ends with "(Photo: Name)".'


def _without_alternative(src: str, typed: str) -> str:
    if typed:
        return (
            f"the alternative text of {_named(src)} only repeats its caption. "
            "Write what it shows between the square brackets."
        )
    return (
        f"{_named(src)} has no alternative text. Write what it shows between the square brackets."
    )


def is_file_name(alt: str, src: str) -> bool:
    """Say whether *alt* is the name of a file, or what a camera or a program calls one."""
    if _FILE_NAME.fullmatch(alt) or _CAMERA_NAME.fullmatch(alt):
        return True
    stem = src.rpartition("/")[2].rpartition(".")[0]
    return alt == stem and not alt.isalpha() and " " not in alt


def _named(src: str) -> str:
    return f'photo "{shortened(src, 100)}"'


def _is_remote(src: str) -> bool:
    return src.lstrip().lower().startswith(_REMOTE)


def _address(photo: Photo) -> str:
    return "{static}/" + photo.path.replace(" ", "%20")  # how Pelican finds it


def _relinked(link: str, photo: Photo) -> str:
    return opening_tag("a", attributes(next(tags(link))) | {"href": _address(photo)})


def _opening_figure(attrs: dict[str, str]) -> str:
    return opening_tag("figure", {"class": attrs["class"]} | attrs)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _repeats(text: str, captions: list[str]) -> bool:
    """Return whether *text* has the same words as one of *captions*, which are HTML."""
    words = _normalised(text)
    return any(words == _normalised(plain(caption)) for caption in captions if caption.strip())


def _normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _PUNCTUATION.sub("", folded) or folded.strip()


def _spliced(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, made in edits:
        pieces += [text[at:start], made]
        at = end
    return "".join([*pieces, text[at:]])
