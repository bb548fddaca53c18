"""Put a new newsroom in the place of the demonstration newsroom, which is moved aside."""

import shutil
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from .settings import Plan, settings_of

DEMO = Path("tests/demo")
"""Where the demonstration newsroom is moved: the tests use it there."""

MARK = Path("content/.demo")
"""The file by which the demonstration newsroom is known."""

MOVED = ("content", "pelicanconf.py")
COPIED = ("house", "publishconf.py")
"""What becomes the demonstration's alone, and what both newsrooms have."""

_PAGES = Path(__file__).parent / "pages"


def refusal(folder: Path) -> str:
    """Return why no newsroom can be started in *folder*, or the empty string."""
    if (folder / DEMO / "pelicanconf.py").exists():
        said = "A newsroom was started here before: the demonstration is in tests/demo/ already."
        return f"{said} Nothing was changed"
    stories = folder / "content/stories"
    if not (folder / MARK).exists() and any(each.is_file() for each in stories.rglob("*")):
        said = "content/ has stories that are not the demonstration's. Nothing was changed."
        return f"{said} Move content/ elsewhere to begin with an empty one"
    return ""


def start(folder: Path, plan: Plan) -> None:
    """Begin the newsroom of *plan* in *folder*. Raises OSError, after putting everything back."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".start-") as made:
        new = Path(made)
        _write(new, plan)
        demo = folder / DEMO
        demo.mkdir(parents=True, exist_ok=True)
        for name in COPIED:
            _copy(folder / name, demo / name)
        moves = [(folder / name, demo / name) for name in MOVED if (folder / name).exists()]
        moves += [(new / name, folder / name) for name in MOVED]
        _move_all(moves)
        _add_house(folder / "house", plan)


def _write(new: Path, plan: Plan) -> None:
    """Write what the newsroom of *plan* begins with into the folder *new*."""
    for name in ("stories", "photos", "authors"):
        (new / "content" / name).mkdir(parents=True)
    shutil.copytree(_PAGES, new / "content/pages")
    (new / "pelicanconf.py").write_text(settings_of(plan), "utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.exists():
        shutil.copyfile(source, target)


def _move_all(moves: Iterable[tuple[Path, Path]]) -> None:
    """Move each file or folder to its place; on failure move back those that were moved."""
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise


def _add_house(house: Path, plan: Plan) -> None:
    """Give the newsroom an icon with its first letter, unless it has one."""
    house.mkdir(exist_ok=True)
    if not (house / "icon.svg").exists():
        (house / "icon.svg").write_text(icon(plan.name), "utf-8", newline="\n")


def icon(name: str) -> str:
    """Return a drawing, in SVG, with the first letter or digit of *name*."""
    letter = next(char for char in name if char.isalnum()).upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f"<title>{escape(name)}</title>"
        '<rect width="32" height="32" rx="4" fill="#191814"/>'
        '<text x="16" y="23.5" fill="#fdfcf9" font-family="Georgia, serif" font-size="22" '
        f'font-weight="700" text-anchor="middle">{escape(letter)}</text></svg>\n'
    )
