"""What each kind of page shows, so that a page is printed again only when that changed."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast

from jinja2 import Environment, Template, meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS

from plugins.kernel.contract import Contract, Shown, Shows
from plugins.kernel.faults import shown_path

from ..pelican_types import Content, Wrapper
from ..store.fingerprints import quick_digest
from .feed_fragments import feed_fingerprint
from .pages import FeedFiles, Page

Uses = dict[str, tuple[list[str], list[str], bool]]
"""By template: the names it takes from outside, the templates it includes or extends, and whether
it may show the text of a story other than the one whose page it is."""

_TEXTS = frozenset({"content", "get_content", "_content"})
_TEXT_WORDS = re.compile(r"'_?(?:get_)?content'")

UNKNOWN = "a template that is named only while printing"

Undeclared = dict[str, tuple[str, ...]]
"""By the file of a template: the names it uses that no plugin declares."""


def uses(environment: Environment, template: str, known: Uses) -> tuple[set[str], bool]:
    """Return the names that *template*, with all that it includes or extends, takes from outside.

    Return also whether it may show the text of a story other than the one whose page it is.
    *known* is what earlier calls found out about templates; what is new is added to it.
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


def undeclared_by_file(
    environment: Environment, template: str, names: Collection[str], known: Uses
) -> Undeclared:
    """Return which file uses which of *names*, of *template* and all that it includes or extends.

    *known* is what `uses` found out about them.
    """
    assert environment.loader is not None  # noqa: S101 - Pelican gives each one a loader
    found: Undeclared = {}
    waiting, done = [template], set()
    while waiting:
        name = waiting.pop()
        if name not in done:
            done.add(name)
            used, others, _ = known[name]
            waiting += others
            if own := tuple(each for each in used if each in names):
                _, file, _ = environment.loader.get_source(environment, name)
                found[shown_path(file or name)] = own
    return found


def _shows_texts(tree: nodes.Template) -> bool:
    """Say whether the template *tree* may show the text of another story than its own.

    Its own story is the ``article`` or the ``page`` that it takes from outside, or an author's
    ``profile``, which is no story. If it uses a word like "content" in any other way, or a filter
    that is not Jinja's own and may do anything, it may show the text of others.
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


_OF_TEXT, _OF_CARD = attrgetter("text_fingerprint"), attrgetter("card_fingerprint")


@dataclass(frozen=True)
class Declared:
    """What plugins declare of templates: the names that each may use, and what these show.

    *everywhere* are names that any of them may use.
    """

    templates: Mapping[str, frozenset[str]]
    shows: Mapping[str, Sequence[Shows]]
    everywhere: frozenset[str]


def declared(contracts: Iterable[Contract]) -> Declared:
    """Return what *contracts* declare together; several may declare one template or one name."""
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
    """Finds the fingerprints of pages; *everywhere* is a digest of what all pages show.

    *address_of* gives the address of the content file at a path. *declared* is what plugins
    declare of templates, and *known* what has been found out about these, now or in earlier builds.
    """

    def __init__(
        self, everywhere: str, address_of: Callable[[str], str], declared: Declared, known: Uses
    ) -> None:
        self.everywhere, self.address_of, self.known = everywhere, address_of, known
        self.declared = declared
        self._order = {name: sorted(names) for name, names in declared.templates.items()}
        self._covered: dict[str, tuple[bool, bool]] = {}
        self._undeclared: dict[str, Undeclared] = {}

    def fingerprint(self, page: Page | FeedFiles, shown: Shown | None) -> str:
        """Return the fingerprint of *page*, which shows *shown*; empty when it must be printed."""
        if shown is None:
            return ""
        texts, cards, words = shown
        try:
            fingerprints = [*map(_OF_TEXT, texts), *map(_OF_CARD, cards)]
        except AttributeError:
            for each in (*texts, *cards):
                self.add_fingerprints(each)
            fingerprints = [*map(_OF_TEXT, texts), *map(_OF_CARD, cards)]
        if "" in fingerprints:
            return ""
        if isinstance(page, FeedFiles):
            named = quick_digest([page.name, *words])
            return feed_fingerprint(self.everywhere, named, fingerprints)
        return quick_digest([self.everywhere, page.name, *words, *fingerprints])

    def fingerprint_of(self, page: Page | FeedFiles) -> str:
        """Return the fingerprint of *page* by what it shows now."""
        return self.fingerprint(page, self.shown(page))

    def shown(self, page: Page | FeedFiles) -> Shown | None:
        """Return what *page* shows, or None when that is not known."""
        if isinstance(page, FeedFiles):
            covered, texts_of_others = self._covers(page.template, {"article": None}, page.context)
            if not covered or texts_of_others:
                return None
            return Shown(page.feed.stories, (), page.feed.words)
        kind, own, context = page.template.name or "", page.own, page.context
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

    def add_fingerprints(self, content: Content) -> None:
        """Set *content*'s ``text_fingerprint``, of all it shows, and its ``card_fingerprint``.

        They are empty when it is not known what it shows.
        """
        if "text_fingerprint" not in vars(content):
            content.text_fingerprint, content.card_fingerprint = self._fingerprints(content)

    def _fingerprints(self, content: Content) -> tuple[str, str]:
        key = getattr(content, "press_key", "")
        if not key:
            return "", ""
        shown = [content.url, content.hold, *content.waiting]
        shown += [self.address_of(path) for path, _ in content.linked.files]
        wrappers = cast(list[Wrapper], [content.category, *content.tags, *content.authors])
        if content.series:
            wrappers.append(content.series)
        try:
            shown += [each.press_fingerprint for each in wrappers]
        except AttributeError:
            shown += [_with_fingerprint(each) for each in wrappers]
        around = quick_digest(shown)
        return key + around, content.press_card + around

    def _covers(
        self, template: Template, own: Mapping[str, object], context: Mapping[str, object]
    ) -> tuple[bool, bool]:
        """Say whether all that *template* uses is declared, and whether it may show any text."""
        name = template.name or ""
        if name not in self._covered:
            used, texts = uses(template.environment, name, self.known)
            added = template.environment.globals.keys() - DEFAULT_NAMESPACE.keys()
            given = used & {*own, *context, *added, UNKNOWN}
            more = {each for each in given if not each.isupper()} - self.declared.everywhere
            own_names = self.declared.templates.get(name)
            self._covered[name] = own_names is not None and more <= own_names, texts
            if not self._covered[name][0]:
                names = more - (own_names or frozenset())
                self._undeclared[name] = undeclared_by_file(
                    template.environment, name, names, self.known
                )
        return self._covered[name]

    def undeclared(self, page: Page | FeedFiles) -> Undeclared:
        """Return what the template of *page* uses undeclared, where `shown` returned None.

        It is empty where the template is no plugin's, or may show any text in a feed.
        """
        return self._undeclared.get(page.template.name or "", {})


def _with_fingerprint(wrapper: Wrapper) -> str:
    """Return what a story shows of a section, topic, author or series, and set it there."""
    profile = getattr(getattr(wrapper, "profile", None), "press_key", "")
    wrapper.press_fingerprint = f"{wrapper.slug} {getattr(wrapper, 'listed', '')} {profile}"
    return wrapper.press_fingerprint
