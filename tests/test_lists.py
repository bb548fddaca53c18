"""Fronts of sections, pages of topics, authors and series, the archive, and the time on cards."""

from .conftest import Site, story

TODAY = {
    "early.md": story("Early", "2026-03-14 06:05", tags="x"),
    "day.md": story("Without an hour", "2026-03-14", tags="x"),
    "late.md": story("Late", "2026-03-14 22:30", "Sport", tags="x", lang="de"),
    "before.md": story("The day before", "2026-03-13 18:30", tags="x"),
}


def moments(page, scope="main"):
    """Return the moment on each card of *page*, by its headline."""
    return {
        card.select_one(".headline").get_text(): card.select_one("time").get_text()
        for card in page.select(f"{scope} .card")
    }


def test_a_card_has_its_hour_today_and_its_date_later(build, tmp_path):
    """At midnight, by the newsroom's clocks, hours become dates; a clean build is the same."""
    zone = {"TIMEZONE": "America/New_York", "SITEURL": "https://news.example.org"}
    evening = build(TODAY, NOW="2026-03-14 23:59", **zone)

    assert moments(evening("/")) == {
        "Early": "06:05",
        "Without an hour": "14 March 2026",
        "Late": "22:30",
        "The day before": "13 March 2026",
    }
    assert moments(evening("/topic/x/"))["Early"] == "14 March 2026"
    assert len(evening("/").select("main .card time[datetime='2026-03-14T06:05:00-04:00']")) == 1

    midnight = build(TODAY, NOW="2026-03-15 00:00", **zone)
    assert moments(midnight("/"))["Early"] == "14 March 2026"
    assert ": 0 pages printed" in build(TODAY, NOW="2026-03-15 12:00", **zone).messages
    (tmp_path / "output").rename(tmp_path / "at midnight")
    (tmp_path / "cache").rename(tmp_path / "cache at midnight")
    clean = build(TODAY, NOW="2026-03-15 00:00", **zone)
    assert clean.bytes() == Site(tmp_path / "at midnight").bytes()


def test_the_masthead_of_the_front_has_its_newest_change(build):
    """The newest publication or update of what the front lists, and no other page has it."""
    files = {f"{n}.md": story(f"S{n}", f"2026-03-1{n} 09:00", "Sport") for n in range(4)}
    files["2.md"] = "Modified: 2026-03-20 18:30\n" + files["2.md"]
    settings = {"NOW": "2026-04-01", "FRONT_TOP": 0, "FRONT_RAIL": 1}
    site = build(files, **settings)

    assert "20 March 2026" in site("/").select_one(".front-updated time[datetime]").get_text()
    assert not site("/section/sport/").select(".front-updated")
    files["4.md"] = story("S4", "2026-03-19 09:00", "Sport")  # S2 is no longer on the front
    front = build(files, **settings)("/")
    assert "19 March 2026" in front.select_one(".front-updated").get_text()
