"""What the pages of stories, standing pages and lists show, and so when to print them again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from plugins.kernel.contract import Shown, Shows, nothing
from plugins.kernel.story import Name, Page, Story

from .archives import shown, shown_archive
from .first_pages import shown_facts, shown_front

LIST = ("articles_page", "articles_paginator", "articles_previous_page", "articles_next_page")
"""The names of the values that Pelican gives to each page of a list."""

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "404.html": (),
    "archives.html": (*LIST, "archive"),
    "article.html": ("article",),
    "author.html": (*LIST, "author"),
    "category.html": (*LIST, "category", "section_front"),
    "index.html": ("newest",),
    "page.html": ("page",),
    "period_archives.html": (*LIST, "period"),
    "tag.html": (*LIST, "tag", "topic_facts"),
    "year.html": ("period",),
}
"""The templates of stories, pages and lists, with the names of the values that they get."""


class ListPage(Protocol):
    """One page of a list, as Pelican's paginator makes it."""

    number: int
    object_list: Sequence[Story]


class Paginator(Protocol):
    """Pelican's paginator: all pages of a list."""

    num_pages: int


def named(name: Name) -> Shown:
    """Return what the page of the section, topic or author *name* shows of it."""
    profile = getattr(getattr(name, "profile", None), "press_key", "")
    return Shown(words=[name.name, name.slug, profile])


def _story(story: Story) -> Shown:
    is_old = story.date.date() <= story._context["a_year_ago"]
    return Shown((story,), story.translations, ["over a year old"] if is_old else ())


def _page(page: Page) -> Shown:
    return Shown((page,), page.translations)


def _list_page(page: ListPage) -> Shown:
    return Shown((), page.object_list, [str(page.number)])


def _page_number(page: ListPage | None) -> Shown:
    return Shown(words=[str(page and page.number)])


def _paginator(paginator: Paginator) -> Shown:
    return Shown(words=[str(paginator.num_pages)])


def _newest(stories: Sequence[Story]) -> Shown:
    return Shown((), stories)


SHOWS: Mapping[str, Shows] = {
    "archive": shown_archive,
    "article": _story,
    "articles_next_page": _page_number,
    "articles_page": _list_page,
    "articles_paginator": _paginator,
    "articles_previous_page": _page_number,
    "author": named,
    "category": named,
    "newest": _newest,
    "page": _page,
    "period": shown,
    "section_front": shown_front,
    "tag": named,
    "topic_facts": shown_facts,
}
"""What each value shows."""


def _sections(sections: Sequence[Name]) -> str:
    return str([f"{section.name} {section.url}" for section in sections])


def _pages(pages: Sequence[Page]) -> str:
    return str([f"{page.title} {page.url}" for page in pages])


EVERYWHERE: Mapping[str, Callable[[Any], str]] = {
    "sections": _sections,
    "navigation_pages": _pages,
    "a_year_ago": nothing,  # a story says in what it shows whether it is older
    "linked_headings": nothing,
    "reading_minutes": nothing,
    "text_styles": nothing,
}
"""What every page may show: the navigation."""
