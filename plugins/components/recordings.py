"""Sound and film, played by the browser's own player, with captions and what is heard or seen."""

import os

from plugins.markup.media_types import TYPES
from plugins.markup.parts import (
    Option,
    Part,
    PartDesk,
    PartError,
    TypedPart,
    begin,
    label,
)
from plugins.markup.tags import attributes, opening_tag, tags
from plugins.photos.finder import PICTURES

from .captions import CaptionsError, Cue, cues, language_of, transcript
from .documents import address
from .rules import CAPTIONS_MISSING

AUDIO = tuple(sorted(suffix for suffix, kind in TYPES.items() if kind.startswith("audio/")))
VIDEO = tuple(sorted(suffix for suffix, kind in TYPES.items() if kind.startswith("video/")))
"""The suffixes of sound and of film."""

CAPTIONS = Option(check=lambda value: _no_vtt(value))
POSTER = Option()


def _no_vtt(value: str) -> str:
    if value.lower().endswith(".vtt"):
        return ""
    return "is no file of captions. Save them as WebVTT, in a file that ends with .vtt"


def _audio(part: TypedPart, inside: str, desk: PartDesk) -> str:
    path = desk.file(part.head, AUDIO)
    track, spoken = _track(part, desk)
    player = f"{opening_tag('audio', {'controls': '', 'preload': 'none', 'src': address(path)})}"
    if spoken:
        summary = f"<summary>{label('transcript')}</summary>"
        inside += f"\n<details>{summary}\n{transcript(spoken)}\n</details>"
    caption = f"<figcaption>\n{inside}\n</figcaption>"
    return f"{begin('figure', 'audio')}\n{player}{track}</audio>\n{caption}\n</figure>"


def _video(part: TypedPart, inside: str, desk: PartDesk) -> str:
    path = desk.file(part.head, VIDEO)
    track, _ = _track(part, desk)
    own = {"controls": "", "preload": "none", "src": address(path)}
    if typed := part.option("poster"):
        own["poster"] = address(desk.file(typed, tuple(sorted(PICTURES)), "poster"))
    player = f"{opening_tag('video', own)}{track}</video>"
    caption = f"<figcaption>\n{inside}\n</figcaption>"
    return f"{begin('figure', 'video')}\n{player}\n{caption}\n</figure>"


def _track(part: TypedPart, desk: PartDesk) -> tuple[str, list[Cue]]:
    """Return the captions of *part* as a track, and what is spoken; both empty without captions."""
    typed = part.option("captions")
    if not typed:
        kind = "sound" if part.name == "audio" else "film"
        text = f'the {kind} "{part.head}" has no captions.'
        desk.found(CAPTIONS_MISSING, f'{text} Write "captions: file.vtt" below its first line')
        return "", []
    path = desk.file(typed, (".vtt",), "captions")
    try:
        spoken = cues(desk.data(path))
    except CaptionsError as problem:
        raise PartError(f'"{os.path.basename(path)}" {problem}', "captions") from None
    lang = language_of(path, desk.lang)
    own = {"default": "", "kind": "captions", "src": address(path), "srclang": lang}
    return opening_tag("track", own), spoken


def in_feed(html: str, page: str) -> str:
    """Return the sound or film *html* for a feed: its picture, what it is, a link to the file."""
    player = next((tag for tag in tags(html) if tag.name in {"audio", "video"}), None)
    if player is None:
        return html
    own = attributes(player)
    end = html.find(f"</{player.name}>")
    name = own.get("src", "").rpartition("/")[2]
    picture = (
        f"{opening_tag('img', {'alt': '', 'src': own['poster']})}\n" if own.get("poster") else ""
    )
    link = f"<p>{opening_tag('a', {'href': own.get('src', page)})}{name}</a></p>"
    after = html[end + len(f"</{player.name}>") :] if end >= 0 else ""
    return f"{html[: player.start]}{picture}{link}{after}"


PARTS = (
    Part(
        "audio",
        _audio,
        head="file",
        needs_head=True,
        text="what is heard",
        options={"captions": CAPTIONS},
        in_feed=in_feed,
    ),
    Part(
        "video",
        _video,
        head="file",
        needs_head=True,
        text="what is seen",
        options={"poster": POSTER, "captions": CAPTIONS},
        in_feed=in_feed,
    ),
)
"""Sound and film."""
