"""The newsroom's Markdown: prose stays prose, and what is not read as markup is reported."""

import re

import pytest
from bs4 import BeautifulSoup

from plugins.markup.converter import converter
from plugins.markup.finish import boxed
from plugins.markup.front_matter import parsed
from plugins.markup.text import joined_lines, plain
from plugins.markup.typed import open_comment, without_code, without_comments
from plugins.markup.unread import lone_notes, unread
from plugins.photos.clean_text import clean_line
from plugins.stories.summaries import summary
from plugins.stories.text_checks import text_faults

from .browsing import AsPublished, Server
from .conftest import ADDRESS, photo, story


def made(markdown):
    return converter().convert(markdown)


def flat(markdown):
    """Return the HTML of *markdown* without line ends between tags."""
    return "".join(made(markdown).split("\n"))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        # Headings
        pytest.param("#MeToo changed the law.", "<p>#MeToo changed the law.</p>", id="hashtag"),
        pytest.param("Wrapped\n#MeToo text", "<p>Wrapped#MeToo text</p>", id="wrapped hashtag"),
        pytest.param("#1 seed", "<p>#1 seed</p>", id="number one"),
        pytest.param("## The vote", "<h2>The vote</h2>", id="heading"),
        pytest.param(" ## The vote", "<h2>The vote</h2>", id="blank before a heading"),
        pytest.param("## C# ##", "<h2>C#</h2>", id="a hash in a heading"),
        pytest.param("## C# {#c}", '<h2 id="c">C#</h2>', id="a hash before an id"),
        pytest.param("####### a", "<p>####### a</p>", id="seven hashes"),
        pytest.param("#", "<p>#</p>", id="a hash alone"),
        # Stars
        pytest.param(
            '"F**k," he said, "s**t happens."',
            '<p>"F**k," he said, "s**t happens."</p>',
            id="censored",
        ),
        pytest.param("M*A*S*H", "<p>M*A*S*H</p>", id="M*A*S*H"),
        pytest.param("*M*A*S*H*", "<p><em>M*A*S*H</em></p>", id="M*A*S*H, a title"),
        pytest.param("2*3*4", "<p>2*3*4</p>", id="figures"),
        pytest.param("a 4*-5* hotel", "<p>a 4*-5* hotel</p>", id="a range of stars"),
        pytest.param("b*****d f*****", "<p>b*****d f*****</p>", id="many stars"),
        pytest.param('"****" and "****"', '<p>"****" and "****"</p>', id="a whole word"),
        pytest.param("ш*т ш*т", "<p>ш*т ш*т</p>", id="Cyrillic"),
        pytest.param("**so**, *he* ***said***.", None, id="emphasis"),
        pytest.param(
            "これは**強調**です", "<p>これは<strong>強調</strong>です</p>", id="no blanks"
        ),
        pytest.param("ב*הארץ*", "<p>ב<em>הארץ</em></p>", id="a prefix in Hebrew"),
        # Lists
        pytest.param(
            "The council decided:\n- to keep\n- to cut",
            "<p>The council decided:</p><ul><li>to keep</li><li>to cut</li></ul>",
            id="list below a line",
        ),
        pytest.param(
            "Decided\n1. to keep\n2. to cut",
            "<p>Decided</p><ol><li>to keep</li><li>to cut</li></ol>",
            id="numbers below a line",
        ),
        pytest.param("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>", id="1)"),
        pytest.param(
            "- a\n  - b\n    - c\n- d",
            "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
            id="nested by two blanks",
        ),
        pytest.param(
            "1. a\n   - b\n2. c",
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
            id="nested by three blanks",
        ),
        pytest.param(
            "- a\n\n  more\n\n- b",
            "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>",
            id="paragraph in an item",
        ),
        pytest.param(
            "> decided:\n> - a\n> - b",
            "<blockquote><p>decided:</p><ul><li>a</li><li>b</li></ul></blockquote>",
            id="in a quotation",
        ),
        pytest.param(
            "He said\n- as always - no.", "<p>He said- as always - no.</p>", id="a wrapped dash"
        ),
        pytest.param("In\n1986. It rained.", "<p>In1986. It rained.</p>", id="a wrapped year"),
        pytest.param("1986. It rained.", "<p>1986. It rained.</p>", id="a year"),
        pytest.param("1. FC Nürnberg won.", "<p>1. FC Nürnberg won.</p>", id="a club"),
        pytest.param("* Names changed.", "<p>* Names changed.</p>", id="a remark"),
        pytest.param(
            "- a\n- b\n\n* Names changed.",
            "<ul><li>a</li><li>b</li></ul><p>* Names changed.</p>",
            id="a remark below a list",
        ),
        pytest.param("- 5 degrees", "<p>- 5 degrees</p>", id="minus"),
        # Line breaks
        pytest.param("one\\\ntwo", "<p>one<br>two</p>", id="backslash"),
        pytest.param("one\\\\\ntwo", "<p>one\\two</p>", id="two backslashes"),
        # Attributes and notes
        pytest.param(
            "![The *hall*[^1]](a.jpg)", '<p><img alt="The hall[^1]" src="a.jpg"></p>', id="no note"
        ),
        # Chinese and Japanese
        pytest.param(
            "今日は\n**晴れ**\nです。",
            "<p>今日は<strong>晴れ</strong>です。</p>",
            id="lines of Japanese",
        ),
    ],
)
def test_prose_is_prose_and_markup_is_markup(markdown, html):
    if html is None:
        html = "<p><strong>so</strong>, <em>he</em> <strong><em>said</em></strong>.</p>"
    assert flat(markdown) == html


