"""Charts and tables of CSV files: what is read, what is drawn, and what a page shows of it."""

import contextlib
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import components
from plugins.components.chart_parts import Label, apart
from plugins.components.chart_scales import scale_of, time_marks
from plugins.components.chart_text import fitted, lines, width
from plugins.components.chart_words import Words
from plugins.components.csv_data import Series, Text, chart_data, table_columns
from plugins.components.csv_dates import dates
from plugins.components.csv_files import LARGEST, CsvError, read
from plugins.components.csv_numbers import decimal_sign, number
from plugins.markup.front_matter import parsed
from plugins.markup.text import plain
from plugins.photos.finder import FileFinder
from plugins.stories.body import Source
from plugins.stories.conversion import BodyConverter

from .browsing import NEEDS_BROWSER, reading, serving
from .conftest import forget_signals, pelican, proof, story, write
from .places import ROOT

FONTS = [
    str(ROOT / "theme/fonts" / name) for name in ("SourceSerifPro-Semibold.ttf", "Almarai-Bold.ttf")
]

# What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Stadt,2025\nKöln,1.5\nBonn,\n".encode(), id="commas"),
        pytest.param(
            "\ufeffStadt;2025\r\nKöln;1,5\r\nBonn;\r\n".encode(), id="semicolons, BOM, CRLF"
        ),
        pytest.param("Stadt\t2025\nKöln\t1.5\nBonn\t\n".encode(), id="tabs"),
        pytest.param("Stadt;2025\nKöln;1,5\nBonn;\n".encode("cp1252"), id="cp1252"),
        pytest.param('"Stadt","2025"\n"Köln","1.5"\n"Bonn",""\n'.encode(), id="quoted"),
        pytest.param(
            "Stadt,2025,,\nKöln,1.5,,\n,,,\n\nBonn,,,\n".encode(), id="empty cells and rows"
        ),
        pytest.param("Stadt;2025\rKöln;1,5\rBonn;\r".encode(), id="old line ends"),
    ],
)
def test_one_sheet_is_read_however_a_spreadsheet_writes_it(data):
    found = chart_data(data)

    assert found.labels == ("Köln", "Bonn")
    assert found.series == (Series("2025", (Decimal("1.5"), None), 1),)


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [
        ("1,234.5", ".", "1234.5"), ("1.234,5", ",", "1234.5"), ("1 234,5", ",", "1234.5"),
        ("1\u202f234\u00a0567", ".", "1234567"), ("1'234", ".", "1234"), ("-5", ".", "-5"),
        ("−5", ".", "-5"), ("+5", ".", "5"), ("12.5 %", ".", "12.5"), ("€1,200", ".", "1200"),
        ("-$3", ".", "-3"), ("$-3", ".", "-3"), ("3 €", ",", "3"), (".5", ".", "0.5"),
        ("5.", ".", "5"), ("1e-9", ".", "1e-9"), ("٣٫٥", ".", "3.5"), ("-0", ".", "0"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(cell, sign, value):
    found = number(cell, sign)

    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "x",
        "n/a",
        "5 km",
        "1,2,3",
        "1,23",
        "12,34.5",
        "--5",
        "1e999",
        "1e-99",
        "5%%",
        "0,123",
        "1 2.3.4",
        "inf",
        "NaN",
        "1_0",
        "²",
        "½",
        "0x1f",
    ],
)
def test_what_is_no_number_is_none(cell):
    assert number(cell, ".") is None


@pytest.mark.parametrize(
    ("cells", "delimiter", "sign"),
    [
        (["1,5"], ";", ","), (["1.5"], ";", "."), (["1.234"], ";", ","), (["1,234"], ",", "."),
        (["1,5"], ",", ","), (["1.234,5", "7"], "\t", ","), (["1.234"], "\t", "."),
        (["1.234.567"], ",", ","), (["0.123"], ";", "."), (["1.5", "2,5"], ";", ","),
    ],
)  # fmt: skip
def test_the_decimal_sign_is_what_the_cells_show_or_else_what_the_delimiter_suggests(
    cells, delimiter, sign
):
    assert decimal_sign(cells, delimiter) == sign


