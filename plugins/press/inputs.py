"""What each kind of page shows, so that a page is printed again only when that changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from jinja2 import Environment, meta

from .fingerprints import joined

HOUSE = frozenset({"navigation_pages", "news_article", "sections"})
"""What every page may show, beside the settings."""

_LIST = frozenset(
    "articles_page articles_paginator articles_previous_page articles_next_page".split()
)
DECLARED: Mapping[str, frozenset[str]] = {
    "404.html": frozenset(),
    "archives.html": _LIST | {"period_archives"},
    "article.html": frozenset({"article"}),
    "author.html": _LIST | {"author"},
    "category.html": _LIST | {"category"},
    "corrections.html": frozenset({"corrections"}),
    "index.html": frozenset({"front"}),
    "page.html": frozenset({"page"}),
    "period_archives.html": _LIST | {"period_archives", "period_num"},
    "redirect.html": frozenset({"content"}),
    "series.html": _LIST | {"series"},
    "tag.html": _LIST | {"tag"},
}
"""The names that each template may use. One that uses another is printed at every build."""

_ORDER = {template: sorted(names) for template, names in DECLARED.items()}

NEIGHBOURS = attrgetter(
    *(
        f"{end}_article{within}"
        for within in ("", "_in_category", "_in_series")
        for end in ("prev", "next")
    )
)


Uses = dict[str, tuple[list[str], list[str]]]
"""Of each template: the names it takes from outside, and the templates it includes or extends."""

UNKNOWN = "a template that is named only while printing"


def uses(environment: Environment, template: str, known: Uses) -> set[str]:
    """Return the names that *template*, with all that it includes or extends, takes from outside.

    *known* is what has been found out of templates; what is new is added to it.
    """
    found: set[str] = set()
    waiting, done = [template], set()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        if name not in known:
            known[name] = _uses_alone(environment, name)
        names, others = known[name]
        found.update(names)
        waiting += others
    return found


def _uses_alone(environment: Environment, template: str) -> tuple[list[str], list[str]]:
    assert environment.loader is not None  # noqa: S101 - Pelican gives each one a loader
    source, _, _ = environment.loader.get_source(environment, template)
    tree = environment.parse(source)
    names = sorted(meta.find_undeclared_variables(tree))
    others = list(meta.find_referenced_templates(tree))
    known = [other for other in others if other is not None]
    return [*names, *([UNKNOWN] if len(known) < len(others) else [])], known


class Inputs:
    """The fingerprints of pages; *house* stands for what all pages show.

    *known* is what has been found out of the templates, now or in earlier builds.
    """

    def __init__(self, house: str, address_of: Callable[[str], str], known: Uses) -> None:
        self.house, self.address_of, self.known = house, address_of, known
        self._covered: dict[str, bool] = {}

    def page(
        self, template: Any, name: str, own: Mapping[str, Any], context: Mapping[str, Any]
    ) -> str:
        """Return the fingerprint of the page *name*, or "" when it must always be printed.

        The page shows values of its *own*, and of the *context* of all pages.
        """
        kind = template.name
        if not self._is_covered(template, own, context):
            return ""
        shown: list[str] = [self.house, kind, name]
        for key in _ORDER[kind]:
            if key in own or key in context:
                parts = _SHOWN[key](self, own[key] if key in own else context[key])
                if parts is None:
                    return ""
                shown.append(key)
                shown += parts
        return joined(shown)

    def feed(self, path: str, title: str, stories: Sequence[Any]) -> str:
        """Return the fingerprint of the feed at *path*, or "" when it must always be printed."""
        contents = self._contents(stories)
        return joined([self.house, path, title, *contents]) if all(contents) else ""

    def content(self, content: Any) -> str:
        """Return a digest of all that *content* itself shows, "" when it is not known.

        It stays with the content as ``press_mark``.
        """
        if content is None:
            return "none"
        if not hasattr(content, "press_mark"):
            content.press_mark = self._content(content)
        return content.press_mark  # type: ignore[no-any-return]

    def _contents(self, contents: Sequence[Any]) -> list[str]:
        try:
            return [each.press_mark for each in contents]
        except AttributeError:
            return [self.content(each) for each in contents]

    def _content(self, content: Any) -> str:
        key = getattr(content, "press_key", "")
        if not key:
            return ""
        shown = [key, content.url, content.hold, *getattr(content, "waiting", ())]
        shown += [self.address_of(path) for path, _ in content.linked.files]
        wrappers = [content.category, *content.tags, *content.authors]
        if content.series:
            wrappers.append(content.series)
        try:
            shown += [each.press_mark for each in wrappers]
        except AttributeError:
            shown += [_marked(each) for each in wrappers]
        return joined(shown)

    def _is_covered(
        self, template: Any, own: Mapping[str, Any], context: Mapping[str, Any]
    ) -> bool:
        name = template.name
        if name not in self._covered:
            used = uses(template.environment, name, self.known)
            given = {each for each in used if each in own or each in context or each == UNKNOWN}
            more = {each for each in given if not each.isupper()} - HOUSE
            self._covered[name] = name in DECLARED and more <= DECLARED[name]
        return self._covered[name]

    def _article(self, story: Any) -> list[str] | None:
        shown = (story, *NEIGHBOURS(story), *story.related_posts, *story.translations)
        try:
            return _known(["none" if each is None else each.press_mark for each in shown])
        except AttributeError:
            return _known([self.content(each) for each in shown])

    def _plain(self, content: Any) -> list[str] | None:
        return _known([self.content(content)])

    def _page_of(self, page: Any) -> list[str] | None:
        stories = _known(self._contents(page.object_list))
        return stories and [str(page.number), *stories] if page.object_list else [str(page.number)]

    def _wrapper(self, wrapper: Any) -> list[str]:
        profile = getattr(getattr(wrapper, "profile", None), "press_key", "")
        return [wrapper.name, wrapper.slug, profile]

    def _front(self, front: Any) -> list[str] | None:
        parts = [self.content(front.lead), *map(self.content, front.top)]
        for section, stories in front.rails:
            parts += [section.name, section.slug, *map(self.content, stories)]
        return _known(parts)

    def _corrections(self, corrections: Iterable[Any]) -> list[str] | None:
        return _known(self._contents([story for story, _ in corrections]))

    def _periods(self, periods: Mapping[str, Any]) -> list[str]:
        return [
            f"{each['url']} {len(each['articles'])}" for name in periods for each in periods[name]
        ]


def _marked(wrapper: Any) -> str:
    """Return what a story shows of a section, topic, author or series; it stays ``press_mark``."""
    profile = getattr(getattr(wrapper, "profile", None), "press_key", "")
    wrapper.press_mark = f"{wrapper.slug} {getattr(wrapper, 'listed', '')} {profile}"
    return wrapper.press_mark  # type: ignore[no-any-return]


def _known(parts: list[str]) -> list[str] | None:
    return None if "" in parts else parts


_SHOWN: Mapping[str, Callable[[Inputs, Any], list[str] | None]] = {
    "article": Inputs._article,
    "articles_next_page": lambda _, page: [str(page and page.number)],
    "articles_page": Inputs._page_of,
    "articles_paginator": lambda _, paginator: [str(paginator.num_pages)],
    "articles_previous_page": lambda _, page: [str(page and page.number)],
    "author": Inputs._wrapper,
    "category": Inputs._wrapper,
    "content": Inputs._plain,
    "corrections": Inputs._corrections,
    "front": Inputs._front,
    "page": Inputs._plain,
    "period_archives": Inputs._periods,
    "period_num": lambda _, period: [str(period)],
    "series": Inputs._wrapper,
    "tag": Inputs._wrapper,
}
