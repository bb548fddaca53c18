"""Bring the theme's catalogues up to date: ``python -m plugins.languages.update``.

The labels that templates and plugins use are written into ``stet.pot``, and from there into each
language's catalogue, where new ones are empty for the translators.
"""

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from .catalogues import ENDING, language_of
from .checks import TEMPLATE, placeholders
from .cldr import locale_of
from .extraction import Use, used_below

PROJECT = "Stet"
FOLDER = Path("theme/locale")
SOURCES = ((Path("theme/templates"), (".html",)), (Path("plugins"), (".py",)))
WIDTH = 100
_HEADER = """\
# {} for Stet, a newsroom in a folder.
# This file is distributed under the same licence as Stet (AGPL-3.0-or-later).
#"""


def extracted() -> Catalog:
    """Return the catalogue, without translations, of all labels that the theme and plugins use."""
    catalog = Catalog(
        project=PROJECT,
        version="theme",
        header_comment=_HEADER.format("Labels"),
        fuzzy=False,
    )
    for folder, suffixes in SOURCES:
        for path, use in used_below(folder, suffixes):
            _add(catalog, path, use)
    return catalog


def _add(catalog: Catalog, path: Path, use: Use) -> None:
    flags = ["python-brace-format"] if any(map(placeholders, use.english)) else []
    catalog.add(
        use.english if len(use.english) > 1 else use.english[0],
        locations=[(path.as_posix(), 0)],
        flags=flags,
        auto_comments=[use.comment] if use.comment else [],
        context=use.context,
    )


def refresh(folder: Path) -> None:
    """Write the labels in use into the template in *folder*, and into every catalogue there."""
    template, file = extracted(), folder / TEMPLATE
    if file.exists():
        new, before = template.creation_date, read_catalogue(file)
        template.creation_date = before.creation_date
        if as_file(template) != file.read_bytes():  # a new date alone is not a change
            template.creation_date = new
    file.write_bytes(as_file(template))
    for path in sorted(folder.glob(f"*{ENDING}")):
        catalog = read_catalogue(path)
        if "-" not in language_of(path.name):  # a country's catalogue has only what differs
            catalog.update(template, no_fuzzy_matching=True)
        path.write_bytes(as_file(catalog))


def read_catalogue(path: Path) -> Catalog:
    """Return the catalogue in the file *path*; raise PoFileError if it is not one."""
    with path.open("rb") as file:
        return read_po(file, locale_of(language_of(path.name)), abort_invalid=True)


def as_file(catalog: Catalog) -> bytes:
    """Return the bytes of *catalog* as a file, with the files that use labels, without lines."""
    data = io.BytesIO()
    write_po(data, catalog, width=WIDTH, include_lineno=False, ignore_obsolete=True)
    return data.getvalue()


if __name__ == "__main__":
    refresh(FOLDER)
