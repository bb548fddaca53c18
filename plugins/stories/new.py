"""Start a story: ``TITLE="The headline" SECTION=World python -m plugins.stories.new content``."""

import os
import runpy
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.kernel.faults import shown_path
from plugins.kernel.slugs import LONGEST, is_slug, slugified


def skeleton(title: str, section: str, now: datetime) -> str:
    """Return the text of a new story, a draft until its reporter says otherwise."""
    lines = [
        f"Title: {title}",
        f"Date: {now:%Y-%m-%d %H:%M}",
        *([f"Category: {section}"] if section else []),
        "Tags:",
        "Authors:",
        "Deck:",
        "Status: draft",
        "",
        'Write here. Delete the line "Status: draft" when the story may go out.',
    ]
    return "\n".join(lines) + "\n"


def start(folder: Path, title: str, section: str, now: datetime) -> Path:
    """Write a new story below *folder* and return its path. Raises ValueError where it cannot."""
    title, section = " ".join(title.split()), " ".join(section.split())
    slug = slugified(title)[:LONGEST].strip("-")
    if not is_slug(slug):
        raise ValueError('A story needs a headline: make new TITLE="..." SECTION=...')
    path = folder / "stories" / f"{now:%Y}" / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as story:
            story.write(skeleton(title, section, now))
    except FileExistsError:
        raise ValueError(f"{shown_path(path)} is there already. Choose another headline") from None
    return path


def main(arguments: Sequence[str]) -> str | int:
    """Start the story that the environment asks for; return what to exit with."""
    zone = ZoneInfo(runpy.run_path("pelicanconf.py")["TIMEZONE"])
    title, section = os.environ.get("TITLE", ""), os.environ.get("SECTION", "")
    try:
        path = start(Path(*arguments), title, section, datetime.now(zone))
    except ValueError as error:
        return str(error)
    print(f"{shown_path(path)} is ready to write. It is a draft: make serve DRAFTS=1 shows it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
