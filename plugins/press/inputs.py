"""What each kind of page shows, so that a page is printed again only when that changed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from jinja2 import Environment, meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS

from .fingerprints import joined
from .pages import Page, Sheet
from .sheets import mark as mark_of_sheet

HOUSE = frozenset(
    """asset feed_links kept labels_in navigation_pages picture sections social_locale
    social_picture structured_data toned""".split()
)
"""What every page may show or use, beside the settings."""

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
    "feed.html": frozenset({"article"}),
    "index.html": frozenset({"front"}),
    "page.html": frozenset({"page"}),
    "photo_credits.html": _LIST,
    "period_archives.html": _LIST | {"period_archives", "period_num"},
    "redirect.html": frozenset({"content"}),
    "robots.txt": frozenset({"robots"}),
    "search.html": frozenset({"search"}),
    "series.html": _LIST | {"series"},
    "sitemap-index.xml": frozenset({"sitemaps"}),
    "sitemap-news.xml": frozenset({"news"}),
    "sitemap.xml": frozenset({"sitemap"}),
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


Uses = dict[str, tuple[list[str], list[str], bool]]
"""Of each template: the names it takes from outside, the templates it includes or extends, and
whether it may show the text of a story that it is not the page of."""

_TEXTS = frozenset({"content", "get_content", "_content"})
_TEXT_WORDS = re.compile(r"'_?(?:get_)?content'")

UNKNOWN = "a template that is named only while printing"


def uses(environment: Environment, template: str, known: Uses) -> tuple[set[str], bool]:
    """Return the names that *template*, with all that it includes or extends, takes from outside.

    Return also whether it may show the text of a story that it is not the page of. *known* is
    what has been found out of templates; what is new is added to it.
    """
    found: set[str] = set()
    texts = False
    waiting, done = [template], set()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        if name not in known:
            known[name] = _uses_alone(environment, name)
        names, others, shows = known[name]
        found.update(names)
        waiting += others
        texts = texts or shows
    return found, texts


def _uses_alone(environment: Environment, template: str) -> tuple[list[str], list[str], bool]:
    assert environment.loader is not None  # noqa: S101 - Pelican gives each one a loader
    source, _, _ = environment.loader.get_source(environment, template)
    tree = environment.parse(source)
    names = sorted(meta.find_undeclared_variables(tree))
    others = list(meta.find_referenced_templates(tree))
    known = [other for other in others if other is not None]
    if len(known) < len(others):
        names.append(UNKNOWN)
    return names, known, _shows_texts(tree)


def _shows_texts(tree: nodes.Template) -> bool:
    """Say whether the template *tree* may show the text of another story than its own.

    Its own is the ``article`` or the ``page`` that it takes from outside, or an author's
    ``profile``, which is no story. It may when it does anything else with a word like "content",
    or has a filter that Jinja does not know, which may do anything.
    """
    filters = {each.name for each in tree.find_all(nodes.Filter)}
    if not filters <= FILTERS.keys() - {"attr"}:
        return True
    made = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
    own = ({"article", "page"} - made) | {"profile"}
    fetched = [*tree.find_all(nodes.Getattr), *tree.find_all(nodes.Getitem)]
    plain = sum(
        isinstance(each, nodes.Getattr)
        and each.attr in _TEXTS
        and isinstance(each.node, nodes.Name)
        and each.node.name in own
        for each in fetched
    )
    return plain < len(_TEXT_WORDS.findall(str(tree)))


_OF_TEXT, _OF_CARD = attrgetter("text_mark"), attrgetter("card_mark")


_GAP = SimpleNamespace(text_mark="none", card_mark="none")
"""Nothing, where a page might show a story."""


class Shown(NamedTuple):
    """What a page shows: the text of some contents, cards of others, and words."""

    texts: Sequence[Any] = ()
    cards: Sequence[Any] = ()
    words: Sequence[str] = ()


class Inputs:
    """The fingerprints of pages; *house* stands for what all pages show.

    *known* is what has been found out of the templates, now or in earlier builds.
    """

    def __init__(self, house: str, address_of: Callable[[str], str], known: Uses) -> None:
        self.house, self.address_of, self.known = house, address_of, known
        self._covered: dict[str, tuple[bool, bool]] = {}

    def mark(self, page: Page | Sheet, shown: Shown | None) -> str:
        """Return the fingerprint of *page*, which shows *shown*; "" when it must be printed."""
        if shown is None:
            return ""
        texts, cards, words = shown
        try:
            marks = [*map(_OF_TEXT, texts), *map(_OF_CARD, cards)]
        except AttributeError:
            for each in (*texts, *cards):
                self.content(each)
            marks = [*map(_OF_TEXT, texts), *map(_OF_CARD, cards)]
        if "" in marks:
            return ""
        if isinstance(page, Sheet):
            return mark_of_sheet(self.house, joined([page.name, *words]), marks)
        return joined([self.house, page.name, *words, *marks])

    def mark_of(self, page: Page | Sheet) -> str:
        """Return the fingerprint of *page* by what it shows now."""
        return self.mark(page, self.shown(page))

    def shown(self, page: Page | Sheet) -> Shown | None:
        """Return what *page* shows, or None when that is not known."""
        if isinstance(page, Sheet):
            covered, texts_of_others = self._covers(page.template, {"article": None}, page.context)
            if not covered or texts_of_others:
                return None
            return Shown(page.lined.stories, (), page.lined.words)
        kind, own, context = page.template.name, page.own, page.context
        covered, full = self._covers(page.template, own, context)
        if not covered:
            return None
        texts: Sequence[Any] = ()
        cards: Sequence[Any] = ()
        words: list[str] = [kind]
        for key in _ORDER[kind]:
            if key in own or key in context:
                shown = _SHOWN[key](own[key] if key in own else context[key])
                texts = (*texts, *shown.texts) if texts else shown.texts
                cards = (*cards, *shown.cards) if cards else shown.cards
                words += (key, *shown.words)
        return Shown((*texts, *cards), (), words) if full else Shown(texts, cards, words)

    def content(self, content: Any) -> None:
        """Give *content* digests of all that it shows and of its card; empty when not known.

        They are its ``text_mark`` and its ``card_mark``.
        """
        if "text_mark" not in vars(content):
            content.text_mark, content.card_mark = self._marks(content)

    def _marks(self, content: Any) -> tuple[str, str]:
        key = getattr(content, "press_key", "")
        if not key:
            return "", ""
        shown = [content.url, content.hold, *content.waiting]
        shown += [self.address_of(path) for path, _ in content.linked.files]
        wrappers = [content.category, *content.tags, *content.authors]
        if content.series:
            wrappers.append(content.series)
        try:
            shown += [each.press_mark for each in wrappers]
        except AttributeError:
            shown += [_marked(each) for each in wrappers]
        around = joined(shown)
        return key + around, content.press_card + around

    def _covers(
        self, template: Any, own: Mapping[str, Any], context: Mapping[str, Any]
    ) -> tuple[bool, bool]:
        """Say whether all that *template* uses is declared, and whether it may show any text."""
        name = template.name
        if name not in self._covered:
            used, texts = uses(template.environment, name, self.known)
            lent = template.environment.globals.keys() - DEFAULT_NAMESPACE.keys()
            given = used & {*own, *context, *lent, UNKNOWN}
            more = {each for each in given if not each.isupper()} - HOUSE
            self._covered[name] = name in DECLARED and more <= DECLARED[name], texts
        return self._covered[name]


def _marked(wrapper: Any) -> str:
    """Return what a story shows of a section, topic, author or series; it stays ``press_mark``."""
    profile = getattr(getattr(wrapper, "profile", None), "press_key", "")
    wrapper.press_mark = f"{wrapper.slug} {getattr(wrapper, 'listed', '')} {profile}"
    return wrapper.press_mark  # type: ignore[no-any-return]


def _article(story: Any) -> Shown:
    beside = [each or _GAP for each in NEIGHBOURS(story)]
    return Shown((story,), (*beside, *story.related_posts, *story.translations))


def _page(page: Any) -> Shown:
    return Shown((page,), page.translations)


def _plain(content: Any) -> Shown:
    return Shown((content,))


def _page_of(page: Any) -> Shown:
    listed = page.object_list
    if not listed or "contents" not in vars(listed[0]):
        return Shown((), listed, [str(page.number)])
    cards = [content for each in listed for content in each.contents]  # of pictures
    pictures = [f"{each.path} {len(each.contents)}" for each in listed]
    return Shown((), cards, [str(page.number), *pictures])


def _number_of(page: Any) -> Shown:
    return Shown(words=[str(page and page.number)])


def _wrapper(wrapper: Any) -> Shown:
    profile = getattr(getattr(wrapper, "profile", None), "press_key", "")
    return Shown(words=[wrapper.name, wrapper.slug, profile])


def _front(front: Any) -> Shown:
    rails = [story for _, stories in front.rails for story in stories]
    words = [f"{section.name} {section.slug} {len(stories)}" for section, stories in front.rails]
    stories = (front.lead or _GAP, *front.top, *rails)
    return Shown((), stories, [str(len(front.top)), *words])


def _corrections(corrections: Iterable[Any]) -> Shown:
    return Shown((), [story for story, _ in corrections])


def _periods(periods: Mapping[str, Any]) -> Shown:
    every = (each for name in periods for each in periods[name])
    return Shown(words=[f"{each['url']} {len(each['articles'])}" for each in every])


def _sitemap(sitemap: Any) -> Shown:
    return Shown((), sitemap.cards, sitemap.words)


def _sitemaps(sitemaps: Sequence[Any]) -> Shown:
    cards = [card for each in sitemaps for card in each.cards]
    return Shown((), cards, [word for each in sitemaps for word in each.words])


def _search(search: Any) -> Shown:
    years = [str(year) for year in search.years]
    wrappers = (*search.sections, *search.authors, *search.topics)
    named = [f"{each.name} {each.url}" for each in wrappers]
    lengths = f"{len(search.sections)} {len(search.authors)}"
    return Shown(words=[*search.languages, *years, lengths, *named])


_SHOWN: Mapping[str, Callable[[Any], Shown]] = {
    "article": _article,
    "articles_next_page": _number_of,
    "articles_page": _page_of,
    "articles_paginator": lambda paginator: Shown(words=[str(paginator.num_pages)]),
    "articles_previous_page": _number_of,
    "author": _wrapper,
    "category": _wrapper,
    "content": _plain,
    "corrections": _corrections,
    "front": _front,
    "news": _sitemap,
    "page": _page,
    "period_archives": _periods,
    "period_num": lambda period: Shown(words=[str(period)]),
    "robots": lambda robots: Shown(words=[str(robots)]),
    "search": _search,
    "series": _wrapper,
    "sitemap": _sitemap,
    "sitemaps": _sitemaps,
    "tag": _wrapper,
}
