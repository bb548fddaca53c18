"""From what is kept of a story, page or author's file to the content that Pelican works with."""

from collections.abc import Callable
from sys import intern

from ..pelican_types import Content
from ..store.pickles import Shared
from .cached_story import CachedStory, Details
from .content_folder import ContentFolder
from .fresh import as_loaded
from .kept_attributes import Attributes
from .readings import Reading, Record


class Revival:
    """Makes contents of *folder* out of their records; *shared* is what they have in common."""

    def __init__(self, folder: ContentFolder, shared: Shared) -> None:
        self._folder, self._shared = folder, shared
        self._names: dict[str, list[str]] = {}
        self._loaded_later: dict[str, frozenset[str]] = {}

    def from_record(
        self, path: str, record: Record, load: Callable[[CachedStory], Details]
    ) -> Content:
        """Return the content at *path* by its *record*; *load* gives a story's other parts."""
        later = self._loaded_later.get(record.loaded_later)
        if later is None:
            later = frozenset(map(intern, record.loaded_later.split("\0")))
            self._loaded_later[record.loaded_later] = later
        return self._content(path, record.kind, record.key, self.attributes(record), later, load)

    def from_reading(
        self, path: str, reading: Reading, load: Callable[[CachedStory], Details]
    ) -> Content | None:
        """Return the content at *path* that was read by this process, else None."""
        if reading.parts is None:
            return None
        summary, details, body = reading.parts
        later = frozenset(map(intern, (*details, *body)))
        attributes = as_loaded(summary, self._shared)
        return self._content(path, reading.kind, reading.key, attributes, later, load)

    def attributes(self, record: Record) -> Attributes:
        """Return the attributes in *record*."""
        names = self._names.get(record.names)
        if names is None:  # interned, as Python's own are: it finds the others half as fast
            names = self._names[record.names] = [intern(name) for name in record.names.split("\0")]
        return dict(zip(names, record.values, strict=True))

    def of_this_build(self, path: str) -> Attributes:
        """Return the attributes of the content at *path* that are never kept."""
        return {
            "source_path": f"{self._folder.path}/{path}",
            "settings": self._shared.settings,
            "_context": self._shared.context,
        }

    def _content(
        self,
        path: str,
        kind: type,
        key: str,
        attributes: Attributes,
        later: frozenset[str],
        load: Callable[[CachedStory], Details],
    ) -> Content:
        own = {**attributes, "reading_key": key, **self.of_this_build(path)}
        if kind is CachedStory:
            return CachedStory(own, later, load)
        content: Content = object.__new__(kind)
        content.__dict__.update(own)
        return content
