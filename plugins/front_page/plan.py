"""Plan the front page of a build: what its editors chose, and what fills the rest."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

from plugins.kernel.clock import now
from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import cache_of
from plugins.kernel.story import Content, Name
from plugins.markup.languages import direction
from plugins.markup.slugs import slugified
from plugins.photos.finder import PhotoFinder
from plugins.photos.photo import Photo

from .choices import Choices, chosen
from .entries import Newsroom
from .front import Front, front
from .front_file import MISNAMED, NAME, FrontFile, read_front_file
from .pictures import FrontPictures, own_photos
from .rules import FRONT_FILE
from .settings import FRONT_RAIL, FRONT_TOP


def chosen_in(context: Context) -> tuple[Choices, list[Fault]]:
    """Return what editors chose for the front page, and what is wrong with their file."""
    folder, zone = Path(context["PATH"]), ZoneInfo(context["TIMEZONE"])
    file, problems = read_front_file(folder, zone)
    if file == FrontFile() and not problems:
        return Choices(), _misnamed(folder)
    newsroom = _newsroom(context, folder)
    sections = _section_names(context)
    slugs = {name.casefold(): slug for name, slug in sections.items()}
    choices = chosen(
        file, newsroom.choice, lambda name: slugs.get(name.casefold(), ""), newsroom.text
    )
    problems += newsroom.problems(file, now(context), sections)
    path = file_of(context)
    faults = [each.rule.at(path, each.line, each.text, each.other) for each in problems]
    return choices, [*faults, *newsroom.photo_faults()]


def _misnamed(folder: Path) -> list[Fault]:
    """Return the fault of a file in the content *folder* that is not read by its name."""
    file = folder / MISNAMED
    text = f"is not read. Rename it to {NAME}"
    return [FRONT_FILE.at(shown_path(file), 1, text)] if file.is_file() else []


def file_of(context: Context) -> str:
    """Return the file of the front page as messages name it."""
    return shown_path(os.path.join(context["PATH"], NAME))


def _newsroom(context: Context, folder: Path) -> Newsroom:
    lang, trust = context["DEFAULT_LANG"].lower(), str(context["CREDENTIALS_TRUST_LIST"])
    facts = str(cache_of(context) / "photos/facts")
    held: Iterable[Content] = context["held"]
    return Newsroom(
        folder,
        context["generated_content"],
        {each.relative_source_path: each for each in held},
        context.get("LEFT_OUT", {}),
        context["ARTICLE_PATHS"],
        cache(lambda place: PhotoFinder(place, str(folder), lang, facts, trust)),
        context.get("with_plan", lambda photo: photo),
        context.get("typeset", lambda text, lang: text),
        lang,
    )


def _section_names(context: Context) -> dict[str, str]:
    """Return the slug of each section by its name: those of stories, held or not, and settings."""
    names = [*context["SECTIONS"], *(each.category.name for each in context["held"])]
    found = {name: slugified(name) for name in names}
    return found | {section.name: section.slug for section in context["sections"]}


def front_at(context: Context, choices: Choices, moment: datetime) -> Front:
    """Return the front page as it is at this *moment*, of the stories that are out now."""
    return front(
        context["site"],
        [*context["sections"], *_empty_sections(context, choices)],
        FRONT_TOP.of(context),
        FRONT_RAIL.of(context),
        context["DEFAULT_LANG"].lower(),
        moment,
        choices,
    )


def _empty_sections(context: Context, choices: Choices) -> Iterator[Name]:
    """Yield the sections that have no story of their own, and a rail by the *choices* alone."""
    names = {slug: name for name, slug in _section_names(context).items()}
    for slug in choices.sections.keys() - {section.slug for section in context["sections"]}:
        yield cast(Name, SimpleNamespace(name=names[slug], slug=slug, url=""))


def pictures_of(context: Context, page: Front) -> list[FrontPictures]:
    """Return what shows the photos that the front *page* has of its own, in a list; or an empty
    one, where there is no file that could name any."""
    file, lang = os.path.join(context["PATH"], NAME), context["DEFAULT_LANG"].lower()
    if not os.path.isfile(file):
        return []
    photos: tuple[Photo, ...] = tuple(own_photos(map(page.choice, page.cards)))
    return [
        FrontPictures(context["SITENAME"], lang, direction(lang), file, file_of(context), photos)
    ]
