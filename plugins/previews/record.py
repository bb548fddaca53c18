"""The record of previews: a line each in a file of the content folder, which belongs in git."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from plugins.kernel.faults import Fault, Rule
from plugins.kernel.made_files import write_whole

RECORD = ".previews"
"""The name of the file, in the content folder."""

FOLDER = "preview"
"""The folder of all previews, below output/."""

UNREADABLE = Rule(
    "preview-record", "fault", "A line of content/.previews that cannot be used.", fixed=True
)
UNKNOWN = Rule("preview-lost", "warning", "A preview whose story is not there any more.")

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,200}")
_MOMENT = "%Y-%m-%dT%H:%MZ"


class Preview(NamedTuple):
    """A line of the record: an unguessable *token*, when it ends, the story's path in content/.

    *line* is its number.
    """

    token: str
    until: datetime
    path: str
    line: int = 1

    @property
    def url(self) -> str:
        """The address of its page below the site's."""
        return f"{FOLDER}/{self.token}/"

    @property
    def as_line(self) -> str:
        """The line of the record."""
        return f"{self.token} {self.until.astimezone(UTC):{_MOMENT}} {self.path}"

    def unknown(self, record: str) -> Fault:
        """Return the warning that its story is not there; *record* is the file's path."""
        problem = f"{self.path} is not there any more, so its preview is over."
        return UNKNOWN.at(record, self.line, f"{problem} Correct the path, or delete this line")


def read_record(content: Path, shown: str) -> tuple[list[Preview], list[Fault]]:
    """Return the previews that are recorded in the folder *content*, and the faults of the lines.

    *shown* is the path of the record in messages.
    """
    try:
        lines = (content / RECORD).read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError):
        return [], [UNREADABLE.at(shown, 1, "cannot be read. Take it from the last commit")]
    found: dict[str, Preview] = {}
    faults = []
    for number, line in enumerate(lines, 1):
        preview = parsed_line(line, number)
        if preview is None and line.strip():
            problem = f'is not a token, an end and a story: "{line[:20].strip()}".'
            faults.append(UNREADABLE.at(shown, number, f"{problem} Delete this line"))
        elif preview and (before := found.get(preview.token)) and before[1:3] != preview[1:3]:
            problem = f"has the token of line {before.line} with another end or story."
            faults.append(UNREADABLE.at(shown, number, f"{problem} Keep one of them"))
        elif preview:
            found.setdefault(preview.token, preview)
    return [*found.values()], faults


def parsed_line(line: str, number: int = 1) -> Preview | None:
    """Return the preview in a *line* of the record; None where it is damaged or blank."""
    token, _, rest = line.strip().partition(" ")
    end, _, path = rest.partition(" ")
    try:
        until = datetime.strptime(end, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    path = normalize("NFC", path)  # as it is typed; disks may have other forms of a name
    return Preview(token, until, path, number) if _TOKEN.fullmatch(token) and path else None


def renewed(
    previews: Iterable[Preview], path: str, until: datetime, moment: datetime, token: str
) -> tuple[list[Preview], Preview]:
    """Return *previews* with one of the story *path* until then, and that one.

    One that has not ended at this *moment* keeps its address; else the address has this *token*.
    """
    others = [*previews]
    running = [each for each in others if each.path == path and each.until > moment]
    asked = Preview(running[0].token if running else token, until, path)
    return [*(each for each in others if each.token != asked.token), asked], asked


def write_record(content: Path, previews: Iterable[Preview]) -> None:
    """Write the record of *previews*, sorted, so that git can merge it. Raises OSError."""
    lines = sorted({each.as_line for each in previews})
    write_whole(content / RECORD, "".join(f"{line}\n" for line in lines).encode(), ".part")


def story_path(typed: str, content: Path) -> str:
    """Return the path below the folder *content* of the story that was *typed*.

    It may begin with that folder or not. Raises ValueError where there is no such file there.
    """
    folder = content.resolve()
    for each in (Path(typed), content / typed):
        if typed.strip() and each.is_file() and each.resolve().is_relative_to(folder):
            path = each.resolve().relative_to(folder).as_posix()
            if not any(part.startswith(".") for part in PurePosixPath(path).parts):
                return normalize("NFC", path)
    raise ValueError(f'There is no story "{typed}" in {content}. Name one: STORY=path')
