"""Pelican's writer, which plans the pages and prints those that changed."""

import os
from typing import Any

from pelican import signals
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.kernel.workers import Crew, Task

from .copies import add_copies, endings
from .edition import Edition
from .inputs import Inputs
from .known_story import forget_texts
from .memory import Memory
from .pages import Feed, Page

AT_ONCE = 200
"""Stories whose texts are held in memory while pages are printed."""


class PressWriter(Writer):
    """Take down what Pelican wants written; write, on every core, what is not there already.

    All files are *planned*, each with its fingerprint; those that the *edition* has in output/ as
    they are to be are *kept*. A *crew* prints the others. A *memory* is of the pages by their
    names, and of the names of the pages that show a content's text, or its card, by its id.
    """

    inputs: Inputs
    edition: Edition
    crew: Crew
    planned: dict[str, str]
    kept: set[str]
    memory: Memory | None

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        self.pages: list[Page | Feed] = []
        self.copies = endings(self.settings)

    def write_file(
        self,
        name: str,
        template: Any,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: dict[str, Any] | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Plan the page *name*, or the pages that its list goes on over."""
        if not name:
            return
        if paginated is None and template_name is not None:
            paginated = {key: kwargs[key] for key in ("articles", "dates") if key in kwargs}
        if not paginated or template_name not in self.settings["PAGINATED_TEMPLATES"]:
            self._plan(Page(name, template, context, relative_urls, kwargs))
            return
        size = self.settings["PAGINATED_TEMPLATES"][template_name]
        size = size or self.settings["DEFAULT_PAGINATION"]
        lists = {
            key: Paginator(name, url, listed, self.settings, size)
            for key, listed in paginated.items()
        }
        number = next(iter(lists.values())).num_pages
        pages = {
            key: [None, *(each.page(place) for place in range(1, number + 1)), None]
            for key, each in lists.items()
        }
        for place in range(1, number + 1):
            shown: dict[str, Any] = {}
            for key, paginator in lists.items():
                before, page, after = pages[key][place - 1 : place + 2]
                shown |= {
                    f"{key}_paginator": paginator,
                    f"{key}_page": page,
                    f"{key}_previous_page": before,
                    f"{key}_next_page": after,
                }
                where = page.save_as
            self._plan(Page(where, template, context, relative_urls, kwargs | shown))

    def write_feed(
        self,
        elements: list[Any],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """Plan the feed at *path*; without a path, return the feed as Pelican does."""
        if not path:
            return super().write_feed(
                elements, context, path, url, feed_type, override_output, feed_title
            )
        self._plan(Feed(path, elements, context, url, feed_type, feed_title))
        return None

    def print_all(self) -> None:
        """Print what was planned and is not there already."""
        self.edition.archive.fetched.clear()  # of these, plugins may have changed something
        self.edition.archive.at_once = AT_ONCE
        numbers = range(len(self.pages))
        for _ in self.crew.each("Printing", self._print_one, numbers, self._parcel):
            pass

    def _parcel(self) -> Task:
        from .afar import print_afar  # needs what a build without a cluster does without

        return print_afar(self, self.edition)

    def _print_one(self, number: int) -> None:
        self.print(self.pages[number])
        if len(self.edition.archive.fetched) > AT_ONCE // 2:
            self.edition.archive.let_go()
            forget_texts()

    def _plan(self, page: Page | Feed) -> None:
        if page.name in self.planned:
            raise FileOverwriteFailedError(f"{page.name} is written twice")
        shown = self.inputs.shown(page)
        mark = self.planned[page.name] = self.inputs.mark(page, shown)
        if self.memory is not None:
            self.memory.add(page, shown)
        if self.edition.is_there(page.name, mark):
            self.kept.add(page.name)
        else:
            self.pages.append(page)

    def print(self, page: Page | Feed) -> None:
        """Write *page* onto the stage."""
        if isinstance(page, Feed):
            name, elements, context, url, kind, title = page
            super().write_feed(elements, context, name, url, kind, feed_title=title)
            add_copies(sanitised_join(self.output_path, name), self.copies)
            return
        name, template, context, relative, own = page
        shown = {**context, "localsiteurl": context.get("localsiteurl"), "output_file": name}
        if relative:
            shown["SITEURL"] = shown["localsiteurl"] = path_to_url(get_relative_path(name))
        shown |= own
        if shown["localsiteurl"]:
            context["localsiteurl"] = shown["localsiteurl"]
        path = sanitised_join(self.output_path, name)
        text = template.render(shown).encode("utf-8")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)
        signals.content_written.send(path, context=shown)
        add_copies(path, self.copies)
