"""What the theme weighs, and how its style sheets are written."""

import gzip
import re

from .conftest import DEMO, ROOT, story

HEAVIEST = 15 * 1024
"""Bytes of HTML and style sheets, compressed, of a page of text."""


def compressed(data):
    return len(gzip.compress(data, 9))


def test_a_page_of_text_is_light(build):
    """600 words and nothing else, in a site that has sections, topics, authors and series."""
    body = "\n\n".join(path.read_text("utf-8") for path in _texts())
    words = re.findall(r"\w+", body)[:600]
    paragraphs = [" ".join(words[at : at + 60]) + "." for at in range(0, 600, 60)]
    others = {
        f"{number}.md": story(
            f"Another story, number {number}",
            f"2026-03-0{number}",
            section,
            tags="Buses",
            series="The long winter",
        )
        for number, section in enumerate(["World", "World", "Sport", "Culture", "Science"], 1)
    }
    text = story(
        "The night bus stays in service",
        "2026-03-04 18:30",
        deck="The council votes, by the narrowest of margins, for those who are out late.",
        kicker="Transport",
        dateline="ESBJERG, Denmark",
        tags="Buses, Councils",
        authors="Ana Ruiz, Tom Okafor",
        corrections="2026-03-05: An earlier version gave the vote as 6 to 3. It was 5 to 4.",
        series="The long winter",
        body="\n\n".join(paragraphs),
    )
    site = build({**others, "bus.md": text}, SITEURL="https://news.example.org")
    page = site("/2026/03/04/bus/")

    sheets = [
        (site.output / link["href"].removeprefix("https://news.example.org/")).read_bytes()
        for link in page.select("link[rel=stylesheet]")
    ]
    html = (site.output / "2026/03/04/bus/index.html").read_bytes()
    assert len(page.select_one(".story-body").get_text().split()) >= 600
    assert sheets
    assert compressed(html) + sum(map(compressed, sheets)) <= HEAVIEST
    assert not [each for each in page("script") if each["type"] != "application/ld+json"]
    assert len(set(re.findall(rb"url\([^)]*\.woff2?", b"".join(sheets)))) <= 2


def test_a_page_is_printed_again_only_when_what_it_shows_changed(build):
    """No template uses more than it declares, nor shows a text that is not its own."""
    files = {
        "a.md": story("A", "2026-03-01", tags="x", series="S", corrections="2026-03-02: It was 5."),
        "a.de.md": story("A", "2026-03-01", slug="a", lang="de", tags="x", series="S"),
        "b.md": story("B", "2026-03-02", tags="x", series="S", authors="Ana Ruiz"),
        "c.md": story("C", "2026-03-03", "Sport", lang="ar", tags="x"),
        "authors/ana-ruiz.md": "Title: Ana Ruiz\n\nAna reports.",
        "pages/about.md": "Title: About\n\nX.",
        "pages/about.de.md": "Title: X\nSlug: about\nLang: de\n\nX.",
    }
    assert build(files).status == 0
    assert ": 0 pages printed" in build(files).messages
    files["b.md"] = files["b.md"].replace("Text.", "Text, with a summary of its own.")
    files["b.md"] = "Summary: It is.\n" + files["b.md"]
    assert build(files).status == 0
    files["b.md"] = files["b.md"].replace("of its own.", "that is its own.")

    printed = int(re.search(r": (\d+) pages printed", build(files).messages)[1])
    assert printed == 1 + 3 * 6  # the story; feeds: site, language, section, topic, author, series


def _texts():
    """Return texts of the demonstration newsroom, whose words are not all the same."""
    return sorted((DEMO / "content/stories").rglob("*.md"))[:3]


def test_the_style_sheets_know_no_left_or_right():
    """But for the columns of tables, whose side the reporter names."""
    physical = re.compile(
        r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right)\s*:"
        r"|text-align:\s*(?:left|right)|float\s*:"
    )
    for path in sorted((ROOT / "theme/static/css").iterdir()):
        lines = path.read_text("utf-8").splitlines()
        written = [line for line in lines if not line.strip().startswith(".align-")]
        assert not physical.findall("\n".join(written)), path.name
