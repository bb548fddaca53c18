"""Addresses in texts: found, printed where they lead, and told of where they lead nowhere."""

import json

import pytest
from lxml import etree

from plugins.feeds.media import Enclosure, foremost
from plugins.markup.autolinks import linked_names
from plugins.markup.web_addresses import Site, below_site, doubt, in_folder, is_local, site_at
from plugins.photos.finder import FileFinder
from plugins.press import release
from plugins.press.serve.resident import ResidentSite
from plugins.stories.link_lines import lines_of
from plugins.stories.links import linked_text, with_headline, without_link

from .conftest import photo, story, write
from .dead_links import dead_links

FOLDER = "https://news.example.org/daily"
SITE = site_at(FOLDER, ("/theme/", "/photos/sized/"))

# What an address leads to -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("", "a link has no address. Write one"),
        ("www.example.org", 'Write "https://www.example.org"'),
        ("WWW.Example.ORG/a?b", 'Write "https://WWW.Example.ORG/a?b"'),
        ("example.org", 'Write "https://example.org"'),
        ("example.co.uk/news", 'Write "https://example.co.uk/news"'),
        ("a@example.org", 'Write "mailto:a@example.org"'),
        ("mailto:ana", "is no e-mail address"),
        ("http://localhost:8000/2026/x/", 'Write the address from the first slash: "/2026/x/"'),
        ("https://127.0.0.1/", "a server that readers cannot reach"),
        ("http://192.168.0.7/wiki", "a server that readers cannot reach"),
        ("http://[::1]:8000/x", "a server that readers cannot reach"),
        ("http://desk.local/", "a server that readers cannot reach"),
        ("http://intranet/wiki", '"intranet" is no full name'),
        ("file:///home/ana/report.pdf", "a file on your own computer. Put the file into content/files"),
        ("C:\\Users\\ana\\report.pdf", "a file on your own computer"),
        ("\\\\server\\share\\report.pdf", "a file on your own computer"),
        ("http:/example.org", 'Write "https://example.org"'),
        ("https:example.org/a", 'Write "https://example.org/a"'),
        ("https//example.org", 'Write "https://example.org"'),
        ("htps://example.org", 'Write "https://example.org"'),
        ("https://", "names no site"),
        ("https://exam ple.org/", "is not a web address"),
        ("https://[x", "is not a web address"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_told_with_its_remedy(address, part):
    assert part in doubt(address)


@pytest.mark.parametrize(
    "address",
    """https://example.org //example.org/a https://example.org:8443/ https://xn--bcher-kva.example/
    https://bücher.example/a https://8.8.8.8/ mailto:a@example.org mailto:?subject=x tel:+4912345
    sms:+1 tg://resolve?domain=x skype:ana geo:1,2 magnet:?xt=x report.pdf talk.mp3 ../b/ b/ /a/ #a
    ?page=2 a.md night-bus.html {static}/files/a.pdf""".split(),
)
def test_other_addresses_are_not_in_doubt(address):
    assert not doubt(address)


@pytest.mark.parametrize(
    ("address", "below"),
    [
        (f"{FOLDER}/about/?a#b", "/about/?a#b"),
        (FOLDER, "/"),
        ("http://www.news.example.org/daily/a/", "/a/"),
        ("//NEWS.example.org:443/daily/a/", "/a/"),
        ("https://news.example.org/dailynews/", None),
        ("https://news.example.org/other/", None),
        ("https://example.org/daily/a/", None),
        ("/daily/a/", None),
    ],
)
def test_a_full_address_of_this_site_is_known(address, below):
    assert below_site(address, SITE) == below


def test_a_site_on_this_computer_knows_its_own_addresses():
    site = site_at("http://localhost:8000")

    assert below_site("http://localhost:8000/a/", site) == "/a/"
    assert is_local("http://localhost:8000/a/")
    assert site_at("https://[x") == Site()


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("/about/", "/daily/about/"),
        ("/", "/daily/"),
        ("/daily/about/", "/daily/about/"),
        ("/daily", "/daily"),
        ("/dailynews/", "/daily/dailynews/"),
        ("//x.org/a", "//x.org/a"),
        ("about/", "about/"),
        ("#a", "#a"),
    ],
)
def test_an_address_from_the_first_slash_gets_the_folder_once(address, printed):
    assert in_folder(address, "/daily") == printed
    assert in_folder(address, "") == address


