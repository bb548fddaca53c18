"""What a story or page has in place of what plugins would set that a newsroom left out."""

from collections.abc import Collection

from plugins.kernel.story import MUST, attributes


def defaults(kind: type, plugins: Collection[str]) -> dict[str, object]:
    """Return what a *kind* of content has in place of what plugins other than *plugins* set."""
    absent = {name: by for name, by in attributes(kind).items() if by.plugin not in plugins}
    return {name: by.without for name, by in absent.items() if by.without is not MUST}