@pytest.mark.parametrize(
    ("labels", "step", "first"),
    [
        (["2019", "2020"], "year", date(2019, 1, 1)),
        (["2019 Q2", "2019 Q3"], "quarter", date(2019, 4, 1)),
        (["Q4/2019"], "quarter", date(2019, 10, 1)),
        (["2019-03", "2019-4"], "month", date(2019, 3, 1)),
        (["03/2019"], "month", date(2019, 3, 1)),
        (["2019-03-14"], "day", date(2019, 3, 14)),
        (["14.3.2019", "1. 4. 2019"], "day", date(2019, 3, 14)),
        (["14/03/2019", "01/04/2019"], "day", date(2019, 3, 14)),
        (["03/14/2019", "04/01/2019"], "day", date(2019, 3, 14)),
    ],
)
def test_labels_that_are_all_dates_make_a_time_axis(labels, step, first):
    found = dates(labels)

    assert found is not None
    assert (found.step, found.days[0]) == (step, first)


@pytest.mark.parametrize(
    "labels", [["2019", "Total"], ["2019", "2019-03"], ["3/4/2019"], ["2019-02-30"], ["2019-13"]]
)
def test_other_labels_are_no_dates(labels):
    assert dates(labels) is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"\n,,\n", "is empty"),
        (b"a,b\n", "no row with numbers"),
        (b"a\n1\n", "has one column"),
        (b"a,b\nx,abc\n", 'line 2: "abc" in the column "b" is no number'),
        (b"a,b\n\nx,1\ny,5 km\n", 'line 4: "5 km"'),
        (b'a,b\n"x\ny",1\nz,oops\n', 'line 4: "oops"'),
        (b"a,b\nx,1,2\n", "line 2: the row has 3 cells, the first row 2"),
        (b"a,b,c\nx,1,2\ny\n", "line 3: the row has one cell"),
        (b"Year,Cost\n2019,1,234\n", "line 2: the row has 3 cells"),
        (b"2019,1,2\n2020,3,4\n", 'line 1: "1" is no name of a column'),
        (b"2019,2015,2025\n2020,1,2\n", "line 1:"),
        (b"a,b,b\nx,1,2\n", 'line 1: two columns have the name "b"'),
        (b"a,,c\nx,1,2\n", "line 1: the column 2 has no name"),
        (b"a,b\n,1\n", "line 2: the row has no label"),
        (b"a,b,c\nx,1,\ny,2,\n", 'line 2: the column "c" has no number'),
        (b"a,b\nx,5 %\ny,\xe2\x82\xac5\n", 'line 3: the column "b" has both'),
        (b"a,b\n2020,1\n2021,1\n2020,2\n", "line 4: the row has the same date as line 2"),
        (b'a,b\n"x,1\ny,2\n', "line 2: a quotation mark is not closed"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "line 2: a cell is too long. Shorten it"),
        (b"a,b\n\0,1\n", "is no CSV file"),
        ("a,b\nx,1\n".encode("utf-16"), "is no CSV file"),
        (b"a,b\n" + b"x,1\n" * 2001, "has more than 2,000 rows"),
        (b"a" + b",b" * 60 + b"\n" + b"x" + b",1" * 60, "has more than 40 columns"),
        (b"a" * (LARGEST + 1), "is larger than 1,000,000 bytes"),
        (b"a\x81,b\nx,1\n", "is neither UTF-8 nor cp1252"),
    ],
)
def test_what_is_wrong_with_a_file_is_reported_with_the_line_and_the_remedy(data, problem):
    with pytest.raises(CsvError) as error:
        chart_data(data)

    assert problem in error.value.problems[0]
    assert "." in error.value.problems[0]


def test_several_problems_of_a_file_are_reported_at_once():
    with pytest.raises(CsvError) as error:
        chart_data(b"a,b,c\nx,one,two\ny,1,three\n")

    assert len(error.value.problems) == 3


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sheet_or_a_problem(data):
    with contextlib.suppress(CsvError):
        found = read(data)

        assert all(len(row.cells) == len(found.names) for row in found.rows)
        assert found.names


def test_a_table_has_text_too():
    found = table_columns(b"Name,Since,Seats\nGreens,1980,12\nLabour,unknown,30\n")

    assert found == (
        Text("Name", ("Greens", "Labour")),
        Text("Since", ("1980", "unknown")),
        Series("Seats", (Decimal(12), Decimal(30))),
    )