def test_a_table_may_stand_right_below_a_line_of_text():
    page = BeautifulSoup(made("The votes:\n| a | b |\n|---|---|\n| 1 | 2 |"), "lxml")

    assert page.p.string == "The votes:"
    assert page.select_one(".table")["aria-label"] == "a, b"


def test_a_note_mark_is_neither_in_alternative_text_nor_in_a_tables_name():
    html = made('![The hall[^1]](a.jpg "In 2019[^1]")\n\na[^1] | b\n--|--\n1 | 2\n\n[^1]: A note.')
    page = BeautifulSoup(html, "lxml")

    assert page.img["alt"] == "The hall"
    assert page.img["title"] == "In 2019"
    assert page.select_one(".table")["aria-label"] == "a, b"
    assert page.select_one("th a").string == "1"
    (back,) = page.select(".footnote-backref")
    assert page.select_one(back["href"].replace(":", r"\:"))


# Comments


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a <!-- x --> b", "a b"),
        ("a<!-- x -->b", "ab"),
        ("a <!-- x -->\nb", "a\nb"),
        ("a\n<!-- x\n\ny -->\nb", "a\n\nb"),
        ("![x](a.jpg)\nA bus\n<!-- x -->\nwaits.", "![x](a.jpg)\nA bus\nwaits."),
        ("- a\n<!-- x -->\n- b", "- a\n- b"),
        ("a | b\n--|--\n<!-- x -->\n1 | 2", "a | b\n--|--\n1 | 2"),
        ("![x](a.jpg)\n<!-- x -->\nCaption", "![x](a.jpg)\nCaption"),
        ("a\n\n<!-- x --> <!-- y -->\n\nb", "a\n\n\nb"),
        ("a  <!-- x --> <!-- y -->\nb", "a\nb"),
        ("`<!-- x -->`", "`<!-- x -->`"),
        ("```\n<!-- x -->\n```", "```\n<!-- x -->\n```"),
        ("use `<!--` and `-->`", "use `<!--` and `-->`"),
        (r"\<!-- x -->", r"\<!-- x -->"),
        ("a <!-->b", "a b"),
        ("a <!-- x", "a"),
    ],
)
def test_comments_go_and_their_lines_with_them(typed, kept):
    assert without_comments(typed) == kept
    assert without_code(typed).count("\n") == typed.count("\n")