# How a text is read -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """A content folder with files of each sort."""
    folder = tmp_path_factory.mktemp("content")
    names = """stories/report.pdf stories/talk.mp3 files/talk.mp3 files/film.mp4 files/sub/x&y z.pdf
    photos/p1.jpg photos/p2.jpg photos/both.jpg files/both.jpg files/both.pdf photos/both.pdf
    photos/old.pdf files/.hidden stories/a.md files/example.com files/subs.vtt"""
    for name in names.replace("x&y z", "x&y_z").split():
        path = folder / name.replace("_", " ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"bytes")
    return folder


@pytest.fixture
def linked(content):
    """Return HTML of a story with its links, in the site at FOLDER."""
    finder = FileFinder(str(content / "stories"), str(content))
    return lambda html: linked_text(html, "stories", finder, SITE)


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ('<a href="/about/">', '<a href="/daily/about/">'),
        ("<A HREF=/about/?a#b>", '<a href="/daily/about/?a#b">'),
        ('<blockquote cite="/about/">', '<blockquote cite="/daily/about/">'),
        ('<q cite="Ana Ruiz">', '<q cite="Ana Ruiz">'),
        ('<button formaction="/search/">', '<button formaction="/daily/search/">'),
        ('<img longdesc="/about/">', '<img longdesc="/daily/about/">'),
        ('<iframe src="/about/">', '<iframe src="/daily/about/">'),
        ('<svg><a xlink:href="/about/"/>', '<svg><a xlink:href="/daily/about/"/>'),
        ('<source srcset="p1.jpg 1x,{static}/photos/p2.jpg 2x">',
         '<source srcset="/daily/photos/p1.jpg 1x, /daily/photos/p2.jpg 2x">'),
        ('<img srcset="https://x.org/a,b.jpg 1x, /photos/p1.jpg 2x">',
         '<img srcset="https://x.org/a,b.jpg 1x, /daily/photos/p1.jpg 2x">'),
        ('<video poster="p1.jpg" src="film.mp4">',
         '<video poster="{static}/photos/p1.jpg" src="/daily/files/film.mp4">'),
        ('<track src="{attach}subs.vtt">', '<track src="/daily/files/subs.vtt">'),
        ('<audio src="talk.mp3">', '<audio src="/daily/stories/talk.mp3">'),
        ('<audio src="/files/talk.mp3#t=9">', '<audio src="/daily/files/talk.mp3#t=9">'),
        ('<a href="report.pdf#page=2">', '<a href="/daily/stories/report.pdf#page=2">'),
        ('<a href="{filename}/files/film.mp4">', '<a href="/daily/files/film.mp4">'),
        ('<a href="|static|film.mp4">', '<a href="/daily/files/film.mp4">'),
        ('<a href="{STATIC}film.mp4">', '<a href="/daily/files/film.mp4">'),
        ('<a href="sub/x&amp;y%20z.pdf">', '<a href="/daily/files/sub/x%26y%20z.pdf">'),
        ('<a href="both.pdf">', '<a href="/daily/files/both.pdf">'),
        ('<a href="both.jpg">', '<a href="/daily/photos/both.jpg">'),
        ('<a href="old.pdf">', '<a href="/daily/photos/old.pdf">'),
        ('<a href="example.com">', '<a href="/daily/files/example.com">'),
        ('<p data-src="{static}/photos/p1.jpg">', '<p data-src="/daily/photos/p1.jpg">'),
        ('<p title="{static} is a word">', '<p title="{static} is a word">'),
        ('<svg><image href="p1.jpg"/></svg>', '<svg><image href="/daily/photos/p1.jpg"/></svg>'),
        ('<svg><use href="#x"/><g id="x"/></svg>', '<svg><use href="#x"/><g id="x"/></svg>'),
        ('<a href="?page=2">', '<a href="?page=2">'),
        ('<a href="https://x.org/report.pdf">', '<a href="https://x.org/report.pdf">'),
        ('<a href="/theme/icon.svg">', '<a href="/daily/theme/icon.svg">'),
        ('<a href="a.md"></a>', '<a href="{filename}/stories/a.md" data-headline=""></a>'),
        ('<q cite="a.md#x">', '<q cite="{filename}/stories/a.md#x">'),
    ],
)  # fmt: skip
def test_every_address_is_printed_where_it_leads(linked, html, printed):
    found = linked(html)

    assert found.html == printed
    assert not found.problems


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ('<a href="reprot.pdf">', 'file "reprot.pdf" is not in content0/files/. Did you mean "report.pdf"?'),
        ('<a href="/files/none.pdf">', 'file "/files/none.pdf" is not in'),
        ('<audio src="gone.mp3">', "Put it there, or correct the link"),
        ('<audio src="/gone.mp3">', "is not in content0/files/"),
        ('<source src="gone.webm">', "is not in content0/files/"),
        ('<source srcset="p1.jpg, gone.jpg 2x">', '"gone.jpg" is not in content0/photos/'),
        ('<video poster="gone.png">', '"gone.png" is not in content0/photos/'),
        ('<iframe src="gone.html">', "is not in content0/files/"),
        ('<track src="gone.vtt">', "is not in content0/files/"),
        ('<a href="{attach}gone.pdf">', '"gone.pdf" is not in'),
        ('<a href="{static}">', "names no file"),
        ('<a href="{static}a.md">', "is a story's text"),
        ('<a href="{static}/files/.hidden">', "is not in"),
        ('<a href="../../etc/passwd.txt">', "is not in"),
        ('<a href="{tag}moon">', "are not supported"),
        ('<a href="{nothing}moon">', "has no meaning in a link"),
    ],
)  # fmt: skip
def test_a_file_that_is_missing_is_a_fault(linked, html, part):
    (problem,) = linked(html).problems

    assert part in problem.text.replace("content1/", "content0/")
    assert problem.rule.severity == "fault"
    assert not linked(html).html.startswith(('<a href="{', '<track src="{'))


