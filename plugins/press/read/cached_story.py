"""A story as it was read in this build or an earlier one, whose parts are loaded when needed."""

from collections.abc import Callable
from sys import intern
from typing import Any

from pelican.contents import Article, Content

from .kept_attributes import Attributes, names

Details = tuple[Attributes, Callable[[], Attributes]]
"""A story's details, and what loads its body."""


def forget_texts() -> None:
    """Drop the texts that Pelican has put together, which it would otherwise keep on its class.

    Needed because a corrected story would else show its old text, and memory would grow.
    """
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


class CachedStory(Article):
    """A story whose *summary* is in memory; *load* gives its details and body, once.

    *loaded_later* are the names of the attributes in these. The body is loaded after the details
    and only when it is needed: most pages that show a story show nothing of its text.
    """

    def __init__(
        self,
        summary: Attributes,
        loaded_later: frozenset[str],
        load: Callable[["CachedStory"], Details],
    ) -> None:
        self.__dict__ = summary
        self._missing = self._loaded_later = loaded_later
        self._load = load
        self._load_body: Callable[[], Attributes] | None = None
        self._links_due = False

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        if name not in own.get("_missing", ()):
            raise AttributeError(name)
        if self._load_body is None:
            details, self._load_body = self._load(self)
            self._take(details)
        if name in self._missing:
            self._take(self._load_body())
            self._missing = frozenset()
        if self._links_due and not self._missing:
            super().refresh_metadata_intersite_links()
        return own[name]

    def _take(self, more: Attributes) -> None:
        for name, value in more.items():
            self.__dict__.setdefault(intern(name), value)
        self._missing = self._missing.difference(more)

    @property
    def was_loaded(self) -> bool:
        """Whether more than its summary was used since it was made or unloaded."""
        return self._missing is not self._loaded_later

    # These two save 3 % of a build of 10,000 stories of which one changed: Pelican works them out
    # from the settings at each use.
    @property
    def url(self) -> str:
        """The story's address below the site's, found when it was read."""
        own = self.__dict__.get("override_url")
        return super().url if own is None else own  # type: ignore[no-any-return]

    @property
    def save_as(self) -> str:
        """The path of the story's page in output/, found when it was read."""
        own = self.__dict__.get("override_save_as")
        return super().save_as if own is None else own  # type: ignore[no-any-return]

    def let_go(self) -> None:
        """Unload details and body; they are loaded again when they are asked for."""
        for name in self._loaded_later:
            self.__dict__.pop(name, None)
        self._missing, self._load_body = self._loaded_later, None

    def is_valid(self) -> bool:
        """Return True: only valid stories are kept."""
        return True  # saves 3 % of a build of 10,000 stories of which one changed

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """Return where the file lies below the content folder, as Pelican does."""
        # saves 4 % of a build of 10,000 stories of which one changed: Pelican works it out
        if source_path:
            return super().get_relative_source_path(source_path)  # type: ignore[no-any-return]
        return self.relative_source_path  # type: ignore[no-any-return]

    def get_static_links(self) -> set[str]:
        """Return nothing: ``linked`` has the files that the text links to."""
        return set()  # Pelican would look for them in the text, which need not be loaded

    def replace(self, summary: Attributes, others: Attributes) -> None:
        """Take over a new reading that relates to other stories as the old one did."""
        own, known = self.__dict__, names()
        made = ("text_fingerprint", "card_fingerprint", "press_pieces")
        for name in (*self._loaded_later, *known.alone, *made):
            own.pop(name, None)
        own.update({name: summary[name] for name in (known.alone | known.shared) & summary.keys()})
        own.update(others)
        self._missing, self._loaded_later = frozenset(), frozenset(others)
        super().refresh_metadata_intersite_links()

    def refresh_metadata_intersite_links(self) -> None:
        """Resolve the links in the fields, now or once they are loaded.

        Needed because Pelican does so for every story, and would load the text of each.
        """
        self._links_due = True
        if not self._missing:
            super().refresh_metadata_intersite_links()
