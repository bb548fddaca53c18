"""Charts and tables of the numbers in a CSV file.

All that reads and draws them is imported when a story has one: most builds read one or no story.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from plugins.markup.parts import Option, Part, PartDesk, TypedPart, begin, words

from .chart_kinds import KINDS
from .fonts import chart_fonts

_SUFFIXES = (".csv", ".tsv", ".txt")

_TABLE = re.compile(r"<table>.*</table>", re.DOTALL)
_TITLE = re.compile(r'<figcaption class="part-title">(.*?)</figcaption>', re.DOTALL)
_SUMMARY = re.compile(r'<svg role="img" aria-label="([^"]*)"')
_SOURCE = re.compile(r'<p class="part-source">.*?</p>', re.DOTALL)


def _chart(part: TypedPart, inside: str, desk: PartDesk) -> str:
    from .charts import Chart, chart_html

    chart = Chart(
        part.option("kind") or "line",
        part.option("title"),
        part.option("source"),
        part.option("summary"),
    )
    fonts = chart_fonts(desk.settings)
    return _made(part, desk, lambda data: chart_html(data, chart, desk.lang, fonts))


def _table(part: TypedPart, inside: str, desk: PartDesk) -> str:
    from .chart_words import Words
    from .charts import source_html
    from .csv_data import table_columns
    from .data_tables import table_html

    def html(data: bytes) -> str:
        caption = words(part.option("title"))
        table = table_html(table_columns(data), Words(desk.lang), caption)
        source = source_html(part.option("source"))
        return "\n".join(filter(None, (begin("div", "table"), table, source, "</div>")))

    return _made(part, desk, html)


def _made(part: TypedPart, desk: PartDesk, html: Callable[[bytes], str]) -> str:
    """Return what *html* makes of the file of *part*; report what is wrong with the file."""
    from .csv_files import LARGEST, CsvError

    path = desk.file(part.head, _SUFFIXES)
    try:
        if desk.size(path) > LARGEST:
            raise CsvError(f"is larger than {LARGEST:,} bytes. Keep the rows that the story needs")
        return html(desk.data(path))
    except CsvError as error:
        for problem in error.problems:
            comma = "," if problem.startswith("line ") else ""
            desk.fault(f"{part.head}{comma} {problem}")
        return ""


def _chart_in_feed(html: str, page: str) -> str:
    """Return the numbers of a chart, below a link to the page where it is drawn."""
    title = _TITLE.search(html)
    summary = _SUMMARY.search(html)
    name = title[1] if title else escape(unescape(summary[1]), quote=False) if summary else page
    link = f'<p><a href="{escape(page)}">{name}</a></p>'
    found = (pattern.search(html) for pattern in (_TABLE, _SOURCE))
    return "\n".join([link, *(match[0] for match in found if match)])


_TEXTS = {"title": Option(), "source": Option()}

PARTS = (
    Part(
        "chart",
        _chart,
        head="CSV file",
        needs_head=True,
        text="",
        options={"kind": Option(choices=KINDS), **_TEXTS, "summary": Option()},
        in_feed=_chart_in_feed,
    ),
    Part("table", _table, head="CSV file", needs_head=True, text="", options=_TEXTS),
)
