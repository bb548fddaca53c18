"""A photo, or another file that is copied as it is, that an earlier build knew."""

from typing import Any

from pelican.contents import Static


class KnownFile(Static):
    """A file of which all that Pelican says is remembered: it depends on its path alone."""

    def __init__(self, attributes: dict[str, Any]) -> None:
        self.__dict__.update(attributes)

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """Return where the file lies below the content folder, as Pelican does, without looking."""
        if source_path:
            return super().get_relative_source_path(source_path)  # type: ignore[no-any-return]
        return self.relative_source_path  # type: ignore[no-any-return]