def test_what_a_text_was_read_by_is_known(linked):
    found = linked(
        '<a href="report.pdf">x</a> <a href="https://X.org/">y</a> <a href="a.md#b">z</a>'
    )

    assert found.links.published == ("stories/report.pdf",)
    assert found.links.files == (("stories/a.md", "a.md#b"),)
    assert (found.names, found.hosts) == (("report.pdf",), ("x.org",))


@pytest.mark.parametrize(
    ("html", "target", "expected"),
    [
        ('<a href="/b/">/b/</a> c', "/b/", "<a></a> c"),
        ('<a href="/b/">The b</a> c', "/b/", "<a>The b</a> c"),
        ('<a href="x.md" title="t"><b>bus.md</b></a>', "x.md", "<a><b>bus.md</b></a>"),
        ('<q cite="/b/" lang="es">x</q>', "/b/", '<q lang="es">x</q>'),
        ('<img alt="" srcset="/a/ 1x, /b/ 2x">', "/b/", '<img alt="">'),
        ('<a href="/b/c/">x</a>', "/b/", '<a href="/b/c/">x</a>'),
    ],
)
def test_what_is_not_out_yet_is_not_named(html, target, expected):
    assert without_link(html, target) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("See {filename}b.md.", 'See <a href="{filename}b.md" data-headline=""></a>.'),
        ("&lt;|static|a/b.pdf&gt;", '<a href="|static|a/b.pdf">b.pdf</a>'),
        ("<code>{filename}b.md</code>", "<code>{filename}b.md</code>"),
        ('<a href="{filename}b.md">b</a>', '<a href="{filename}b.md">b</a>'),
        ("<a href='b/'>{static}b.pdf</a> c", "<a href='b/'>{static}b.pdf</a> c"),
        ("<b>x</b> {name}", "<b>x</b> {name}"),
    ],
)
def test_names_of_files_among_the_words_of_html_are_links(html, expected):
    assert linked_names(html) == expected