@pytest.mark.parametrize(
    "typed",
    [
        "<div>\n`<!-- secret -->`\n</div>",
        "<p>a</p><!-- secret -->",
        "a <?php secret ?> b",
        "<div><!-- secret --></div>",
        "[a](b <!-- secret -->)",
        "![<!-- secret -->](a.jpg)",
        "x[^1]\n\n[^1]: Note <!-- secret -->",
        "| a <!-- secret --> |\n|--|\n| b |",
        "<!-- secret -- > --!>",
    ],
)
def test_no_form_of_comment_is_in_the_html(typed):
    assert "secret" not in made(typed)


def test_the_line_of_a_comment_without_an_end_is_found():
    assert open_comment("a\n\nb <!-- x") == 2
    assert open_comment("a <!-- x --> `<!--`") == -1


def test_comments_in_a_header_are_no_part_of_its_fields():
    front = parsed("<!-- notes -->\nTitle: A <!-- x --> b\n<!-- y\nz -->\nDeck: c\n\nBody")

    assert [(name, value.text, value.line) for name, value in front.fields] == [
        ("title", "A b", 2),
        ("deck", "c", 5),
    ]
    assert not front.problems


# Text that is derived from HTML

MARK = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"voted 5{MARK} to 4", "voted 5 to 4"),
        ('a note.&#160;<a class="footnote-backref" href="#fnref:1">&#8617;</a>', "a note."),
        ('the hall<sup><a href="#note-a">a</a></sup> in 2019', "the hall in 2019"),
        ('the hall<a href="#_ftn1">[1]</a>', "the hall"),
        ('the hall<a role="doc-noteref" href="notes.html#1">1</a>', "the hall"),
        ('x<a href="#n"><sup>1</sup></a>', "x"),
        ("12 m<sup>2</sup> of CO<sub>2</sub>", "12 m2 of CO2"),
        ('<a href="#votes">41</a> votes', "votes"),
        ('see <a href="#votes">the votes</a>', "see the votes"),
        ("<p>今日は\n晴れ</p>\n<p>明日</p>", "今日は晴れ 明日"),
        ("他说：\n“你好”\n她", "他说：“你好”她"),
        ("서울\n부산", "서울 부산"),
        ("日本の\nNASA", "日本の NASA"),
    ],
)
def test_the_words_of_html_are_its_words_alone(html, text):
    assert plain(html) == text


def test_lines_of_code_stay_lines():
    html = "<pre>今日は\n晴れ</pre>\n<p>今日は\n晴れ</p>"

    assert joined_lines(html) == "<pre>今日は\n晴れ</pre>\n<p>今日は晴れ</p>"


@pytest.mark.parametrize(
    "header",
    [
        "Deck: 今日は\n    晴れ。\n\n",
        "---\ndeck: 今日は\n  晴れ。\n---\n",
        "---\ndeck: >\n  今日は\n  晴れ。\n---\n",
        '---\ndeck: "今日は\n  晴れ。"\n---\n',
        "---\ndeck: |\n  今日は\n  晴れ。\n---\n",
    ],
)
def test_a_deck_of_two_lines_has_no_blank_in_japanese(header):
    ((_, deck),) = parsed(header).fields

    assert deck.text == "今日は晴れ。"


def test_a_caption_of_two_lines_in_a_photo_has_no_blank_in_japanese():
    assert clean_line("今日は\r\n晴れ。\r\nThe sun shines.", 100) == "今日は晴れ。 The sun shines."


def test_notes_are_no_summary():
    html = made("![x](a.jpg)\n\n## Head\n\n[^1]: A note.")

    assert summary("", "", html) == ""


# Wide things


def test_tables_and_films_get_boxes():
    html = boxed(
        "<table><caption>Votes</caption><tr><td><table></table></td></tr></table>"
        '<iframe width="560" height="315" src="https://e.org/f" allowfullscreen></iframe>'
        '<iframe width="560" height="315" src="https://e.org/chart"></iframe>'
    )
    page = BeautifulSoup(html, "lxml")

    (box,) = page.select(".table")
    assert box["aria-label"] == "Votes"
    assert len(box.select("table")) == 2
    assert page.select_one(".frame > svg")["viewbox"] == "0 0 560 315"
    assert len(page.select(".frame")) == 1
    assert boxed(html) == html


