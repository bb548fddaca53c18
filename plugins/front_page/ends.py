"""When places on the front page end."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from plugins.kernel.contract import Due
from plugins.kernel.story import Story
from plugins.markup.text import plain

from .choices import Choices
from .front import Front

End = tuple[datetime, str, str, str]
"""The moment of an end, the file that names it, a title, and what builds say of it."""


def ends(
    stories: Iterable[Story],
    choices: Choices,
    file: str,
    now: datetime,
    front_at: Callable[[datetime], Front],
) -> Iterator[Due]:
    """Yield each end of a placement of *stories*, and of the *choices* in a *file*, after *now*.

    *front_at* returns the front page at a moment. An end changes nothing where the page stays as it
    is: the story is the newest anyway, or another one leads.
    """
    every = (*_of_stories(stories), *_of_choices(choices, file))
    ending = sorted(each for each in every if each[0] > now)
    before = _arrangement(front_at(now)) if ending else ()
    for moment, path, title, event in ending:
        after = _arrangement(front_at(moment))
        yield Due(moment, path, title, event, after != before)
        before = after


def _of_stories(stories: Iterable[Story]) -> Iterator[End]:
    for story in stories:
        for each in story.placement:
            if each.until:
                event = f'The place "{each.place}" on the front page ends'
                yield each.until, story.shown_path, plain(str(story.title)), event


def _of_choices(choices: Choices, file: str) -> Iterator[End]:
    for choice in choices.every():
        if choice.until:
            title = plain(str(choice.title or choice.story.title))
            yield choice.until, file, title, "An entry of the front page ends"
    if choices.breaking and choices.breaking.until:
        yield (
            choices.breaking.until,
            file,
            plain(str(choices.breaking.text)),
            "The breaking news end",
        )


def _arrangement(page: Front) -> tuple[object, ...]:
    """Return what tells *page* from another arrangement of the same stories."""
    rails = [(section.slug, len(stories)) for section, stories in page.rails]
    packages = [(package.label, len(package.links)) for package in page.packages]
    own = [page.choice(story) for story in page.stories]
    looks = [(each.title, each.photo, each.alt) for each in own]
    band = page.breaking and (page.breaking.text, id(page.breaking.story))
    stories = [id(story) for story in page.stories]
    return stories, bool(page.lead), len(page.top), rails, packages, looks, band
