"""Write an archive for a generator: ``python -m tests.bench.folders pelican folder 300``."""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from .archive import AUTHORS, SECTIONS, Story, path, put, put_photos, story

HERE = Path(__file__).parent
STYLES = HERE.parents[1] / "theme/static"


def for_pelican(one: Story) -> str:
    """Return the text of a story file for Pelican; Stet and stock Pelican read the same file."""
    header = [
        f"Title: {one.headline}",
        f"Date: {one.date:%Y-%m-%d %H:%M}",
        f"Category: {one.section}",
        f"Tags: {', '.join(one.topics)}",
        f"Authors: {', '.join(one.authors)}",
        f"Deck: {one.deck}",
    ]
    figure = f"![The view of {one.number}.]({one.photo})\n{one.caption} (Photo: Ana Ruiz/AP)"
    link = "" if one.earlier is None else f"{{filename}}/{path(one.earlier)}"
    return _file(header, one, figure, link)


def for_hugo(one: Story) -> str:
    """Return the text of a story file for Hugo."""
    fields = {
        "title": one.headline,
        "date": f"{one.date:%Y-%m-%dT%H:%M:%SZ}",
        "sections": [one.section],
        "topics": one.topics,
        "authors": one.authors,
        "years": [f"{one.date:%Y}"],
        "months": [f"{one.date:%Y-%m}"],
        "deck": one.deck,
        "image": one.photo,
    }
    caption = f"{one.caption} (Photo: Ana Ruiz/AP)".replace('"', r"\"")
    figure = f'![The view of {one.number}.]({one.photo} "{caption}")'
    link = "" if one.earlier is None else f'{{{{< ref "/{path(one.earlier)}" >}}}}'
    return _file(_yaml(fields), one, figure, link)


def write_for_pelican(folder: Path, number: int) -> None:
    """Write *number* stories, with their photos and authors, as the content folder *folder*."""
    for each in range(number):
        put(folder / path(each), for_pelican(story(each)).encode())
    for each in range(AUTHORS):
        text = f"Title: Reporter {each}\nRole: Desk {each % 5}\n\nReporter {each} reports.\n"
        put(folder / f"authors/reporter-{each}.md", text.encode())
    put_photos(folder / "photos", number)


def write_for_hugo(folder: Path, number: int) -> None:
    """Write the same, with the layouts and Stet's style sheets, as the Hugo site *folder*."""
    shutil.copytree(HERE / "hugo", folder)
    shutil.copytree(STYLES, folder / "static/theme")
    content = folder / "content"
    for each in range(number):
        put(content / path(each), for_hugo(story(each)).encode())
    for each in range(AUTHORS):
        header = _yaml({"title": f"Reporter {each}", "role": f"Desk {each % 5}"})
        text = "\n".join([*header, "", f"Reporter {each} reports.", ""])
        put(content / f"authors/reporter-{each}/_index.md", text.encode())
    for section in SECTIONS:
        header = _yaml({"title": section, "outputs": ["html", "atom"]})
        text = "\n".join([*header, ""])
        put(content / f"sections/{section.lower()}/_index.md", text.encode())
    put_photos(folder / "static/photos", number)


def _yaml(fields: dict[str, str | list[str]]) -> list[str]:
    """Return *fields* as a YAML header; JSON is valid YAML."""
    return ["---", *(f"{name}: {json.dumps(value)}" for name, value in fields.items()), "---"]


def _file(header: list[str], one: Story, figure: str, link: str) -> str:
    blocks = [one.paragraphs[0], figure, *one.paragraphs[1:]]
    if link:
        blocks.append(f"Read also [the earlier report]({link}).")
    return "\n".join([*header, "", "\n\n".join(blocks), ""])


def main(arguments: Sequence[str]) -> None:
    """Write the archive that the command line asks for."""
    generator, folder, number = arguments
    write = {"pelican": write_for_pelican, "hugo": write_for_hugo}[generator]
    write(Path(folder), int(number))


if __name__ == "__main__":
    main(sys.argv[1:])
