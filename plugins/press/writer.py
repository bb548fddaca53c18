"""Pelican's writer, which plans the pages and prints those that changed."""

import os
from collections.abc import Callable
from typing import Any

from pelican import signals
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from .inputs import Inputs
from .workers import on_every_core

Job = Callable[[], None]


class PressWriter(Writer):
    """Take down what Pelican wants written; write, on every core, what is not there already.

    *is_there* says of a file and its fingerprint whether output/ holds it as it is to be. All
    files are *planned*, each with its fingerprint; those that are there are *kept*.
    """

    inputs: Inputs
    is_there: Callable[[str, str], bool]
    planned: dict[str, str]
    kept: set[str]

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        self.jobs: list[Job] = []

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
            self._plan(name, template, context, relative_urls, kwargs)
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
            self._plan(where, template, context, relative_urls, kwargs | shown)

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
        write = super().write_feed
        if not path:
            return write(elements, context, path, url, feed_type, override_output, feed_title)
        shown = elements[: self.settings["FEED_MAX_ITEMS"]]
        mark = self.inputs.feed(f"{path} {url} {feed_type}", feed_title or "", shown)
        if not self._stands(path, mark):
            self.jobs.append(
                lambda: write(elements, context, path, url, feed_type, override_output, feed_title)
            )
        return None

    def print_all(self) -> None:
        """Print what was planned and is not there already."""
        for _ in on_every_core(self._do, range(len(self.jobs))):
            pass

    def _do(self, number: int) -> None:
        self.jobs[number]()

    def _plan(
        self, name: str, template: Any, context: dict[str, Any], relative: bool, kwargs: Any
    ) -> None:
        mark = self.inputs.page(template, name, kwargs, context)
        if not self._stands(name, mark):
            self.jobs.append(lambda: self._print(name, template, context, relative, kwargs))

    def _stands(self, name: str, mark: str) -> bool:
        """Plan the file *name* and say whether it stands in output/ as it is to be."""
        if name in self.planned:
            raise FileOverwriteFailedError(f"{name} is written twice")
        self.planned[name] = mark
        stands = self.is_there(name, mark)
        if stands:
            self.kept.add(name)
        return stands

    def _print(
        self, name: str, template: Any, context: dict[str, Any], relative: bool, kwargs: Any
    ) -> None:
        shown = {**context, "localsiteurl": context.get("localsiteurl"), "output_file": name}
        if relative:
            shown["SITEURL"] = shown["localsiteurl"] = path_to_url(get_relative_path(name))
        shown |= kwargs
        if shown["localsiteurl"]:
            context["localsiteurl"] = shown["localsiteurl"]
        path = sanitised_join(self.output_path, name)
        page = template.render(shown).encode("utf-8")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(page)
        signals.content_written.send(path, context=shown)
