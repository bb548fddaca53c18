"""What the clock changes: dates as moments, places that end, and what is due next."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.kernel.dates import parsed_date, with_offset
from plugins.markup.front_matter import parsed
from plugins.stories.archives import archive, pages
from plugins.stories.field_values import HeaderRules
from plugins.stories.fields import checked_fields
from plugins.stories.new import skeleton

from .conftest import WITHOUT_SEARCH, story

CHANGES = {
    "America/New_York": ("2026-03-08 07:00", "2026-11-01 06:00"),
    "Europe/Berlin": ("2026-03-29 01:00", "2026-10-25 01:00"),
    "Australia/Lord_Howe": ("2026-10-03 15:30", "2026-04-04 15:00"),  # by half an hour
    "Africa/Casablanca": ("2026-03-22 02:00", "2026-02-15 02:00"),  # back for Ramadan
}
"""When clocks are set forward, and when back, in UTC."""

BOTH = [(zone, moment) for zone, changes in CHANGES.items() for moment in changes]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


# Dates as moments ------------------------------------------------------------------------------


@pytest.mark.parametrize(("zone", "change"), BOTH)
def test_the_clock_is_changed_at_that_moment(zone, change):
    """The tests below look at real changes, by the data of time zones on this machine."""
    before, after = (
        (utc(change) + timedelta(seconds=each)).astimezone(ZoneInfo(zone)) for each in (-1, 0)
    )

    assert before.utcoffset() != after.utcoffset()


@pytest.mark.parametrize(
    ("zone", "typed", "moment"),
    [
        ("America/New_York", "2025-11-02 01:10 -04:00", "2025-11-02 05:10"),
        ("America/New_York", "2025-11-02 01:10 -05:00", "2025-11-02 06:10"),
        ("America/New_York", "2025-11-02 00:10 America/Chicago", "2025-11-02 05:10"),
        # twice: the later, so that nothing goes out early
        ("America/New_York", "2026-11-01 01:30", "2026-11-01 06:30"),
        ("Europe/Berlin", "2026-10-25 02:00", "2026-10-25 01:00"),
        ("Europe/Berlin", "2026-10-25 02:59:59", "2026-10-25 01:59:59"),
        ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 15:15"),
        ("Africa/Casablanca", "2026-02-15 02:30", "2026-02-15 02:30"),
        ("UTC", "2026-11-01 01:30 America/New_York", "2026-11-01 06:30"),
        # never: as long after midnight as typed, which is the later too
        ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:30"),
        ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29 01:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-03 15:40"),
        ("Africa/Casablanca", "2026-03-22 02:30", "2026-03-22 02:30"),
        # days that begin at one o'clock, begin twice, or were left out
        ("America/Santiago", "2026-09-06", "2026-09-06 04:00"),
        ("America/Havana", "2026-11-01", "2026-11-01 04:00"),
        ("Pacific/Apia", "2011-12-30", "2011-12-30 10:00"),
    ],
)
def test_a_typed_date_is_a_moment(zone, typed, moment):
    found = parsed_date(typed, ZoneInfo(zone))

    assert found == utc(moment)
    assert found.utcoffset() == utc(moment).astimezone(ZoneInfo(zone)).utcoffset()


@given(
    st.sampled_from([*CHANGES, "America/St_Johns", "Pacific/Apia", "Africa/Monrovia"]),
    st.lists(st.datetimes(datetime(1950, 1, 1), datetime(2037, 1, 1)), min_size=2),
)
def test_dates_are_in_the_order_of_their_moments(zone, moments):
    """Whatever the zone does; and nothing is lost: the moment comes back, to the minute."""
    moments = [each.replace(second=0, microsecond=0, tzinfo=UTC) for each in moments]
    dates = [parsed_date(f"{each:%Y-%m-%d %H:%M}Z", ZoneInfo(zone)) for each in moments]

    if zone != "Africa/Monrovia":  # its offset had seconds until 1972
        assert dates == moments
        assert sorted(dates) == sorted(moments)
        assert dates[0] - dates[1] == moments[0] - moments[1]
    again = [parsed_date(f"{each:%Y-%m-%d %H:%M%z}", ZoneInfo(zone)) for each in dates]
    assert zone == "Africa/Monrovia" or again == dates


def test_moments_of_one_zone_are_not_compared_by_the_clock():
    zone = ZoneInfo("America/New_York")
    first, second = (utc(f"2025-11-02 {clock}").astimezone(zone) for clock in ("05:50", "06:10"))

    assert first > second  # as Python does it
    assert with_offset(first) < with_offset(second)
    assert with_offset(second) - with_offset(first) == timedelta(minutes=20)


AUTUMN = {
    "a.md": story("First", "2025-11-02 05:50 +00:00", tags="t", series="S"),
    "b.md": story("Second", "2025-11-02 06:10 +00:00", tags="t", series="S"),
    "c.md": story("Third", "2025-11-02 06:40 +00:00", tags="t", series="S"),
    "d.md": story(
        "Corrected", "2025-11-01",
        corrections="2025-11-02 01:50 -04:00: early\n    2025-11-02 01:10 -05:00: late",
    ),
}  # fmt: skip


def test_every_list_is_in_the_order_of_moments(build):
    """Clocks in New York are set back: 01:50 is before 01:10, and that before 01:40."""
    site = build(
        AUTUMN,
        TIMEZONE="America/New_York",
        NOW="2025-11-02 12:00",
        SITEURL="https://news.example.org",
    )

    assert site.status == 0, site.status
    for address in ("/archive/2025/11/", "/section/world/", "/topic/t/"):
        titles = [each.get_text(strip=True) for each in site(address).select("main h2, main h3")]
        assert [each for each in titles if each in {"First", "Second", "Third"}] == [
            "Third", "Second", "First",
        ], address  # fmt: skip
    assert "Third" in site("/").select_one(".lead").get_text()
    parts = [each.get_text(strip=True) for each in site("/series/s/").select("main h2")]
    assert parts == ["First", "Second", "Third"]
    for name in ("all.atom.xml", "all.rss.xml", "feed.json"):
        text = (site.output / "feeds" / name).read_text("utf-8")
        places = [text.index(f"2025/11/02/{each}/") for each in "cba"]
        assert places == sorted(places), name
    second = site("/2025/11/02/b/")
    assert "Third" in second.select_one("a[rel=next]").get_text()
    assert "First" in second.select_one("a[rel=prev]").get_text()
    assert second.select_one("time")["datetime"] == "2025-11-02T01:10:00-05:00"
    news = (site.output / "sitemap-news.xml").read_text("utf-8")
    assert re.findall("<news:title>(.*)<", news) == ["Third", "Second", "First", "Corrected"]
    for words in (site("/corrections/"), site("/2025/11/01/d/")):
        text = words.get_text()
        assert text.index("late") < text.index("early")
    year = (site.output / "sitemap-2025.xml").read_text("utf-8")
    assert "<lastmod>2025-11-02T01:10:00-05:00</lastmod>" in year
    assert "<updated>2025-11-02T01:10:00-05:00</updated>" in (
        site.output / "feeds/all.atom.xml"
    ).read_text("utf-8")


KINDS = ("date", "embargo")


def out(site) -> set[str]:
    """Return which of the stories of the next test have a page."""
    found = (re.search(r"/((?:date|embargo)\d)/index", name) for name in site.files)
    return {match[1] for match in found if match}


@pytest.mark.parametrize(("zone", "change"), BOTH)
def test_nothing_goes_out_before_its_moment_when_clocks_are_changed(build, zone, change):
    """Typed in the newsroom's time, with its offset: dates, embargoes, and both of them."""
    moments = [utc(change) + timedelta(minutes=each) for each in (-50, -20, 0, 20, 50)]
    local = [with_offset(each.astimezone(ZoneInfo(zone))) for each in moments]
    typed = [f"{each:%Y-%m-%d %H:%M}{each.isoformat()[-6:]}" for each in local]
    files = {f"date{number}.md": story(date=text) for number, text in enumerate(typed)}
    files |= {
        f"embargo{number}.md": story(date=typed[0], embargo=text)
        for number, text in enumerate(typed)
    }
    past = {"old.md": story("Old")}

    for number, moment in enumerate(moments):
        if number not in {1, 3}:
            continue
        settings = {"TIMEZONE": zone, "PLUGINS": WITHOUT_SEARCH}
        site = build({**files, **past}, NOW=moment, **settings)
        assert out(site) == {f"{kind}{each}" for kind in KINDS for each in range(number + 1)}
        early = build({**files, **past}, NOW=moment - timedelta(seconds=1), **settings)
        assert out(early) == {f"{kind}{each}" for kind in KINDS for each in range(number)}


