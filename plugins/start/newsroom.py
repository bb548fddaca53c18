"""Replace the demonstration newsroom with a new one, and move the demonstration elsewhere."""

import shutil
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from .settings import Plan, settings_of

DEMO = Path("tests/demo")
"""The demonstration newsroom's new folder, where the tests use it."""

DEMO_FILE = Path("content/.demo")
"""The file that identifies the demonstration newsroom."""

MOVED = ("content", "pelicanconf.py")
COPIED = ("house", "publishconf.py")
"""What only the demonstration keeps, and what both newsrooms have."""

_PAGES = Path(__file__).parent / "pages"


def refusal(folder: Path) -> str:
    """Return why a newsroom cannot be started in *folder*, or the empty string."""
    if (folder / DEMO / "pelicanconf.py").exists():
        reason = "A newsroom was started here before: the demonstration is already in tests/demo/."
        return f"{reason} Nothing was changed"
    stories = folder / "content/stories"
    if not (folder / DEMO_FILE).exists() and any(each.is_file() for each in stories.rglob("*")):
        reason = "content/ has stories that are not the demonstration's. Nothing was changed."
        return f"{reason} Move content/ elsewhere to start with an empty one"
    return ""


def start(folder: Path, plan: Plan) -> None:
    """Start the newsroom of *plan* in *folder*. Raises OSError, after undoing everything."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".start-") as temporary:
        new = Path(temporary)
        _write(new, plan)
        demo = folder / DEMO
        demo.mkdir(parents=True, exist_ok=True)
        for name in COPIED:
            _copy(folder / name, demo / name)
        moves = [(folder / name, demo / name) for name in MOVED if (folder / name).exists()]
        moves += [(new / name, folder / name) for name in MOVED]
        _move_all(moves)
        _add_icon(folder / "house", plan)


def _write(new: Path, plan: Plan) -> None:
    """Write the first files of the newsroom of *plan* into the folder *new*."""
    for name in ("stories", "photos", "files", "authors"):
        (new / "content" / name).mkdir(parents=True)
    shutil.copytree(_PAGES, new / "content/pages")
    (new / "pelicanconf.py").write_text(settings_of(plan), "utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.exists():
        shutil.copyfile(source, target)


def _move_all(moves: Iterable[tuple[Path, Path]]) -> None:
    """Move each file or folder; if one cannot be moved, move all of them back."""
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise


def _add_icon(house: Path, plan: Plan) -> None:
    """Add an icon with the first letter of the newsroom's name, unless there is one."""
    house.mkdir(exist_ok=True)
    if not (house / "icon.svg").exists():
        (house / "icon.svg").write_text(icon(plan.name), "utf-8", newline="\n")


def icon(name: str) -> str:
    """Return an SVG image of the first letter or digit of *name*."""
    letter = next(char for char in name if char.isalnum()).upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f"<title>{escape(name)}</title>"
        '<rect width="32" height="32" rx="4" fill="#191814"/>'
        '<text x="16" y="23.5" fill="#fdfcf9" font-family="Georgia, serif" font-size="22" '
        f'font-weight="700" text-anchor="middle">{escape(letter)}</text></svg>\n'
    )