# Markdown that was not read


def found(markdown):
    html = made(markdown)
    return [*unread(markdown, html), *lone_notes(markdown, html)]


@pytest.mark.parametrize(
    ("markdown", "line", "message"),
    [
        ("![Alt][nope]", 0, 'no line "[nope]: file"'),
        ("a\n\n![Alt](a.jpg", 2, 'it has no ")"'),
        ("![Alt] (a.jpg)", 0, 'a blank stands between "]" and "("'),
        ("![Alt", 0, "is printed as text"),
        ("<div>\n![Alt](a.jpg)\n</div>", 1, "Within HTML, Markdown is not read"),
        ("a\nb[^9]", 1, "it has no note"),
        ("a\n\n[^1]: Note.", 2, "no mark in the text calls"),
        ("a[^1]\n\n[^1]: b\n[^1]: c", 3, "two notes"),
        ("[text][nope]", 0, 'no line "[nope]: address"'),
        ("[text](https://e.org", 0, 'it has no ")"'),
        ("[text] (https://e.org)", 0, "a blank stands between"),
        ("##Heading", 0, 'Put a blank after "##"'),
        ("a **bold** and **b", 0, "the stars"),
        ("** bold**", 0, "the stars"),
        ("~~gone~~", 0, "<del>"),
        ("> a\n\n{: .pull-quote}", 2, "right below its paragraph"),
        ("## A{#a}", 0, "after a blank"),
        ("He said\n- as always - no.", 1, "no list begins here"),
        ("a\n\n    indented", 2, "shown as code"),
        ("fell to\n>30 degrees", 1, "is a quotation"),
        ("| a | b |\n|---|\n| c |", 1, "the table is printed as text"),
        ("a\n```\nb", 1, "the code has no end"),
    ],
)
def test_markdown_that_is_printed_as_typed_is_found_with_its_line(markdown, line, message):
    ((at, text),) = found(markdown)

    assert at == line
    assert message in text


@pytest.mark.parametrize(
    "markdown",
    [
        "![A][b] and [t][b]\n\n[b]: a.jpg",
        "[![A](b.jpg)](c) and [b](c) (d)",
        "`![A][b]` <!-- [^9] -->",
        "```\n![A][b]\n```",
        r"\![A][b] \[a][b] \[^9]",
        "He [sic] (see p. 4) said.",
        "x[^1]\n\n[^1]: Note.",
        "sh** and a** and F**k",
        "**bold** and ***both***",
        "decided:\n* a\n* b",
        "- a\n  - b\n\n    more",
        "a | b\n--|--\n1 | 2",
        "#MeToo",
        "> a\n{: .pull-quote}\n\n## A {#a}\n\n*a*{.c}",
        "> 30 people",
        "- a\n\n    para\n\n```\ncode\n```",
    ],
)
def test_nothing_is_reported_where_nothing_is_wrong(markdown):
    assert not found(markdown)


# On the site

NOTED = story(
    body="The council voted 5[^1] to 4 for the hall.\n<!-- secret: from X -->\n"
    "![The hall[^1]](b.jpg)\n\n"
    "![The hall](a.jpg)\nThe hall[^1] in 2019. (Photo: X/AP)[^1]\n<!-- secret -->\n\n"
    "<table><tr><td>wide</td></tr></table>\n\n"
    '<iframe src="https://e.org/chart" title="The votes"></iframe>\n\n[^1]: A note.'
)


@pytest.fixture
def noted(build):
    files = {"a.md": NOTED, "photos/a.jpg": photo(), "photos/b.jpg": photo("navy")}
    site = build(files, SITEURL=ADDRESS)
    assert site.status == 0, site.status
    return site