def test_an_embargo_counts_though_the_clock_says_it_is_before_the_date(build):
    """It went out half an hour early: by the clock, 01:20 was before 01:50."""
    held = story("Held", "2025-11-02 01:50 -04:00", embargo="2025-11-02 01:20 -05:00")
    files = {"held.md": held, "old.md": story("Old")}

    early = build(files, TIMEZONE="America/New_York", NOW="2025-11-02 01:19 -05:00")
    assert "2025/11/02/held/index.html" not in early.files
    assert "Next story due: 2 November 2025, 01:20 EST" in early.messages
    on_time = build(files, TIMEZONE="America/New_York", NOW="2025-11-02 01:20 -05:00")
    assert "2025/11/02/held/index.html" in on_time.files


def test_now_as_a_datetime_of_a_zone_counts_hours_and_not_the_clock(build):
    """Two days of news are 48 hours, also where a day had 25."""
    now = datetime(2025, 11, 3, 12, tzinfo=ZoneInfo("America/New_York"))
    border = {
        "in.md": story("In", "2025-11-01 17:00 +00:00"),
        "out.md": story("Gone", "2025-11-01 16:59 +00:00"),
    }

    site = build(border, TIMEZONE="America/New_York", NOW=now)

    news = (site.output / "sitemap-news.xml").read_text("utf-8")
    assert re.findall("<news:title>(.*)<", news) == ["In"]


