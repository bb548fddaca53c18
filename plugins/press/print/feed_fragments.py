"""Feeds as files of one line for each story: lines that are published already are used again.

The fingerprint of a feed is a list of words: what all feeds show, what this one shows beside its
stories, and each story.
"""

from collections.abc import Iterable, Sequence

from .pages import Fragment, Frame


def feed_fingerprint(everywhere: str, words: str, stories: Iterable[str]) -> str:
    """Return the fingerprint of a feed.

    It is made of what every feed shows, of the feed's own *words*, and of its *stories*' text
    fingerprints.
    """
    return " ".join([everywhere, words, *(f"{each[:12]}{each[32:44]}" for each in stories)])


def story_keys(fingerprint: str) -> list[str]:
    """Return the part of a feed's *fingerprint* for each of its stories."""
    return fingerprint.split(" ")[2:]


def published_fragments(
    before: Sequence[tuple[str, bytes]], fingerprint: str, frames: Sequence[Frame]
) -> dict[str, Sequence[Fragment]]:
    """Return the fragments in the files as they were published *before*, by the story's key.

    *before* holds the fingerprint and the bytes of each file. Fragments are good only where what
    every feed shows is the same as in the new *fingerprint*.
    """
    everywhere, columns = fingerprint.split(" ")[0], []
    for (old, data), (head, between, tail) in zip(before, frames, strict=True):
        if old != before[0][0] or old.split(" ")[0] != everywhere:
            return {}
        stories = story_keys(old)
        above, below = head.count(b"\n"), tail.count(b"\n")
        lines = data.split(b"\n")
        if not stories or len(lines) != above + len(stories) + below:
            return {}
        end = between.rstrip(b"\n")
        columns.append([(line.removesuffix(end),) for line in lines[above : above + len(stories)]])
    return dict(zip(story_keys(before[0][0]), zip(*columns, strict=True), strict=True))


def assembled(fragments: Iterable[Fragment], frame: Frame) -> bytes:
    """Return the file of *fragments* within *frame*."""
    head, between, tail = frame
    pieces, joint = [head], b""
    for fragment in fragments:
        pieces += [joint, *fragment]
        joint = between
    return b"".join([*pieces, tail])
