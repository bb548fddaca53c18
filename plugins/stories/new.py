"""Start a story: ``TITLE="The headline" SECTION=World python -m plugins.stories.new content``."""

import os
import runpy
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.kernel.faults import did_you_mean, shown_path
from plugins.markup.slugs import is_slug, slugified
from plugins.markup.text import composed, on_one_line
from plugins.markup.typed_dates import unambiguous

from .placeholders import BODY


def skeleton(title: str, section: str, now: datetime) -> str:
    """Return the text of a new story, which is a draft until its reporter publishes it."""
    lines = [
        f"Title: {title}",
        f"Date: {unambiguous(now)}",
        *([f"Category: {section}"] if section else []),
        "Tags:",
        "Authors:",
        "Deck:",
        "Status: draft",
        "",
        BODY,
    ]
    return "\n".join(lines) + "\n"


def start(folder: Path, title: str, section: str, now: datetime) -> Path:
    """Write a new story below *folder* and return its path.

    Raises ValueError if the headline gives no file name, or the file exists.
    """
    title, section = on_one_line(title), on_one_line(section)
    slug = slugified(title)
    if not is_slug(slug):
        raise ValueError('A story needs a headline: make new TITLE="..." SECTION=...')
    path = folder / "stories" / f"{now:%Y}" / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as story:
            story.write(skeleton(title, section, now))
    except FileExistsError:
        raise ValueError(f"{shown_path(path)} already exists. Choose another headline") from None
    return path


def hint(section: str, sections: Sequence[str]) -> str:
    """Return a hint if *section* is not one of *sections*, or the empty string."""
    if not section or not sections or section in sections:
        return ""
    remedy = did_you_mean(section, sections) or f" The sections are {', '.join(sections)}."
    return f'"{section}" is not in SECTIONS in pelicanconf.py.{remedy}'


def main(arguments: Sequence[str]) -> str | int:
    """Start the story that the environment's variables describe; return the exit status."""
    settings = runpy.run_path("pelicanconf.py")
    title, section = os.environ.get("TITLE", ""), os.environ.get("SECTION", "")
    try:
        path = start(Path(*arguments), title, section, datetime.now(ZoneInfo(settings["TIMEZONE"])))
    except ValueError as error:
        return str(error)
    except OSError as error:
        return f"The story cannot be written: {error.strerror}. No file was made"
    if advice := hint(on_one_line(section), [composed(each) for each in settings["SECTIONS"]]):
        print(advice)
    print(f"{shown_path(path)} is ready to write. It is a draft: make serve DRAFTS=1 shows it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
