"""What each kind of page shows, so that a page is printed again only when that changed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from jinja2 import Environment, meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS

from plugins.kernel.contract import Contract, Shown, Shows

from .fingerprints import joined
from .pages import Page, Sheet
from .sheets import mark as mark_of_sheet

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


@dataclass(frozen=True)
class Declared:
    """What plugins declare of templates: the names that each may use, and what these show.

    *everywhere* are names that any of them may use.
    """

    templates: Mapping[str, frozenset[str]]
    shows: Mapping[str, Sequence[Shows]]
    everywhere: frozenset[str]


def declared(contracts: Iterable[Contract]) -> Declared:
    """Return what *contracts* declare together; of one template, or one name, several may speak."""
    templates: dict[str, set[str]] = defaultdict(set)
    shows: dict[str, list[Shows]] = defaultdict(list)
    everywhere: set[str] = set()
    for contract in contracts:
        everywhere |= contract.everywhere.keys()
        for template, names in contract.templates.items():
            templates[template] |= {*names}
        for name, function in contract.shows.items():
            shows[name].append(function)
    known = {template: frozenset(names) for template, names in templates.items()}
    return Declared(known, shows, frozenset(everywhere))


class Inputs:
    """The fingerprints of pages; *house* stands for what all pages show.

    *declared* is what plugins declare of templates, and *known* what has been found out of these,
    now or in earlier builds.
    """

    def __init__(
        self, house: str, address_of: Callable[[str], str], declared: Declared, known: Uses
    ) -> None:
        self.house, self.address_of, self.known = house, address_of, known
        self.declared = declared
        self._order = {name: sorted(names) for name, names in declared.templates.items()}
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
        for key in self._order[kind]:
            if key in own or key in context:
                value = own[key] if key in own else context[key]
                for shows in self.declared.shows.get(key, ()):
                    shown = shows(value)
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
            more = {each for each in given if not each.isupper()} - self.declared.everywhere
            own_names = self.declared.templates.get(name)
            self._covered[name] = own_names is not None and more <= own_names, texts
        return self._covered[name]


def _marked(wrapper: Any) -> str:
    """Return what a story shows of a section, topic, author or series; it stays ``press_mark``."""
    profile = getattr(getattr(wrapper, "profile", None), "press_key", "")
    wrapper.press_mark = f"{wrapper.slug} {getattr(wrapper, 'listed', '')} {profile}"
    return wrapper.press_mark  # type: ignore[no-any-return]
