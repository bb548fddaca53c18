"""Which pages there are, and which of them show which story."""

from collections import defaultdict

from plugins.kernel.contract import Shown

from .pages import FeedFiles, Page


class PageIndex:
    """The pages of a site by name, and for each content the names of the pages that show it.

    A content is known by its id. *always* are the pages whose inputs are not known.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Page | FeedFiles] = {}
        self.texts: dict[int, set[str]] = defaultdict(set)
        self.cards: dict[int, set[str]] = defaultdict(set)
        self.always: set[str] = set()

    def add(self, page: Page | FeedFiles, shown: Shown | None) -> None:
        """Add *page*, which shows *shown*."""
        self.pages[page.name] = page
        if shown is None:
            self.always.add(page.name)
            return
        for content in shown.texts:
            self.texts[id(content)].add(page.name)
        for content in shown.cards:
            self.cards[id(content)].add(page.name)

    def showing(self, content: int, *, card: bool) -> list[str]:
        """Return the names of the pages that show the text of *content* or, too, its *card*."""
        cards = self.cards.get(content, set()) if card else set()
        return sorted(self.texts.get(content, set()) | cards | self.always)
