"""A page as it came from a newsroom: headline, wire photograph, biography, navigation."""

import re

from .conftest import photo, story

BODY = """\
![A lifeboat rides over a breaking wave.](lifeboat.jpg)
Esbjerg, Denmark -- Volunteers of the harbour's rescue station train for the winter storms. The station, \
founded in 1857 - says its log - answered 41 calls last year. (U.S. Coast Guard photo by Petty Officer \
3rd Class Ana M. Ruiz Jr.)

The harbour council, has said it will keep the station open.

“Why should we close what works?” the chairman said. He said this would not mean “a single krone more.”

Costs rose to $1,009.50 in 2010-11 – a record – and the boats’ engines date from the '90s.

The council meets again in March.
Its members say they need more time.
"""
FILES = {
    "stories/2015/lifeboat.md": story(
        "Harbour ready to keep its lifeboat", "2015-10-20 09:30", tags="Harbour", authors="Michele",
        slug="harbour-keeps-lifeboat", body=BODY,
    ),
    "stories/2015/older.md": story('Council calls the "winter" plan', "2015-10-19"),
    "stories/2015/newer.md": story("Storm takes a pier", "2015-10-21"),
    "authors/michele.md": "Title: Michele\nSlug: michele\n\nMichele has worked for the harbour’s paper.",
    "photos/lifeboat.jpg": photo(size=(900, 600)),
}  # fmt: skip


def words(text):
    """Return the words of *text*, whatever quotes, dashes and spaces stand between them."""
    return re.findall(r"[^\W_]+", text)


def test_the_page_that_it_all_began_with(build):
    page = build(FILES)("/2015/10/20/harbour-keeps-lifeboat/")
    article = page.main.article

    assert article.h1.get_text(strip=True) == "Harbour ready to keep its lifeboat"
    figure = article.select_one("figure")
    caption = figure.select_one("figcaption .caption").get_text()
    assert caption.startswith("Esbjerg, Denmark —")
    assert caption.endswith("calls last year.")
    assert figure.select_one("figcaption .credit").get_text() == (
        "U.S. Coast Guard photo by Petty Officer 3rd Class Ana M. Ruiz Jr."
    )
    assert page.get_text().count("Ana M. Ruiz Jr.") == 1
    assert (figure.img["width"], figure.img["height"]) == ("900", "600")
    assert figure.img["alt"] == "A lifeboat rides over a breaking wave."

    text = words(" ".join(each.get_text() for each in article.select(".story-body > p")))
    assert text == words(BODY.split("\n\n", 1)[1])
    assert "the ’90s" in article.get_text()

    assert (
        "Michele has worked for the harbour’s paper."
        in article.select_one(".author-box").get_text()
    )
    navigation = page.select_one('nav[aria-label="Post navigation"]')
    assert "Council calls the “winter” plan" in navigation.select_one("a[rel=prev]").get_text()
    assert "Storm takes a pier" in navigation.select_one("a[rel=next]").get_text()


def test_titles_attributes_and_feeds_hold_no_markup(build):
    site = build({"a.md": story('R&D: "5 < 6" <b>bold</b>', body="Text."), **FILES})

    page = site("/2020/05/01/a/")
    assert page.title.string.startswith("R&D: “5 < 6” <b>bold</b>")
    for name in site.files:
        if name.endswith(".html"):
            for tag in site("/" + name)(True):
                for attribute in ("title", "content", "alt", "aria-label"):
                    value = tag.get(attribute, "")
                    assert "<span" not in value
                    assert "&amp;" not in value
    feed = (site.output / "feeds/all.atom.xml").read_text("utf-8")
    assert "R&amp;D: “5 &lt; 6” &lt;b&gt;bold&lt;/b&gt;</title>" in feed
