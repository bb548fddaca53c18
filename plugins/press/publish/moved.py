"""The file that a story was before somebody renamed it."""

from collections import Counter
from pathlib import Path, PurePosixPath

from plugins.markup.front_matter import SUFFIXES, decoded, parsed

from ..read.content_folder import ContentFolder
from .last_published import LastPublished

_ALIKE = 0.8
"""The part of the lines of two texts that is the same where they are versions of one story."""


def moved_from(path: str, folder: ContentFolder, last: LastPublished) -> str | None:
    """Return the published file that is gone from *folder* and that the new file *path* was.

    It is of the same kind, and has the same ``Id``, or nearly the same text, which no other new
    file has.
    """
    kind = f"{path.partition('/')[0]}/"  # stories, pages or authors
    gone = [each for each in last.files if each not in folder.status and each.startswith(kind)]
    if not gone:
        return None
    text = _text(Path(folder.path, path))
    new = [each for each in folder.status if each.endswith(SUFFIXES) and each not in last.files]
    others = [_text(Path(folder.path, each)) for each in new if each != path]
    for each in gone:
        file = last.file(last.files[each].digest)
        before = _text(file) if file else ""
        if not before or any(_alike(before, other) for other in others):
            continue
        if _id(text) == (_id(before) or _stem(each)) or _alike(before, text):
            return each
    return None


def _text(file: Path) -> str:
    try:
        return decoded(file.read_bytes())[0]
    except OSError:
        return ""


def _id(text: str) -> str:
    """Return the id in the header of a story's *text*, as far as that can be read."""
    values = (value.text for name, value in parsed(text).fields if name.casefold() == "id")
    return next(values, "").strip()


def _stem(path: str) -> str:
    return str(PurePosixPath(path).with_suffix(""))


def _alike(one: str, other: str) -> bool:
    first, second = (Counter(map(str.strip, each.split("\n"))) for each in (one, other))
    del first[""], second[""]
    most = max(first.total(), second.total())
    return most > 0 and (first & second).total() >= _ALIKE * most