def test_a_month_that_begins_twice_is_one_page():
    """Newfoundland set its clocks back at a minute past midnight, on 1 November 2009."""

    class Dated:
        def __init__(self, moment):
            self.date = with_offset(utc(moment).astimezone(ZoneInfo("America/St_Johns")))

    stories = [Dated(f"2009-11-01 {clock}") for clock in ("05:00", "03:00", "02:30:30", "02:00")]
    assert [each.date.month for each in stories] == [11, 10, 11, 10]

    found = pages(archive(stories, {"month": "{date:%Y}/{date:%m}/"}))

    assert {page.url: len(page.stories) for page in found} == {"2009/10/": 2, "2009/11/": 2}


# What a reporter types -------------------------------------------------------------------------


def header(text: str, zone="America/New_York"):
    text = f"Title: A\n{text}\n\nBody"
    return checked_fields(parsed(text), "story", "a.md", HeaderRules(ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("fields", "line", "words"),
    [
        (
            "Date: 2026-11-01 01:30", 2,
            '"date" contains "2026-11-01 01:30", which comes twice, because clocks are set back then,'
            ' so the later moment is used. Write "2026-11-01 01:30 -04:00" or "2026-11-01 01:30 -05:00"',
        ),
        (
            "Date: 2026-03-08 02:30", 2,
            '"date" contains "2026-03-08 02:30", which does not exist, because clocks are set forward'
            ' then, so 2026-03-08 03:30 -04:00 is used. Write "2026-03-08 03:30 -04:00"',
        ),
        (
            "Date: 2026-01-01\nEmbargo: 2026-10-25 02:30 Europe/Berlin", 3,
            '"embargo" contains "2026-10-25 02:30 Europe/Berlin", which comes twice',
        ),
        (
            "Date: 2026-01-01\nCorrections: 2026-03-08 02:30: Five, on 2026-11-01 01:30", 3,
            '"corrections" contains "2026-03-08 02:30", which does not exist',
        ),
        (
            "Date: 2026-01-01\nPlacement: lead until 2026-11-01 01:30", 3,
            '"placement" contains "2026-11-01 01:30", which comes twice',
        ),
    ],
)  # fmt: skip
def test_a_time_that_comes_twice_or_never_is_a_warning(fields, line, words):
    (fault,) = header(fields).faults

    assert (fault.line, fault.warning) == (line, True)
    assert fault.text.startswith(words)


@pytest.mark.parametrize(
    "date",
    [
        "2026-11-01", "2026-03-08", "2026-11-01 02:00", "2026-11-01 00:59", "2026-03-08 03:00",
        "2026-11-01 01:30 -04:00", "2026-11-01 01:30Z", "2026-11-01 01:30 Europe/Berlin",
    ],
)  # fmt: skip
def test_a_time_that_is_clear_is_no_warning(date):
    assert header(f"Date: {date}").faults == []


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("+00:00", "12:00"), ("GMT", "12:00"), ("Europe/Berlin", "11:00"), (" +0100", "11:00")],
)
def test_a_correction_takes_the_zones_that_a_date_takes(typed, clock):
    found = header(f"Date: 2026-01-01\nCorrections: 2026-01-02 12:00 {typed}: It was five.")

    (correction,) = found.values["corrections"]
    assert (correction.date, correction.text) == (utc(f"2026-01-02 {clock}"), "It was five.")


