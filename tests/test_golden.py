"""Whole pages, as they were reviewed. ``make golden`` rewrites them; look at the difference."""

import os
import re
from pathlib import Path

import pytest

from .conftest import ADDRESS, photo, story

GOLDEN = Path(__file__).parent / "golden"

NEWSROOM = {
    "stories/2015/lifeboat.md": story(
        'Harbour "ready" to keep its lifeboat',
        "2015-10-20 09:30",
        tags="Harbour, Rescue",
        authors="Ana Ruiz, Tom Okafor",
        deck="The council's vote was close: 5 to 4.",
        kicker="Coast",
        dateline="ESBJERG, Denmark",
        modified="2015-10-21 08:00",
        series="The long winter",
        corrections="2015-10-21: An earlier version gave the vote as 6 to 3. It was 5 to 4.",
        body="""\
![A lifeboat rides over a breaking wave.](lifeboat.jpg)
Volunteers train for the winter -- *every* week. (Photo: Lena Vogt/City Desk)

The harbour council says it will keep [the pier]({filename}../pier.md) open.

## What it costs

| year | calls |
|------|------:|
| 2014 | 41    |

> We answer every call.
{: .pull-quote }

![One](one.png "The first boat. (Photo: X/AP)")
![Two](two.png "The second. (Courtesy of the museum)")
""",
    ),
    "pier.md": story("Storm takes a pier", "2015-10-19", tags="Harbour", series="The long winter"),
    "faro.md": story("El faro vuelve a lucir", "2015-10-22", lang="es", tags="Faros"),
    "authors/ana-ruiz.md": "Title: Ana Ruiz\nRole: Coast reporter\nPortrait: ana.png\n\nAna reports.",
    "pages/about.md": "Title: About\n\nWho we are.",
    "photos/lifeboat.jpg": photo(size=(900, 600)),
    "photos/ana.png": photo(format="PNG"),
    "photos/one.png": photo("navy", format="PNG"),
    "photos/two.png": photo("olive", format="PNG"),
}
DRAWN = re.compile(r"social-cards/[0-9a-f]{16}-[0-9a-f]{10}\.png")
"""The name of a card, which is another with each version of what draws it."""

PAGES = {
    "story.html": "2015/10/20/lifeboat/index.html",
    "front.html": "index.html",
    "section.html": "section/world/index.html",
    "feed.atom.xml": "feeds/all.atom.xml",
    "sitemap.xml": "sitemap-2015.xml",
    "feed.rss.xml": "feeds/all.rss.xml",
    "feed.json": "feeds/feed.json",
}


@pytest.fixture(scope="module")
def site(build_once):
    """The newsroom whose pages were reviewed."""
    settings = {"SITEURL": ADDRESS, "FEED_AUTHORITY": "news.example.org,2015", "POLICIES": {}}
    return build_once("golden", NEWSROOM, **settings)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_it_was_reviewed(site, name):
    made = (site.output / PAGES[name]).read_text("utf-8")
    made = DRAWN.sub("social-cards/drawn.png", made)
    made = re.sub(r"(/theme/[\w/]+)\.[0-9a-f]{12}\.", r"\1.DIGEST.", made)  # tests/test_assets.py
    if os.environ.get("GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(made, "utf-8")

    assert made == (GOLDEN / name).read_text("utf-8")
