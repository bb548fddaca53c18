"""Captions of sound and film, in WebVTT (https://www.w3.org/TR/webvtt1/), and what is spoken."""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

from plugins.markup.front_matter import decoded
from plugins.markup.languages import is_tag

PAUSE = 2.5
"""Seconds of silence after which a transcript begins a new paragraph."""

LONGEST = 500
"""Characters after which a paragraph of a transcript ends with the next sentence."""

_CLOCK = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.](\d{3})"
_TIMES = re.compile(rf"[ \t]*{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
_TAG = re.compile(r"<[^>]*>")
_ENDED = re.compile(r"[.!?…。！？؟।]['\"’”»)\]]*$")


class Cue(NamedTuple):
    """Words that are shown from *start* to *end*, in seconds, and who speaks them."""

    start: float
    end: float
    speaker: str
    text: str


class CaptionsError(Exception):
    """A file that holds no captions; the message says why."""


def cues(data: bytes) -> list[Cue]:
    """Return the captions in *data*, the bytes of a WebVTT file; raise CaptionsError."""
    text, problems = decoded(data)
    if problems:
        raise CaptionsError(problems[0][1])
    if not re.match(r"WEBVTT(?:[ \t\n]|\Z)", text):
        raise CaptionsError('does not begin with "WEBVTT". Save it as WebVTT')
    found = [cue for block in re.split(r"\n{2,}", text) if (cue := _cue(block))]
    if not found:
        raise CaptionsError("has no captions. Write some, or leave the option out")
    return found


def _cue(block: str) -> Cue | None:
    lines = block.strip("\n").split("\n")
    for at, line in enumerate(lines[:2]):  # a cue may have a name above its times
        if match := _TIMES.fullmatch(line):
            start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
            typed = " ".join(" ".join(lines[at + 1 :]).split())
            voice = _VOICE.search(typed)
            spoken = unescape(_TAG.sub("", typed)).strip()
            return Cue(start, end, unescape(voice[1]).strip() if voice else "", spoken)
    return None


def _seconds(clock: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, parts = (int(each or 0) for each in clock)
    return hours * 3600 + minutes * 60 + seconds + parts / 1000


def transcript(spoken: list[Cue]) -> str:
    """Return what is *spoken* as paragraphs, a new one for each speaker and after each pause."""
    return "\n".join(f"<p>{each}</p>" for each in _paragraphs(spoken))


def _paragraphs(spoken: list[Cue]) -> Iterator[str]:
    speaker, lines, end = "", [""], 0.0
    for cue in spoken:
        if not cue.text:
            continue
        text = " ".join(lines)
        is_long = len(text) > LONGEST and _ENDED.search(text)
        if any(lines) and (cue.speaker != speaker or cue.start - end > PAUSE or is_long):
            yield _paragraph(speaker, lines)
            lines = []
        speaker, end = cue.speaker, cue.end
        lines = [*filter(None, lines), cue.text]
    if any(lines):
        yield _paragraph(speaker, lines)


def _paragraph(speaker: str, lines: list[str]) -> str:
    words = escape(" ".join(lines), quote=False)
    return f"<b>{escape(speaker, quote=False)}:</b> {words}" if speaker else words


def language_of(path: str, lang: str) -> str:
    """Return the language that the name of a file of captions says, as film.de.vtt; else *lang*."""
    stem = path.rpartition("/")[2].split(".")[1:-1]
    tag = stem[-1] if stem else ""
    return tag.lower() if tag and len(tag.split("-")[0]) < 4 and is_tag(tag) else lang
