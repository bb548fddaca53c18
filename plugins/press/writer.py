"""Pelican's writer, which plans the pages and prints those that changed."""

import math
import os
from collections.abc import Sequence
from typing import Any

from pelican import signals
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.kernel.workers import WorkerPool

from .copies import add_copies, endings
from .edition import Edition
from .inputs import Inputs
from .known_story import forget_texts
from .memory import Memory
from .pages import Line, Lined, Page, Sheet
from .sheets import Around, known, marks, written

AT_ONCE = 1_000
"""Stories whose texts are held in memory while pages are printed."""

LINES_AT_ONCE = 3_000
"""Stories whose lines are, for the next feed that they stand in: some 12 KB each."""


class PressWriter(Writer):
    """Take down what Pelican wants written; write, on every core, what is not there already.

    All files are *planned*, each with its fingerprint; those that the *edition* has in output/ as
    they are to be are *kept*. A *crew* prints the others. A *memory* is of the pages by their
    names, and of the names of the pages that show a content's text, or its card, by its id.
    """

    inputs: Inputs
    edition: Edition
    crew: WorkerPool
    planned: dict[str, str]
    kept: set[str]
    memory: Memory | None

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        self.pages: list[Page | Sheet] = []
        self.lines: dict[int, Sequence[Line]] = {}
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
        lists: dict[str, Paginator] = {}
        pages: dict[str, list[Any]] = {}
        for key, listed in paginated.items():
            # Pelican's "dates" are most often its "articles" under another name
            same = (each for each in lists if paginated[each] is listed)
            if twin := next(same, ""):
                lists[key], pages[key] = lists[twin], pages[twin]
                continue
            lists[key] = made = Paginator(name, url, listed, self.settings, size)
            pages[key] = [None, *map(made.page, range(1, made.num_pages + 1)), None]
        number = next(iter(lists.values())).num_pages
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

    def write_sheet(self, lined: Lined, template: Any, context: dict[str, Any]) -> None:
        """Plan the files of *lined*, such as a feed in its formats; *template* prints a text."""
        self._plan(Sheet(lined.names, lined, template, context))

    def print_all(self) -> None:
        """Print what was planned and is not there already."""
        self.edition.archive.fetched.clear()  # of these, plugins may have changed something
        self.edition.archive.at_once = AT_ONCE
        numbers = sorted(range(len(self.pages)), key=self._age)
        for _ in self.crew.map("Printing", self._print_one, numbers, self._parcel):
            pass

    def _age(self, number: int) -> float:
        """Return what sorts pages by the oldest story that each shows, those without one first.

        What is fetched of a story for its own page is then there for the lists that it stands on.
        """
        page = self.pages[number]
        own = page.own if isinstance(page, Page) else {}
        listed = own["articles_page"].object_list if "articles_page" in own else ()
        story = own.get("article") or (listed[-1] if listed else None)
        date = getattr(story, "date", None)
        return -date.timestamp() if date else -math.inf

    def _parcel(self) -> Any:
        from .afar import print_afar  # needs what a build without a cluster does without

        return print_afar(self, self.edition)

    def _print_one(self, number: int) -> None:
        self.print(self.pages[number])
        if len(self.edition.archive.fetched) > AT_ONCE // 2:
            self.edition.archive.let_go()
            forget_texts()

    def _plan(self, page: Page | Sheet) -> None:
        shown = self.inputs.shown(page)
        mark = self.inputs.mark(page, shown)
        names, there = page.names, True
        for name in names:
            if name in self.planned:
                raise FileOverwriteFailedError(f"{name} is written twice")
            self.planned[name] = mark
            there = there and self.edition.is_there(name, mark)
        if self.memory is not None:
            self.memory.add(page, shown)
        if there:
            self.kept.update(names)
        else:
            self.pages.append(page)

    def print(self, page: Page | Sheet) -> None:
        """Write *page* onto the stage."""
        if isinstance(page, Sheet):
            self._print_sheet(page)
            return
        name, template, context, relative, own = page
        shown = {**context, "localsiteurl": context.get("localsiteurl"), "output_file": name}
        if relative:
            shown["SITEURL"] = shown["localsiteurl"] = path_to_url(get_relative_path(name))
        shown |= own
        if shown["localsiteurl"]:
            context["localsiteurl"] = shown["localsiteurl"]
        path = self._staged(name, template.render(shown).encode("utf-8"))
        signals.content_written.send(path, context=shown)
        add_copies(path, self.copies)

    def _print_sheet(self, sheet: Sheet) -> None:
        lined, around = sheet.lined, sheet.lined.around()
        signs, before = self._lines_before(sheet, around)
        lines = [
            before.get(sign) or self._lines(sheet, story)
            for sign, story in zip(signs, lined.stories, strict=True)
        ]
        for number, name in enumerate(sheet.names):
            path = self._staged(name, written((line[number] for line in lines), around[number]))
            add_copies(path, self.copies)

    def _lines_before(
        self, sheet: Sheet, around: Sequence[Around]
    ) -> tuple[list[str], dict[str, Sequence[Line]]]:
        """Return what stands for each story of *sheet*, and the lines that are in output/ by that.

        There are none on a worker of a cluster, which knows nothing of the last build.
        """
        mark = self.inputs.mark_of(sheet) if hasattr(self, "inputs") else ""
        if not mark:
            return [""] * len(sheet.lined.stories), {}
        return marks(mark), known([*map(self.edition.before, sheet.names)], mark, around)

    def _lines(self, sheet: Sheet, story: Any) -> Sequence[Line]:
        """Return the line of *story* in each file, which stays for other sheets."""
        made = self.lines.get(id(story))
        if made is None:
            made = sheet.lined.lines(story, sheet.template, sheet.context)
            if len(self.lines) >= LINES_AT_ONCE:
                self.lines.clear()
            self.lines[id(story)] = made
        return made

    def _staged(self, name: str, data: bytes) -> str:
        """Write *data* onto the stage as the file *name*; return its path there."""
        path: str = sanitised_join(self.output_path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        return path