# What is drawn --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "zero", "ticks"),
    [
        ([3, 97], False, [0, 20, 40, 60, 80, 100]),
        ([1003, 1012], False, [1002, 1004, 1006, 1008, 1010, 1012]),
        ([1003, 1012], True, [0, 500, 1000, 1500]),
        ([-7, -2], True, [-8, -6, -4, -2, 0]),
        ([5, 5], False, ["4.4", "4.6", "4.8", "5", "5.2", "5.4", "5.6"]),
        ([0, 0], True, [0, "0.2", "0.4", "0.6", "0.8", 1]),
        ([-5, -5], False, ["-5.6", "-5.4", "-5.2", "-5", "-4.8", "-4.6", "-4.4"]),
    ],
)
def test_an_axis_has_round_marks(values, zero, ticks):
    found = scale_of(map(Decimal, values), zero=zero)

    assert [*found.ticks] == [*map(Decimal, ticks)]


@given(st.lists(st.decimals(-(10**20), 10**20, places=3), min_size=1), st.booleans())
def test_every_axis_holds_its_values_between_few_marks(values, zero):
    found = scale_of(values, zero=zero)

    assert all(0 <= found.place(value) <= 1 for value in values)
    assert 3 <= len(found.ticks) <= 8
    assert not zero or 0 in found.ticks


@pytest.mark.parametrize(
    ("first", "last", "step", "most", "shown"),
    [
        (date(2015, 1, 1), date(2025, 1, 1), "year", 6, [(2016, "year"), (2018, "year")]),
        (date(2019, 1, 1), date(2021, 12, 1), "month", 8, [(2019, "month"), (2019, "month")]),
        (date(2019, 1, 1), date(2021, 12, 1), "month", 4, [(2019, "year"), (2020, "year")]),
        (date(2026, 3, 1), date(2026, 3, 9), "day", 9, [(2026, "day"), (2026, "day")]),
    ],
)
def test_a_time_axis_has_round_dates(first, last, step, most, shown):
    found = time_marks([last, first], step, most)

    assert [(each.day.year, each.step) for each in found[:2]] == shown
    assert len(found) <= most
    assert all(0 <= each.place <= 1 for each in found)


@given(st.lists(st.tuples(st.floats(0, 260), st.integers(1, 3)), min_size=1, max_size=8))
def test_labels_never_lie_upon_each_other(places):
    labels = [Label(["x"] * count, y) for y, count in places]
    high = max(272, sum(each.height for each in labels))

    found = apart(labels, 0, high)

    spans = sorted(
        (y - each.height / 2, y + each.height / 2) for y, each in zip(found, labels, strict=True)
    )
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(spans))
    assert spans[0][0] >= -1e-6
    assert spans[-1][1] <= high + 1e-6


def test_text_is_measured_and_broken_into_lines_that_fit():
    assert 0 < width("il", FONTS) < width("WM", FONTS)
    assert width("漢字", FONTS) > width("il", FONTS)  # no font of ours has them
    assert lines("South-east of the country", 104, 3, FONTS) == ["South-east of", "the country"]
    assert fitted("Llanfairpwllgwyngyll", 60, FONTS).endswith("…")
    assert width(fitted("Llanfairpwllgwyngyll", 60, FONTS), FONTS) <= 60


@pytest.mark.parametrize(
    ("lang", "value", "series", "shown"),
    [
        ("en", "1234.5", Series("", (), 1), "1,234.5"),
        ("de", "1234.5", Series("", (), 2), "1.234,50"),
        ("fr", "1234.5", Series("", (), 1), "1\u202f234,5"),
        ("fr", "12.5", Series("", (), 1, "%"), "12,5\u00a0%"),
        ("en", "-12.5", Series("", (), 1, "%"), "−12.5%"),
        ("en", "-3", Series("", (), 0, "$", True), "−$3"),
        ("de", "3", Series("", (), 0, "€"), "3\u00a0€"),
        ("xx-unknown", "1234", Series("", ()), "1,234"),
    ],
)
def test_numbers_are_written_in_the_language_of_the_page(lang, value, series, shown):
    assert Words(lang).value(Decimal(value), series) == shown


@pytest.mark.parametrize(
    ("lang", "value", "shown"),
    [
        ("en", "8900000", "8.9m"),
        ("de", "90000000000", "90\u00a0Mrd."),
        ("en", "0.0000005", "5\u202f×\u202f10⁻⁷"),
        ("en", "0", "0"),
    ],
)
def test_charts_round_huge_numbers_and_keep_tiny_ones(lang, value, shown):
    assert Words(lang).short(Decimal(value), Series("", ())) == shown


def test_dates_are_written_in_the_language_of_the_page():
    assert Words("de").date(date(2026, 3, 14), "day") == "14. März 2026"
    assert Words("es").short_date(date(2026, 3, 1), "month") == "mar 2026"


# What a page shows ----------------------------------------------------------------------------