def test_note_marks_are_no_words_wherever_text_is_derived(noted):
    """Neither a description nor a card, feed or picture has the number of a note."""
    page = noted("/2020/05/01/a/")
    words = "The council voted 5 to 4 for the hall."
    feeds = "".join(
        (noted.output / f"feeds/all.{kind}.xml").read_text("utf-8") for kind in ("atom", "rss")
    )
    feeds += (noted.output / "feeds/feed.json").read_text("utf-8")
    summaries = feeds.replace("<sup", "\0")

    assert page.select_one("meta[name=description]")["content"].startswith(words)
    assert page.select_one("meta[property='og:description']")["content"].startswith(words)
    assert page.select_one(".caption").get_text() == "The hall1 in 2019.1"
    assert page.select_one(".credit").get_text() == "Photo: X/AP"
    assert '"The hall in 2019."' in page.select_one("script[type='application/ld+json']").string
    assert 'type="plain">The hall in 2019.<' in feeds
    assert "hall1" not in summaries
    assert "voted 51" not in "".join(
        (noted.output / name).read_text("utf-8")
        for name in noted.files
        if name.endswith(("html", "xml"))
    )


def test_comments_never_leave_the_building(noted):
    assert not [name for name, data in noted.bytes().items() if b"secret" in data]


def test_frames_are_links_in_feeds_and_wide_tables_scroll(noted):
    rss = BeautifulSoup((noted.output / "feeds/all.rss.xml").read_text("utf-8"), "xml")
    text = BeautifulSoup(rss.find("content:encoded").string, "lxml")

    assert text.select_one("a[href='https://e.org/chart']").string == "The votes"
    assert not text.select("iframe")
    assert noted("/2020/05/01/a/").select_one(".table[role=group][aria-label=Table] > table")


@pytest.mark.parametrize(
    ("deck", "printed"),
    [
        ("The hall[^1] is open.", '"[^1]" is printed'),
        ("More [here](/about/).", '"[here](/about/)" is printed'),
        ("The *Titanic* sails.", '"*" or "_" are printed'),
        ("M*A*S*H and F**k and a_b_c [sic]", ""),
    ],
)
def test_markdown_in_a_field_is_reported(deck, printed):
    """Cards, feeds and search engines show a deck as it was typed."""
    found = list(text_faults(parsed(f"Title: A\nDeck: {deck}\n\nText"), "<p>Text</p>", "a.md"))

    assert [each.line for each in found] == [2] * bool(printed)
    assert all(printed in each.text for each in found)


def test_wide_things_fit_a_phone(build, browser):
    """A table scrolls in its box, and a film keeps its shape, on a screen of 345 pixels."""
    cells = "".join(f"<td>column {number}</td>" for number in range(14))
    frame = '<iframe width="{}" height="315" src="https://e.invalid/" title="T"{}></iframe>'
    frames = f"{frame.format(560, ' allowfullscreen')}\n\nText {frame.format(900, '')}"
    site = build({"a.md": story(body=f"<table><tr>{cells}</tr></table>\n\n{frames}")})
    with Server(site.output, AsPublished) as server, server.answering():
        page = browser.new_page(viewport={"width": 345, "height": 800})
        page.route("https://e.invalid/**", lambda route: route.abort())
        page.goto(f"{server.address}/2020/05/01/a/")  # with its style, which an earlier look lacks
        width = page.evaluate("document.documentElement.scrollWidth")
        film, other = (page.locator("iframe").nth(number).bounding_box() for number in (0, 1))
        page.close()

    assert width == 345
    assert film["width"] / film["height"] == pytest.approx(560 / 315, 0.01)
    assert film["width"] == other["width"] == 313
    assert other["height"] == 315


def test_faults_of_the_text_have_their_lines(build):
    body = "## A {#same}\n\n## B {#same}\n\n## C {#main}\n\n[^1]: Note.\n\n![A][nope]"
    site = build({"a.md": story(body=body), "b.md": story(body="Text <!-- open")})

    assert [re.sub(r"^.*stories/", "", line)[:40] for line in site.faults[:-1]] == [
        'a.md:7: warning: the id "same" stands tw',
        'a.md:9: warning: the id "main" stands on',
        "a.md:11: warning: no mark in the text ca",
        'a.md:13: warning: the image "A" is print',
        'b.md:5: the comment "<!--" has no end, s',
    ]