def test_a_link_without_words_shows_a_headline():
    html = '<a href="{filename}/b.md#x" data-headline=""></a> <a href="{filename}/c.md">c</a>'

    made = with_headline(html, "{filename}/b.md", "B &amp; C")
    assert made == '<a href="{filename}/b.md#x">B &amp; C</a> <a href="{filename}/c.md">c</a>'


@pytest.mark.parametrize(
    ("body", "typed", "lines"),
    [
        ("b.pdf\n[x](b.pdf)\n\n[y](b.pdf 't')", "b.pdf", [1, 3]),
        ("[x][r]\n\n[r]: /b/", "/b/", [2]),
        ("```\n[x](/b/)\n```\n<a href='/b/'>x</a>", "/b/", [3]),
        ("[x](/b/c/)\n[x](/b/)", "/b/", [1]),
        ("x\n[y]()\n<a href=''>z</a>", "", [1, 2]),
        ("x\n<source srcset='a.jpg 1x, b.jpg 2x'>", "b.jpg", [1]),
        ("x\n<{static}a b.pdf>", "a b.pdf", [1]),
        ("x\n[x](<a b.pdf>)", "a b.pdf", [1]),
        ("x\nnothing", "gone", [0]),
        ("x\n<a href='?a=1&amp;b'>", "?a=1&b", [1]),
    ],
)
def test_an_address_is_found_on_each_of_its_lines(body, typed, lines):
    assert lines_of(body, typed) == lines


# Whole sites ------------------------------------------------------------------------------------

