"""A story that was read before: what relating needs is at hand, the rest is fetched when asked."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from sys import intern
from typing import Any

from pelican.contents import Article, Content
from pelican.urlwrappers import URLWrapper

AT_HAND = frozenset(
    """_status aliases authors body_line category corrections date embargo expiring faults hold
    id in_default_lang kept_links kind lang leads linked modified override_save_as override_url
    photo_paths placement plans press_card press_key relative_source_path series shown_path slug
    social_card tags template title translations waiting""".split()
)
"""The attributes that are looked at of every story in every build."""

READ_ALONE = frozenset("body_line modified press_card press_key reading_key title".split())
"""Those of them that no other story, and no page but those that show the story, depend on."""

TEXTS = frozenset({"_content", "field_lines", "metadata"})
"""What of a story its card does not show; what it does of the metadata is looked at apart."""

SHARED = frozenset({"social_card"})
"""Those that count only where the site has a public address, so that it can be shared."""

Attributes = dict[str, Any]

Rest = tuple[Attributes, Callable[[], Attributes]]
"""What is not at hand of a story, and what gives the largest part of that, its text."""


def parted(attributes: Mapping[str, Any]) -> tuple[Attributes, Attributes]:
    """Return the *attributes* of a story in two: those to have at hand, and the rest."""
    near: Attributes = {}
    rest: Attributes = {}
    for name, value in attributes.items():
        (near if _is_near(name) else rest)[name] = value
    return near, rest


@lru_cache(1_000)
def _is_near(name: str) -> bool:
    return name in AT_HAND or hasattr(Article, name)


def texts_of(rest: Attributes, settings: Mapping[str, Any]) -> frozenset[str]:
    """Return which names of *rest* are of the text, or hold links that Pelican resolves with it."""
    formatted = {name.lower() for name in settings["FORMATTED_FIELDS"]} | {"_summary"}
    return (TEXTS | formatted) & rest.keys()


def same(before: Attributes, after: Attributes, without: frozenset[str]) -> bool:
    """Say whether two readings of a story relate to others alike: in all but what is *without*."""
    names = (before.keys() | after.keys()) - without
    absent = object()
    return all(
        _plain(before.get(name, absent)) == _plain(after.get(name, absent)) for name in names
    )


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, URLWrapper):  # which are equal to Pelican when their slugs are
        return type(value), value.name, value.slug
    return value


def forget_texts() -> None:
    """Let go of the texts that Pelican has put together, which it keeps on its class for ever."""
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


class KnownStory(Article):
    """A story of the archive; what is not at hand of it is fetched once, when it is asked for.

    *near* is its own from then on; *elsewhere* are the names of what *fetch* gives back for it, in
    two parts: most pages that show a story show no text of it.
    """

    def __init__(
        self, near: Attributes, elsewhere: frozenset[str], fetch: Callable[["KnownStory"], Rest]
    ) -> None:
        self.__dict__ = near
        self._elsewhere = self._rest_names = elsewhere
        self._fetch = fetch
        self._fetch_text: Callable[[], Attributes] | None = None
        self._links_due = False

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        if name not in own.get("_elsewhere", ()):
            raise AttributeError(name)
        if self._fetch_text is None:
            others, self._fetch_text = self._fetch(self)
            self._take(others)
        if name in self._elsewhere:
            self._take(self._fetch_text())
            self._elsewhere = frozenset()
        if self._links_due and not self._elsewhere:
            super().refresh_metadata_intersite_links()
        return own[name]

    def _take(self, more: Attributes) -> None:
        for name, value in more.items():
            self.__dict__.setdefault(intern(name), value)
        self._elsewhere = self._elsewhere.difference(more)

    @property
    def looked_into(self) -> bool:
        """Whether anything was fetched of it since it was made or let go."""
        return self._elsewhere is not self._rest_names

    @property
    def url(self) -> str:
        """The story's address, which was found when it was read."""
        own = self.__dict__.get("override_url")
        return super().url if own is None else own  # type: ignore[no-any-return]

    @property
    def save_as(self) -> str:
        """The story's file under output/, the same."""
        own = self.__dict__.get("override_save_as")
        return super().save_as if own is None else own  # type: ignore[no-any-return]

    def let_go(self) -> None:
        """Keep no longer what was fetched: it is fetched again, should it be asked for."""
        for name in self._rest_names:
            self.__dict__.pop(name, None)
        self._elsewhere, self._fetch_text = self._rest_names, None

    def is_valid(self) -> bool:
        """Return True: only what is valid is remembered."""
        return True

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """Return where the file lies below the content folder, as Pelican does, without looking."""
        if source_path:
            return super().get_relative_source_path(source_path)  # type: ignore[no-any-return]
        return self.relative_source_path  # type: ignore[no-any-return]

    def get_static_links(self) -> set[str]:
        """Return the files that the text links to, which were found when it was read."""
        return set(self.kept_links)

    def replace(self, near: Attributes, rest: Attributes) -> None:
        """Take on what was read anew, where it differs in nothing that relates stories."""
        own = self.__dict__
        for name in (*self._rest_names, *READ_ALONE, "text_mark", "card_mark", "press_pieces"):
            own.pop(name, None)
        own.update({name: near[name] for name in (READ_ALONE | SHARED) & near.keys()}, **rest)
        self._elsewhere, self._rest_names = frozenset(), frozenset(rest)
        super().refresh_metadata_intersite_links()

    def refresh_metadata_intersite_links(self) -> None:
        """Resolve the links in the fields, now or when they are fetched."""
        self._links_due = True
        if not self._elsewhere:
            super().refresh_metadata_intersite_links()