RAIN = "Month,North,South\n2026-01,80.5,61\n2026-02,75,\n2026-03,91,70\n"
CHART = """\
The rain.

/// chart | rain.csv
    kind: {kind}
    title: Rain & <storms>
    source: Met Office{summary}
///

/// table | rain.csv
    title: Month by month
    source: Met Office
///
"""
FILES = {
    "line.md": story("Line", body=CHART.format(kind="line", summary="\n    summary: It <rained>.")),
    "bar.md": story("Bar", "2026-03-02", body=CHART.format(kind="bar", summary="")),
    "slope.md": story("Slope", "2026-03-03", body=CHART.format(kind="slope", summary="")),
    "dot.md": story("Dot", "2026-03-04", lang="ar", body=CHART.format(kind="dot", summary="")),
    "files/rain.csv": RAIN,
}
PLACES = {
    "line": "/2020/05/01/line/", "bar": "/2026/03/02/bar/",
    "slope": "/2026/03/03/slope/", "dot": "/2026/03/04/dot/",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(build_once):
    """A newsroom with a chart of each kind."""
    return build_once("charts", FILES, SITEURL="https://x.example", POLICIES={})


@pytest.mark.parametrize("kind", PLACES)
def test_a_chart_is_a_drawing_with_its_summary_and_its_numbers(site, kind):
    assert site.status == 0, site.messages
    (chart,) = site(PLACES[kind]).select(".story-body > figure.part.part-chart")
    (drawing,) = chart.select(":scope > svg[role=img]")
    (table,) = chart.select("details table")

    assert drawing["aria-label"].startswith("It <rained>." if kind == "line" else "Rain")
    assert chart.figcaption.get_text() == "Rain & <storms>"
    assert "Met Office" in chart.select_one(".part-source").get_text()
    assert len(table.select("tbody tr")) == 3
    assert [each["scope"] for each in table.select("tbody tr:last-child > th")] == ["row"]
    assert [each.get_text() for each in table.select("thead th")] == ["Month", "North", "South"]
    assert not chart.select("[style], script, style, [fill], [stroke]")  # colours are the theme's


def test_a_summary_of_our_own_tells_the_values(site):
    drawing = site(PLACES["bar"]).select_one("svg[role=img]")

    assert "North: Jan 2026 80.5, Feb 2026 75.0, Mar 2026 91.0." in drawing["aria-label"]
    assert "South: Jan 2026 61, Mar 2026 70." in drawing["aria-label"]


def test_a_line_has_a_gap_where_a_value_lacks_and_its_name_at_its_end(site):
    drawing = site(PLACES["line"]).select_one("svg[role=img]")
    (path,) = drawing.select("path.line")  # the south has no two values in a row

    assert path["d"].count("M") == 1
    assert [each.get_text() for each in drawing.select("text.name")] == ["North", "South"]


def test_a_page_from_right_to_left_has_its_chart_so(site):
    assert site(PLACES["dot"]).select_one("svg[role=img]")["direction"] == "rtl"
    assert "المصدر" in site(PLACES["dot"]).select_one(".part-source").get_text()


def test_a_table_has_its_caption_heads_and_numbers(site):
    (part,) = site(PLACES["line"]).select(".story-body > .part-table")

    assert part.caption.get_text() == "Month by month"
    assert [each.get_text() for each in part.select("tbody tr:first-child > *")] == [
        "Jan\u00a02026", "80.5", "61",
    ]  # fmt: skip
    assert len(part.select("td.number")) == 6


def test_a_feed_has_the_numbers_and_a_link_to_the_drawing(site):
    feed = (site.output / "feeds/all.atom.xml").read_text("utf-8")

    assert "&lt;svg" not in feed
    assert "<svg" not in feed
    assert feed.count("80.5") >= 8  # four charts, four tables
    assert "href=&quot;https://x.example/2020/05/01/line/&quot;" in feed or (
        'href="https://x.example/2020/05/01/line/"' in feed
    )


def test_words_of_a_drawing_are_no_words_of_the_story():
    assert plain("<p>One.</p><svg><text>80</text></svg><p>Two.</p>") == "One. Two."


@pytest.fixture
def typed(tmp_path):
    """Return a function that converts a text as the reader does, beside *files*."""

    def run(text, files):
        write(tmp_path, files)
        finder = FileFinder(str(tmp_path / "stories"), str(tmp_path))
        source = Source(parsed(f"Title: A\n\n{text}"), "a.md", "story", finder, "en")
        settings = {"PLUGINS": [components], "HOUSE": "house", "THEME": str(ROOT / "theme")}
        return BodyConverter(settings).body(source)

    return run


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("/// chart | rain.csv\n    kind: pie\n///", 4, '"kind: pie" has no meaning'),
        ("/// chart | rain.csv\n    colour: red\n///", 4, 'has no option "colour"'),
        ("/// chart | rian.csv\n///", 3, 'Did you mean "rain.csv"?'),
        ("/// chart | bad.csv\n///", 3, 'bad.csv, line 3: "many" in the column "b" is no number'),
        ("/// chart\n///", 3, "has no CSV file"),
        ("/// chart | one.csv\n    kind: slope\n///", 3, "one.csv has one row. A slope needs two"),
        ("/// table | empty.csv\n///", 3, "empty.csv is empty"),
        ("/// chart | rain.csv\nMore.\n///", 3, "has no text of its own"),
        ("/// chart | rain.jpg\n///", 3, '"rain.jpg" cannot stand here'),
    ],
)
def test_faults_are_reported_where_the_part_begins(typed, text, line, message):
    files = {
        "files/rain.csv": RAIN, "files/bad.csv": "a,b\nx,1\ny,many\n", "files/rain.jpg": "x",
        "files/one.csv": "a,b\nx,1\n", "files/empty.csv": "",
    }  # fmt: skip

    found = typed(text, files)

    assert [(each.line, message in each.text) for each in found.faults] == [(line, True)]