def test_a_new_story_says_which_hour_is_meant():
    zone = ZoneInfo("America/New_York")
    lines = [
        skeleton("A", "", utc(f"2026-11-01 {clock}").astimezone(zone)).splitlines()[1]
        for clock in ("04:30", "05:30", "06:30", "07:30")
    ]

    assert lines == [
        "Date: 2026-11-01 00:30",
        "Date: 2026-11-01 01:30 -04:00",
        "Date: 2026-11-01 01:30 -05:00",
        "Date: 2026-11-01 02:30",
    ]


def test_an_update_with_a_day_alone_is_later_on_that_day_where_days_begin_at_one():
    found = header("Date: 2026-09-06 09:00\nModified: 2026-09-06", zone="America/Santiago")

    assert found.faults == []
    assert found.values["modified"] == found.values["date"]


# Places on the front page ----------------------------------------------------------------------

NOON = utc("2026-03-15 12:00")
UNTIL = {
    "plain": "Placement: lead until 2026-03-15 12:00",
    "with a zone": "Placement: Lead until 2026-03-15 13:00 +01:00",
    "on two lines": "Placement: lead\n    until 2026-03-15 12:00",
    "below": "Placement:\n    lead until 2026-03-15 12:00",
}
IN_YAML = {
    "text": "placement: lead until 2026-03-15 12:00",
    "quoted": 'placement: "lead until 2026-03-15 12:00"',
    "list": "placement:\n  - lead until 2026-03-15 12:00",
    "mapping": "placement:\n  lead: until 2026-03-15 12:00",
    "moment alone": "placement:\n  lead: 2026-03-15 12:00",
    "nested": "placement:\n  lead:\n    until: 2026-03-15 12:00",
    "list of mappings": "placement:\n  - lead:\n      until: 2026-03-15 12:00",
    "beside": "placement:\n  - place: lead\n    until: 2026-03-15 12:00",
    "beside, as a key": "placement:\n  - lead:\n    until: 2026-03-15 12:00",
}


def placement(text: str):
    found = checked_fields(parsed(text), "story", "a.md", HeaderRules(ZoneInfo("UTC")))
    assert found.faults == []
    return [(each.place, each.until) for each in found.values["placement"]]


@pytest.mark.parametrize("field", UNTIL.values(), ids=UNTIL)
def test_a_placement_may_end(field):
    assert placement(f"Title: A\nDate: 2026-01-01\n{field}\n\nB") == [("lead", NOON)]


@pytest.mark.parametrize("field", IN_YAML.values(), ids=IN_YAML)
def test_a_placement_may_end_in_yaml(field):
    assert placement(f"---\ntitle: A\ndate: 2026-01-01\n{field}\n---\nB") == [("lead", NOON)]


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\nDate: 2026-01-01\nPlacement: lead until 2026-03-15 12:00, top\n\nB",
        "Title: A\nDate: 2026-01-01\nPlacement:\n    lead until 2026-03-15 12:00\n    top\n\nB",
        "---\ntitle: A\ndate: 2026-01-01\nplacement: [lead until 2026-03-15 12:00, top]\n---\nB",
        "---\ntitle: A\ndate: 2026-01-01\nplacement:\n  lead: until 2026-03-15 12:00\n  top:\n---\nB",
    ],
)
def test_a_story_may_have_one_place_after_another(text):
    assert placement(text) == [("lead", NOON), ("top", None)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("led", 'cannot be "led": it is lead or top, or "lead until 2026-03-15 12:00". Did you mean "lead"?'),
        ("lead until", 'cannot be "lead until": it is lead or top'),
        ("lead 2026-03-15", 'cannot be "lead 2026-03-15": it is lead or top'),
        ("lead until noon", 'contains "noon", which is not a date'),
        ("lead, lead until 2026-03-15", "names a place twice. Keep one"),
        ("lead until 2026-03-15 12:00 Mars/Base", 'the time zone "Mars/Base" does not exist'),
    ],
)  # fmt: skip
def test_a_wrong_placement_is_a_fault(typed, words):
    (fault,) = header(f"Date: 2026-01-01\nPlacement: {typed}").faults

    assert fault.line == 3
    assert not fault.warning
    assert words in fault.text


