"""The stories for members, for a wall in front of the server that lets only members pass."""

from collections.abc import Iterable
from urllib.parse import quote

from plugins.kernel.story import Story


def members_only(stories: Iterable[Story], site: str) -> list[str]:
    """Return the paths of those of *stories* that are for members, as browsers ask for them.

    *site* is the path at which the site's address begins.
    """
    urls = (story.url for story in stories if story.audience == "members")
    return sorted(f"{site}/{quote(url, safe='/%')}" for url in urls)