def test_every_problem_of_a_file_is_a_fault(typed):
    found = typed("/// chart | a.csv\n///", {"files/a.csv": "a,b\nx,one\ny,two\n"})

    assert len(found.faults) == 2


def test_a_chart_is_drawn_again_when_its_file_changes_and_only_then(build, tmp_path):
    files = {"a.md": story(body="/// chart | rain.csv\n///"), "files/rain.csv": RAIN}
    build(files, SITEURL="https://x.example")
    changed = build(
        {"files/rain.csv": RAIN.replace("80.5", "12.5")}, fresh=False, SITEURL="https://x.example"
    )
    same = build({}, fresh=False, SITEURL="https://x.example")
    forget_signals()
    clean = pelican(
        tmp_path / "content", tmp_path / "clean/output", SITEURL="https://x.example", POLICIES={}
    )

    assert "12.5" in changed("/2020/05/01/a/").select_one(".part-chart").get_text()
    assert changed.bytes() == clean.bytes()
    assert "0 pages printed" in same.messages


# In a browser ---------------------------------------------------------------------------------

TEXTS = """() => [...document.querySelectorAll(".part-chart")].map(chart => ({
    box: chart.getBoundingClientRect().toJSON(),
    texts: [...chart.querySelectorAll("svg[role=img] text")]
        .filter(text => text.getClientRects().length && getComputedStyle(text).display != "none")
        .map(text => ({words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize),
                       box: text.getBoundingClientRect().toJSON()})),
}))"""


def overlaps(one, other):
    """Return whether two texts lie upon each other, by more than the room between their lines."""
    return (
        one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - 4
        and other["top"] < one["bottom"] - 4
    )


@NEEDS_BROWSER
@pytest.mark.parametrize("width", [320, *proof(390, 460, 820, 1280, 1680)])
def test_all_words_of_a_chart_can_be_read(browser, oddities, width):
    with serving(oddities.output) as address, reading(browser, address, PAGE, width=width) as page:
        charts = page.evaluate(TEXTS)

    assert len(charts) == 6
    for chart in charts:
        assert chart["texts"]
        for place, text in enumerate(chart["texts"]):
            assert text["size"] >= 12
            assert text["box"]["left"] >= chart["box"]["left"] - 1, text["words"]
            assert text["box"]["right"] <= chart["box"]["right"] + 1, text["words"]
            upon = [
                other["words"]
                for other in chart["texts"][:place]
                if overlaps(text["box"], other["box"])
            ]
            assert not upon, (width, text["words"], upon)


PAGE = "/2020/01/09/charts/"


@pytest.fixture(scope="module")
def oddities(build_once):
    """A newsroom with the odd charts of the paper."""
    files = {
        f"stories/{path.name}": path.read_bytes()
        for path in sorted((ROOT / "tests/oddities").iterdir())
        if path.suffix == ".csv" or path.name == "charts.md"
    }
    return build_once("odd-charts", files, POLICIES={}, NAVIGATION_PAGES=[])