def test_a_wrong_option_of_a_placement_in_yaml_is_a_fault():
    text = "---\ntitle: A\ndate: 2026-01-01\nplacement:\n  lead:\n    untl: 2026-03-15\n---\nB"
    (fault,) = checked_fields(parsed(text), "story", "a.md", HeaderRules(ZoneInfo("UTC"))).faults

    assert 'cannot be "lead untl 2026-03-15"' in fault.text


def fronts(lead="", top=""):
    return {
        "old.md": story("Old", "2026-03-01", **({"placement": lead} if lead else {})),
        "other.md": story("Other", "2026-03-02", **({"placement": top} if top else {})),
        **{f"{n}.md": story(f"New {n}", f"2026-03-0{n}") for n in range(3, 9)},
    }


def test_a_build_after_the_end_is_one_without_the_placement(build):
    before = build(fronts("lead until 2026-03-15 12:00"), NOW="2026-03-15 11:59:59")
    assert "Old" in before("/").select_one(".lead").get_text()
    end = r'The place "lead" on the front page ends: 15 March 2026, 12:00 UTC, .*stories/old\.md'
    assert re.search(end, before.messages)

    after = build(fronts("lead until 2026-03-15 12:00"), NOW="2026-03-15 12:00")
    assert "New 8" in after("/").select_one(".lead").get_text()
    assert "ends" not in after.messages
    assert after.bytes() == build(fronts(), NOW="2026-03-15 12:00").bytes()


def test_a_story_goes_from_place_to_place(build):
    placed = fronts("lead until 2026-03-15 12:00, top until 2026-03-15 18:00")
    found = []
    for clock in ("11:59", "12:00", "17:59", "18:00"):
        page = build(placed, NOW=f"2026-03-15 {clock}", FRONT_TOP=2)("/")
        lead, top = page.select_one("main .lead"), page.select_one("main .top")
        found.append(("Old" in lead.get_text(), "Old" in top.get_text()))

    assert found == [(True, False), (False, True), (False, True), (False, False)]


# What is due next ------------------------------------------------------------------------------


def next_of(build, files, now="2026-03-15 09:00", form="text", **settings):
    """Return what `make next` prints of a newsroom with these stories."""
    site = build(files, NOW=now, NEXT=form, OUTPUT_PATH="nowhere", **settings)
    assert site.status == 0
    assert not Path("nowhere").exists()
    return site.messages


def columns(messages: str) -> list[str]:
    (line,) = messages.splitlines()
    moment, path, *title = line.split("  ")
    return [moment, Path(path).name, *title]


def test_the_next_change_is_one_line_in_utc(build):
    files = {
        **fronts(),
        "flood.md": story("Flood *report* & <more>", "2026-03-15 13:00"),
        "later.md": story("Later", "2026-03-16", embargo="2026-03-17 06:00 +01:00"),
        "draft.md": story("Draft", "2026-03-15 12:30", status="draft"),
    }

    found = next_of(build, files, TIMEZONE="Europe/Berlin")
    assert columns(found) == [
        "2026-03-15T12:00:00+00:00", "flood.md", "Flood *report* & <more>",
    ]  # fmt: skip
    as_json = json.loads(next_of(build, files, TIMEZONE="Europe/Berlin", form="json"))
    assert as_json.keys() == {"moment", "file", "title"}
    assert as_json["moment"] == "2026-03-15T12:00:00+00:00"
    assert as_json["file"].endswith("content/stories/flood.md")