GOOD = """\
[about](/about/) [ref][r] [file](report.pdf) [there](bus.md#there) [up](../bus/) [here](#here)

<picture><source srcset="p2.jpg 1x, {static}/photos/p1.jpg 2x"><img src="p1.jpg" alt="A"></picture>

<video src="{attach}film.mp4" poster="p1.jpg"><track src="subs.vtt" kind="captions"></video>

<audio controls><source src="talk.mp3"></audio>

[![A bus.](p2.jpg)](/about/)
The bus. (Photo: X/AP)

<blockquote cite="/about/">A</blockquote>

## Here {#here}

See <{filename}bus.md>, <{static}report.pdf>, {filename}bus.md, <bus.md> and []({filename}sol.md#there).

`<{filename}bus.md>` is code.

[r]: /about/ "Title"
"""
FILES = {
    "a.md": story(body=GOOD, authors="Ana Ruiz"),
    "bus.md": story("The 'bus' & tram", "2020-05-01 11:00", body="## H {#there}\n\nText."),
    "sol.md": story("El sol", "2020-05-01 10:00", lang="es", body="## H {#there}\n\nText."),
    "authors/ana-ruiz.md": "Title: Ana Ruiz\nLinks: Desk: /about/\n\nMore [about](/about/) her.",
    "pages/about.md": "Title: About\n\nText.",
    "photos/p1.jpg": photo(exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"),
    "photos/p2.jpg": photo("red"),
    "stories/report.pdf": b"%PDF-1.4",
    "files/film.mp4": b"film",
    "files/subs.vtt": b"WEBVTT\n",
    "files/talk.mp3": b"sound",
}


@pytest.fixture(scope="module")
def daily(build_once):
    """A site in a folder of its host, with links of every form."""
    return build_once("daily", FILES, SITEURL=FOLDER, POLICIES={})


def test_no_address_leads_out_of_a_site_in_a_folder(daily):
    """On pages, in feeds, in search engines' data: none leads out of it, and all lead somewhere."""
    assert dead_links(daily.output, FOLDER) == []


def test_files_that_a_text_names_are_found_and_published(daily):
    named = {"stories/report.pdf", "files/film.mp4", "files/subs.vtt", "files/talk.mp3"}
    assert named | {"photos/p1.jpg", "photos/p2.jpg"} <= daily.files
    page = daily("/2020/05/01/a/").select_one(".story-body")

    assert page.source["srcset"] == "/daily/photos/p2.jpg 1x, /daily/photos/p1.jpg 2x"
    assert page.picture.img["src"] == f"{FOLDER}/photos/p1.jpg"
    assert page.video["poster"] == f"{FOLDER}/photos/p1.jpg"
    text = page.get_text()
    assert "{static}" not in text
    assert "{attach}" not in text
    assert b"II*" not in (daily.output / "photos/p1.jpg").read_bytes()


def test_a_link_without_words_of_its_own_shows_the_headline(daily):
    page = daily("/2020/05/01/a/").select_one(".story-body")
    links = page.find_all("p")[-2].find_all("a")

    assert [link.get_text() for link in links] == [
        "The ‘bus’ & tram", "report.pdf", "The ‘bus’ & tram", "The ‘bus’ & tram", "El sol",
    ]  # fmt: skip
    assert links[-1].span["lang"] == "es"
    assert page.find_all("code")[-1].string == "<{filename}bus.md>"


def test_an_authors_addresses_get_the_folder(daily):
    links = daily("/author/ana-ruiz/").select(".about-author a, .author-links a")

    assert [each["href"] for each in links if "bout" in each["href"]] == ["/daily/about/"] * 2


def test_feeds_name_files_with_their_types_and_sizes(daily):
    rss = etree.fromstring((daily.output / "feeds/all.rss.xml").read_bytes())
    atom = etree.fromstring((daily.output / "feeds/all.atom.xml").read_bytes())
    items = json.loads((daily.output / "feeds/feed.json").read_bytes())["items"]

    item = next(each for each in items if each["title"] == "The river rises")
    files = [each for each in item["attachments"] if "size_in_bytes" in each]
    pdf, film, sound = (
        f"{FOLDER}/{name}" for name in ("stories/report.pdf", "files/film.mp4", "files/talk.mp3")
    )
    assert files == [
        {"url": pdf, "mime_type": "application/pdf", "size_in_bytes": 8},
        {"url": film, "mime_type": "video/mp4", "size_in_bytes": 4},
        {"url": sound, "mime_type": "audio/mpeg", "size_in_bytes": 5},
    ]
    (enclosure,) = rss.iter("enclosure")
    assert dict(enclosure.attrib) == {"url": film, "length": "4", "type": "video/mp4"}
    links = [each for each in atom.iter("{*}link") if each.get("rel") == "enclosure"]
    assert [(each.get("href"), each.get("length")) for each in links] == [
        (pdf, "8"), (film, "4"), (sound, "5"),
    ]  # fmt: skip
    media = {
        each.get("url"): each.get("medium")
        for each in rss.iter("{*}content")
        if each.get("fileSize")
    }
    assert media == {pdf: "document", film: "video", sound: "audio"}


def test_sound_and_film_come_before_documents():
    pdf, mp3 = Enclosure("a", "application/pdf", 1), Enclosure("b", "audio/mpeg", 1)

    assert foremost((pdf, mp3)) == mp3
    assert foremost((pdf,)) == pdf
    assert foremost(()) is None


NOWHERE = """\
[a](www.example.org)
[b](a@example.org)
[c](../nothing/)
[d]()
[e](#nowhere)
[f](bus.md#nowhere)
[g](http://localhost:8000/2020/)
[h](file:///home/ana/x.pdf)
[i](https://news.example.org/daily/missing/)
[j](/missing/)
[k](/2020/05/01/buss/)
[l](/2020/05/01/bus/#nowhere)
[m](about.thing/)
<https://news.example.org/daily/gone/>
"""


def test_links_that_lead_nowhere_are_told_with_their_lines(build):
    site = build(
        {"a.md": story(body=NOWHERE), "bus.md": story("The bus", body="Text.")}, SITEURL=FOLDER
    )

    assert site.status == 0
    found = [
        line.partition("a.md:")[2] for line in site.messages.splitlines() if "warning:" in line
    ]
    parts = [
        '5: warning: the link to "www.example.org" has no "https://". Write "https://www.example.org"',
        '6: warning: the link to "a@example.org" is an e-mail address. Write "mailto:a@example.org"',
        '7: warning: the link to "../nothing/" is dead: the site has nothing at /2020/05/01/nothing/.',
        "8: warning: a link has no address. Write one between the parentheses",
        '9: warning: the link to "#nowhere" is dead: the text has no place of this name.',
        '10: warning: the link to "bus.md#nowhere" is dead: ',
        '11: warning: the link to "http://localhost:8000/2020/" leads to a server',
        '12: warning: the link to "file:///home/ana/x.pdf" leads to a file on your own computer.',
        '13: warning: the link to "https://news.example.org/daily/missing/" is dead: the site has nothing',
        '14: warning: the link to "/missing/" is dead: the site has nothing there.',
        '15: warning: the link to "/2020/05/01/buss/" is dead: the site has nothing there. '
        'Did you mean "/2020/05/01/bus/"?',
        '16: warning: the link to "/2020/05/01/bus/#nowhere" is dead: ',
        '17: warning: the link to "about.thing/" is dead: ',
        '18: warning: the link to "https://news.example.org/daily/gone/" is dead: ',
    ]  # fmt: skip
    assert len(found) == len(parts)
    assert [line[: len(part)] for line, part in zip(found, parts, strict=True)] == parts


def test_each_missing_file_is_a_fault_with_its_line_and_folder(build):
    body = '[x](gone.pdf)\n\n<audio src="gone.mp3"></audio>\n\n<img alt="" srcset="missing.jpg 2x" src="p.jpg">'
    site = build({"a.md": story(body=body), "photos/p.jpg": photo()})

    assert [fault.partition("a.md:")[2] for fault in site.faults[:-1] if "warn" not in fault] == [
        '5: file "gone.pdf" is not in content/files/. Put it there, or correct the link',
        '7: file "gone.mp3" is not in content/files/. Put it there, or correct the link',
        '9: file "missing.jpg" is not in content/photos/. Put it there, or correct the link',
    ]


def test_what_browsers_would_not_show_has_the_right_remedy(build):
    body = (
        '<audio src="https://x.example/a.mp3"></audio>\n\n<iframe src="https://y.example/" title="x">'
        '</iframe>\n\n<iframe src="/2020/05/01/a/" title="y"></iframe>'
    )
    site = build({"a.md": story(body=body)})

    assert 'from "x.example". Put the file into content/files/, or add' in site.messages
    assert 'from "y.example". Put its address on a line of its own, or add' in site.messages
    assert "a.md:9: warning: readers do not see what <iframe> shows of this site" in site.messages


SECRET = "/2099/01/01/secretslug/"
HELD = {
    "file": "[x]({filename}secretslug.md)",
    "pipe": "[x](|filename|secretslug.md)",
    "bare name": "[x](secretslug.md#part)",
    "rooted": f"[x]({SECRET})",
    "without its slash": f"[x]({SECRET[:-1]})",
    "its file": f"[x]({SECRET}index.html?a=1)",
    "other case": "[x](/2099/01/01/SecretSlug/)",
    "percent": "[x](/2099/01/01/secret%73lug/)",
    "with the folder": f"[x](/daily{SECRET})",
    "full": f"[x]({FOLDER}{SECRET})",
    "full, www": f"[x](HTTP://www.news.example.org/daily{SECRET})",
    "two slashes": f"[x](//news.example.org/daily{SECRET})",
    "relative": f"[x](../../../..{SECRET})",
    "local": f"[x](http://localhost:8000{SECRET})",
    "autolink": f"See <{FOLDER}{SECRET}> now",
    "autolink of a file": "See <{filename}secretslug.md> now",
    "a name that looks like a tag": "See <secretslug.md> now",
    "such a name in HTML": "<div>\nSee <secretslug.md> now\n</div>",
    "a name as words": "It is in secretslug.md, or `stories/secretslug.md`.",
    "a name in an attribute": "[x](/ 'secretslug.md')",
    "no words": "[](secretslug.md)",
    "no link": "See {filename}secretslug.md now",
    "no link, in HTML": "<div>\nSee {filename}secretslug.md now\n</div>",
    "the mark as words": "[{filename}secretslug.md](secretslug.md)",
    "the name as words": "[secretslug.md](secretslug.md)",
    "words": f"It is at {FOLDER}{SECRET}.",
    "rooted words": f"It is at {SECRET} now",
    "words without https": f"It is at {FOLDER[8:]}{SECRET}, we hear",
    "code": f"`{FOLDER}{SECRET}`",
    "reference": f"[x][r]\n\n[r]: {SECRET} 'Secretslug'",
    "reference to a file": "[x][r]\n\n[r]: <{filename}/stories/secretslug.md>",
    "note": "A[^1]\n\n[^1]: See [x](secretslug.md).",
    "abbreviation": f"*[SEC]: {SECRET}\n\nSEC",
    "picture": "[![A](p.jpg)](secretslug.md)\nA bus. (Photo: X/AP)",
    "cite": "<blockquote cite='{filename}secretslug.md'>A</blockquote>",
    "cite, rooted": f"<q cite={SECRET}>A</q>",
    "title": f'<span title="at {FOLDER}{SECRET}">x</span>',
    "frame": f"<iframe src='{SECRET}' title='x'></iframe>",
    "map": f"<map name='m'><area href='{SECRET}' alt='x'></map>",
    "svg": f"<svg><a xlink:href='{SECRET}'><text>x</text></a></svg>",
    "srcset": f"<img alt='x' src='p.jpg' srcset='{SECRET} 2x'>",
    "longdesc": f"<img alt='x' src='p.jpg' longdesc='{SECRET}'>",
    "data": f"<p data-x='{SECRET}'>a</p>",
    "below it": f"[x]({SECRET}history/)",
    "old address": "[x](/old-secretslug/)",
    "topic": "[x](/topic/secretslugtopic/)",
    "deck": "",
}


def test_no_form_of_link_names_a_story_that_is_not_out(build):
    files = {
        f"{number}.md": story(name, slug=f"s{number}", body=body)
        for number, (name, body) in enumerate(HELD.items())
    }
    last = len(HELD) - 1
    files[f"{last}.md"] = story("deck", slug=f"s{last}", deck=f"See {FOLDER}{SECRET}")
    secret = story("S", "2099-01-01", aliases="/old-secretslug/", tags="Secretslugtopic")
    site = build({**files, "secretslug.md": secret, "photos/p.jpg": photo()}, SITEURL=FOLDER)

    assert site.status == 0
    for name, data in site.bytes().items():
        assert b"secretslug" not in data.lower(), name
        assert b"secret%73lug" not in data.lower(), name
    for number, name in enumerate(HELD):
        assert f"/{number}.md:" in site.messages, name
    assert "until that story is published" in site.messages


@pytest.mark.parametrize(
    ("named", "what"),
    [(f"{FOLDER}{SECRET}", "address"), ("[this](secretslug.md)", "file")],
)
def test_a_correction_that_names_a_story_too_early_is_a_fault(build, named, what):
    corrections = f"2020-05-02: See {named}."
    site = build(
        {"a.md": story(corrections=corrections), "secretslug.md": story("S", "2099-01-01")},
        SITEURL=FOLDER,
    )

    assert f"a.md:1: a correction names the {what}" in str(site.status)


def test_a_preview_tells_of_dead_links_in_drafts(build):
    site = build(
        {"a.md": story(status="draft", body="[x](gone.md) <{filename}gone.md>")}, DRAFTS=True
    )

    assert site.status == 0
    assert 'a.md:6: warning: the link to "gone.md"' in site.messages
    assert "WARNING" not in site.messages


EDITS = [
    ("a file comes", {"files/late.pdf": b"12345"}, "files/late.pdf"),
    ("it grows", {"files/late.pdf": b"1234567"}, "feeds/feed.json"),
    ("one lies nearer", {"stories/late.pdf": b"1"}, "stories/late.pdf"),
    ("the headline", {"bus.md": story("The tram")}, "2020/05/01/a/index.html"),
    ("it is held", {"bus.md": story("The tram", "2099-01-01")}, "2020/05/01/a/index.html"),
    ("and is out again", {"bus.md": story("The tram")}, "2020/05/01/bus/index.html"),
]


def test_what_links_show_is_as_in_a_clean_build(build, tmp_path):
    files = {
        "a.md": story(
            body="[x](late.pdf) <{filename}bus.md> [y](https://news.example.org/missing/)"
        ),
        "bus.md": story("The bus"),
    }
    assert build(files).faults
    for step, changed, name in EDITS:
        files |= changed
        site = build(changed, fresh=False)
        assert site.status == 0, site.messages
        before = site.bytes()
        (tmp_path / "cache").rename(tmp_path / f"old {step}")
        (tmp_path / "output").rename(tmp_path / f"before {step}")
        assert build(files).bytes() == before, step
        assert name in before, step
    assert "missing" not in site.messages
    site = build({}, fresh=False, SITEURL="https://news.example.org")
    assert 'the link to "https://news.example.org/missing/" is dead' in site.messages
    assert "missing" not in build({}, fresh=False).messages


def test_an_author_names_no_story_too_early_and_no_dead_address(build):
    ana = f"Title: Ana Ruiz\nLinks: Next: {SECRET}, Gone: /gone/, Desk: /section/world/\n\nText."
    site = build(
        {
            "a.md": story(authors="Ana Ruiz"),
            "authors/ana-ruiz.md": ana,
            "secretslug.md": story("S", "2099-01-01"),
        },
        SITEURL=FOLDER,
    )

    assert site.status == 0
    assert 'ana-ruiz.md:2: warning: the link to "/gone/" is dead' in site.messages
    assert not [name for name, data in site.bytes().items() if b"secretslug" in data]
    page = site("/author/ana-ruiz/")
    assert page.find("a", string="Desk")["href"] == "/daily/section/world/"


def test_a_place_of_a_brand_gets_the_folder(build, tmp_path):
    """Addresses in the newsroom's own styles lead into the site's folder too."""
    (tmp_path / "house").mkdir()
    style = "body { background: url(/files/paper.png) } q { background: url('//x.org/a.png') }"
    (tmp_path / "house/brand.css").write_text(style)
    site = build({"a.md": story()}, SITEURL=FOLDER, HOUSE=str(tmp_path / "house"))

    (name,) = (name for name in site.files if "css/site." in name)
    text = (site.output / name).read_text()
    assert "url(/daily/files/paper.png)" in text
    assert "url('//x.org/a.png')" in text


def test_a_resident_site_shows_a_headline_that_was_changed(tmp_path):
    content, paths = tmp_path / "content", {"OUTPUT_PATH": str(tmp_path / "output")}
    write(content, {"a.md": story(body="<{filename}bus.md>"), "bus.md": story("The bus")})
    settings = {"PATH": str(content), "PRESS_CACHE": str(tmp_path / "cache"), **paths}
    site = ResidentSite({**settings, "SITEURL": "", "PRESS_RESIDENT": True, "POLICIES": {}})
    page = tmp_path / "output/2020/05/01/a/index.html"
    assert site.build() is None

    write(content, {"bus.md": story("The tram")})
    assert site.update([str(content / "stories/bus.md")]) is None
    assert ">The tram</a>" in page.read_text("utf-8")
    write(content, {"a.md": story(body="More: <{filename}bus.md>")})
    assert site.update([str(content / "stories/a.md")]) is None
    assert 'More: <a href="/2020/05/01/bus/">The tram</a>' in page.read_text("utf-8")
    release(site.site)
