"""What each kind of page shows, so that a page is printed again only when that changed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import Environment, meta

from .fingerprints import digest

HOUSE = frozenset({"sections", "navigation_pages"})
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

NEIGHBOURS = tuple(
    f"{end}_article{within}"
    for within in ("", "_in_category", "_in_series")
    for end in ("prev", "next")
)


def names_used(environment: Environment, template: str) -> frozenset[str]:
    """Return the names that *template*, and all that it includes or extends, takes from outside."""
    used: set[str] = set()
    waiting, done = [template], set()
    while waiting:
        name = waiting.pop()
        if name in done or environment.loader is None:
            continue
        done.add(name)
        source, _, _ = environment.loader.get_source(environment, name)
        tree = environment.parse(source)
        used |= meta.find_undeclared_variables(tree)
        for reference in meta.find_referenced_templates(tree):
            if reference is None:
                return frozenset({"a template that is named only while printing"})
            waiting.append(reference)
    return frozenset(used)


class Inputs:
    """The fingerprints of pages; *house* stands for what all pages show."""

    def __init__(self, house: str, address_of: Callable[[str], str]) -> None:
        self.house, self.address_of = house, address_of
        self._contents: dict[int, str] = {}
        self._covered: dict[str, bool] = {}

    def page(self, template: Any, name: str, context: Mapping[str, Any]) -> str:
        """Return the fingerprint of the page *name*, or "" when it must always be printed."""
        if not self._is_covered(template, context):
            return ""
        shown: list[str] = [self.house, template.name, name]
        for key in sorted(DECLARED[template.name]):
            if key in context:
                parts = _SHOWN[key](self, context[key])
                if parts is None:
                    return ""
                shown += [key, *parts]
        return digest(*shown)

    def feed(self, path: str, title: str, stories: Iterable[Any]) -> str:
        """Return the fingerprint of the feed at *path*, or "" when it must always be printed."""
        contents = [self.content(story) for story in stories]
        return digest(self.house, path, title, *contents) if all(contents) else ""

    def content(self, content: Any) -> str:
        """Return a digest of all that *content* itself shows, "" when it is not known."""
        if content is None:
            return "none"
        found = self._contents.get(id(content))
        if found is None:
            found = self._contents[id(content)] = self._content(content)
        return found

    def _content(self, content: Any) -> str:
        key = getattr(content, "press_key", "")
        if not key or "attach}" in content._content:
            return ""
        linked = [self.address_of(path) for path, _ in content.linked.files]
        wrappers = [content.category, *content.tags, *content.authors]
        if content.series:
            wrappers.append(content.series)
        names = [f"{each.slug} {getattr(each, 'listed', '')}" for each in wrappers]
        profiles = [
            getattr(getattr(each, "profile", None), "press_key", "") for each in content.authors
        ]
        waiting = getattr(content, "waiting", ())
        return digest(key, content.url, content.hold, *waiting, *linked, *names, *profiles)

    def _is_covered(self, template: Any, context: Mapping[str, Any]) -> bool:
        name = template.name
        if name not in self._covered:
            allowed = HOUSE | DECLARED.get(name, frozenset())
            used = names_used(template.environment, name) if name in DECLARED else frozenset()
            self._covered[name] = name in DECLARED and all(
                each in allowed or each.isupper() or each not in context for each in used
            )
        return self._covered[name]

    def _article(self, story: Any) -> list[str] | None:
        others = [getattr(story, name) for name in NEIGHBOURS]
        versions = [*story.related_posts, *story.translations]
        return _known([self.content(each) for each in (story, *others, *versions)])

    def _plain(self, content: Any) -> list[str] | None:
        return _known([self.content(content)])

    def _page_of(self, page: Any) -> list[str] | None:
        stories = _known([self.content(story) for story in page.object_list])
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
        return _known([self.content(story) for story, _ in corrections])

    def _periods(self, periods: Mapping[str, Any]) -> list[str]:
        return [
            f"{each['url']} {len(each['articles'])}" for name in periods for each in periods[name]
        ]


def _known(parts: list[str]) -> list[str] | None:
    return parts if all(parts) else None


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