def test_nothing_is_due(build):
    assert next_of(build, fronts()) == "Nothing is due.\n"
    assert next_of(build, fronts(), form="json") == "null\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"a.md": story("A", "2026-03-16 08:00")}, ["2026-03-16T08:00:00+00:00", "a.md", "A"],
            id="date",
        ),
        pytest.param(
            {"a.md": story("A", "2026-03-16", embargo="2026-03-17 06:00 +01:00")},
            ["2026-03-17T05:00:00+00:00", "a.md", "A"], id="embargo",
        ),
        pytest.param(
            {"a.md": story("A", "2026-03-16", status="hidden")},
            ["2026-03-16T00:00:00+00:00", "a.md", "A"], id="hidden",
        ),
        pytest.param(
            {"pages/a.md": "Title: About\nDate: 2026-03-16\n\nText."},
            ["2026-03-16T00:00:00+00:00", "a.md", "About"], id="page",
        ),
        pytest.param(
            {"old.md": story("Old", "2026-03-01", placement="lead until 2026-03-15 12:00")},
            ["2026-03-15T12:00:00+00:00", "old.md", "Old"], id="end of a lead",
        ),
        pytest.param(
            {"old.md": story("Old", "2026-03-01", placement="top until 2026-03-15 12:00")},
            ["2026-03-15T12:00:00+00:00", "old.md", "Old"], id="end of a place beside it",
        ),
        pytest.param(
            {
                "old.md": story("Old", "2026-03-01", placement="lead until 2026-03-15 12:00, top until 2026-03-15 18:00"),
                "a.md": story("A", "2026-03-16 08:00"),
            },
            ["2026-03-15T12:00:00+00:00", "old.md", "Old"], id="the first of several",
        ),
        pytest.param(
            {"a.md": story("A", "2026-03-16", placement="lead until 2026-03-15 12:00")},
            ["2026-03-16T00:00:00+00:00", "a.md", "A"], id="a place that ends before its story is out",
        ),
    ],
)  # fmt: skip
def test_whatever_the_clock_changes_is_due(build, files, expected):
    assert columns(next_of(build, {**fronts(), **files}, FRONT_TOP=2)) == expected


@pytest.mark.parametrize(
    "placed",
    [
        pytest.param({"8.md": story("New", "2026-03-08", placement="lead until 2026-03-15 12:00")}, id="the newest story leads anyway"),
        pytest.param(
            {
                "7.md": story("New", "2026-03-07", placement="lead"),
                "old.md": story("Old", "2026-03-01", placement="lead until 2026-03-15 12:00"),
            },
            id="another story leads",
        ),
        pytest.param({"old.md": story("Old", "2026-03-01", placement="lead until 2026-03-15 09:00")}, id="it has ended"),
    ],
)  # fmt: skip
def test_an_end_that_changes_nothing_is_not_due(build, placed):
    assert next_of(build, {**fronts(), **placed}) == "Nothing is due.\n"


@pytest.mark.parametrize(("zone", "change"), BOTH)
def test_what_is_due_next_is_the_next_moment_and_not_the_next_clock(build, zone, change):
    """Whatever the clock of the newsroom says, the first of two stories is due first."""
    now = utc(change) - timedelta(minutes=55)
    moments = [utc(change) + timedelta(minutes=each) for each in (-10, 10)]
    local = [with_offset(each.astimezone(ZoneInfo(zone))) for each in moments]
    typed = [f"{each:%Y-%m-%d %H:%M}{each.isoformat()[-6:]}" for each in local]
    files = {"b.md": story("B", typed[0]), "a.md": story("A", typed[1]), "old.md": story("Old")}

    for expected, at in zip(("b.md", "a.md"), (now, utc(change)), strict=True):
        moment, name, _ = columns(next_of(build, files, at, TIMEZONE=zone))
        assert name == expected
        assert moment == moments[expected == "a.md"].isoformat()


@pytest.mark.proof
def test_the_moments_that_are_printed_are_those_at_which_the_site_changes(build):
    """Between two of them, builds are the same to the last byte."""
    files = {
        **fronts("lead until 2026-03-15 12:00, top until 2026-03-15 18:00", "top until 2026-03-16"),
        "a.md": story("A", "2026-03-15 15:00", placement="lead until 2026-03-15 16:00"),
        "b.md": story("B", "2026-03-15", embargo="2026-03-17 06:00 +01:00"),
        "c.md": story("C", "2026-03-15 15:30"),
    }
    now, seen = "2026-03-15 09:00", []
    while (found := json.loads(next_of(build, files, now, "json"))) is not None:
        moment = utc(found["moment"][:19])
        at = build(files, NOW=datetime.fromisoformat(now) if "T" in now else now).bytes()
        before = build(files, NOW=moment - timedelta(seconds=1)).bytes()
        after = build(files, NOW=moment).bytes()
        ours = {name for name in at if "sitemap-news" not in name and name != "robots.txt"}
        assert {name: before[name] for name in ours} == {name: at[name] for name in ours}
        assert after != before
        seen.append(f"{moment:%d %H:%M}")
        now = moment.isoformat()

    assert seen == [
        "15 12:00", "15 15:00", "15 15:30", "15 16:00", "15 18:00", "16 00:00", "17 05:00",
    ]  # fmt: skip
