"""Images become figures with a caption and a credit."""

import re
from collections import Counter
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.image_captions.credits import reads_as_credit, split
from plugins.image_captions.figures import captioned, figure
from plugins.image_captions.lines import lines_of
from plugins.markup.converter import converter
from plugins.markup.tags import tags
from plugins.markup.text import plain
from plugins.photos.errors import MissingPhotoError
from plugins.photos.photo import Photo

from .conftest import photo as jpeg
from .conftest import story

PHOTOS = {
    "a.jpg": Photo("photos/a.jpg", 600, 400),
    "b.jpg": Photo("photos/b.jpg", 60, 40),
    "told.jpg": Photo("photos/told.jpg", 60, 40, "A <bus> waits.", "Lena Vogt/City Desk", "A bus"),
    "navy.jpg": Photo("photos/navy.jpg", 60, 40, "A ship. (U.S. Navy photo by Tom Okafor)", "USN"),
    "wire.jpg": Photo("photos/wire.jpg", 60, 40, "A bus. REUTERS/Lena Vogt", "Lena Vogt/Reuters"),
    "it's a bus.jpg": Photo("photos/it's a bus.jpg", 60, 40),
}


def photo_of(src):
    """Find a photo among those of the tests, or say that it is missing."""
    name = src.removeprefix("{static}/photos/").replace("%20", " ")
    if name not in PHOTOS:
        raise MissingPhotoError(f'photo "{src}" is missing')
    return PHOTOS[name]


def made(markdown, **options):
    """Return the HTML of *markdown* with its figures."""
    return captioned(converter().convert(markdown), photo_of, **options)


def A(**more):  # noqa: N802 - short, for the tables
    attributes = {
        "alt": "x",
        "height": "400",
        "src": "{static}/photos/a.jpg",
        "width": "600",
    } | more
    return "<img " + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + ">"


B = (
    '<img alt="y" height="40" src="{static}/photos/b.jpg" width="60" '
    'loading="lazy" decoding="async">'
)


def fig(image, caption="", credit="", attrs='class="figure"'):
    """Return the figure of an *image*; the first of a text, which does not wait, comes first."""
    if "loading=" not in image:
        image = re.sub(r"(<img [^>]*)>", r'\1 fetchpriority="high">', image)
    spans = [
        f'<span class="{n}">{t}</span>' for n, t in (("caption", caption), ("credit", credit)) if t
    ]
    caption = f"<figcaption>{' '.join(spans)}</figcaption>" if spans else ""
    return f"<figure {attrs}>{image}{caption}</figure>"


TABLE = """\
<div aria-label="a, b" class="table" role="group" tabindex="0"><table>
<thead>
<tr>
<th>a</th>
<th>b</th>
</tr>
</thead>
<tbody>
<tr>
<td>{}</td>
<td>Text</td>
</tr>
</tbody>
</table></div>"""

# Figures


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        pytest.param("![x](a.jpg)", fig(A()), id="alone in its paragraph"),
        pytest.param(
            "![x](a.jpg)\nA bus. (Photo: Lena Vogt/AP)",
            fig(A(), "A bus.", "Photo: Lena Vogt/AP"),
            id="alone on the first line",
        ),
        pytest.param(
            "![x](a.jpg)  \nA bus  \nat night. (AP)",
            fig(A(), "A bus<br>\nat night.", "AP"),
            id="lines that end in a break",
        ),
        pytest.param(
            "![x](a.jpg)\n*A bus* at [night](n.html), `41`. (Courtesy of [X](http://x.org))",
            fig(
                A(),
                '<em>A bus</em> at <a href="n.html">night</a>, <code>41</code>.',
                'Courtesy of <a href="http://x.org">X</a>',
            ),
            id="emphasis, links and code in a caption",
        ),
        pytest.param('![x](a.jpg "A bus. (AP)")', fig(A(), "A bus.", "AP"), id="title"),
        pytest.param(
            '![x](a.jpg "A & B <c>")', fig(A(), "A &amp; B &lt;c&gt;"), id="title with markup signs"
        ),
        pytest.param(
            '![x](a.jpg "The title")\nThe lines. (AP)',
            fig(A(title="The title"), "The lines.", "AP"),
            id="lines before title, which stays",
        ),
        pytest.param(
            '![x](a.jpg "The title")\n(AP)', fig(A(), "The title", "AP"), id="a line of credit only"
        ),
        pytest.param(
            "[![x](a.jpg)](http://x.org)\nA bus. (AP)",
            fig(f'<a href="http://x.org">{A()}</a>', "A bus.", "AP"),
            id="linked",
        ),
        pytest.param(
            "[![x](a.jpg)](a.jpg)",
            fig(f'<a href="{{static}}/photos/a.jpg">{A()}</a>'),
            id="linked to itself",
        ),
        pytest.param(
            "![x](a.jpg){.wide #bus}",
            fig(A(), attrs='class="figure wide" id="bus"'),
            id="class and id",
        ),
        pytest.param(
            "![x](a.jpg){width=300}",
            fig(A(height="200", width="300")),
            id="a width of the editor's",
        ),
        pytest.param(
            "![x](a.jpg)\n{: .wide }",
            fig(A(), attrs='class="figure wide"'),
            id="class on the paragraph",
        ),
        pytest.param(
            "![x](a.jpg)\nOne. (AP)\n![y](b.jpg)\nTwo. (AFP)",
            f'<figure class="figure-group">\n{fig(A(), "One.", "AP")}\n'
            f"{fig(B, 'Two.', 'AFP')}\n</figure>",
            id="two with a caption each",
        ),
        pytest.param(
            "![x](a.jpg) ![y](b.jpg)",
            f'<figure class="figure-group">\n{fig(A())}\n{fig(B)}\n</figure>',
            id="two on one line",
        ),
        pytest.param(
            "![x](a.jpg) ![y](b.jpg)\nBoth. (AP)",
            f'<figure class="figure-group">\n{fig(A())}\n{fig(B)}\n<figcaption>'
            '<span class="caption">Both.</span> <span class="credit">AP</span></figcaption>\n'
            "</figure>",
            id="two on one line over one caption",
        ),
        pytest.param(
            "> ![x](a.jpg)\n> A bus. (AP)",
            f"<blockquote>\n{fig(A(), 'A bus.', 'AP')}\n</blockquote>",
            id="in a quotation",
        ),
        pytest.param(
            "- ![x](a.jpg)\n\n- Text",
            f"<ul>\n<li>\n{fig(A())}\n</li>\n<li>\n<p>Text</p>\n</li>\n</ul>",
            id="in a loose list",
        ),
        pytest.param(
            "- ![x](a.jpg)\n  A bus. (AP)\n- b",
            f"<ul>\n<li>{fig(A(), 'A bus.', 'AP')}</li>\n<li>b</li>\n</ul>",
            id="in a tight list",
        ),
        pytest.param(
            "- ![x](a.jpg)\n  A bus. (AP)\n  - b",
            f"<ul>\n<li>{fig(A(), 'A bus.', 'AP')}<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
            id="above a nested list",
        ),
        pytest.param(
            'a | b\n--|--\n![x](a.jpg "A bus. (AP)") | Text',
            TABLE.format(fig(A(), "A bus.", "AP")),
            id="in a cell of a table",
        ),
        pytest.param(
            "Bus\n: ![x](a.jpg)\n  A bus. (AP)",
            f"<dl>\n<dt>Bus</dt>\n<dd>{fig(A(), 'A bus.', 'AP')}</dd>\n</dl>",
            id="in a definition",
        ),
        pytest.param(
            "![x](a.jpg)\\\nA bus. (AP)",
            fig(A(), "A bus.", "AP"),
            id="with a backslash at the end of its line",
        ),
        pytest.param(
            "![x](a.jpg)\n<!-- source: Y -->\nA bus. (AP)",
            fig(A(), "A bus.", "AP"),
            id="with a comment above the caption",
        ),
        pytest.param(
            "![x](a.jpg)\n#MeToo on a bus. (AP)",
            fig(A(), "#MeToo on a bus.", "AP"),
            id="with a hashtag in the caption",
        ),
        pytest.param(
            "![x](a.jpg)\nA bus ![y](b.jpg) at night. (AP)",
            fig(A(), f"A bus {B} at night.", "AP"),
            id="an image within the caption",
        ),
        pytest.param(
            "![x](<it's a bus.jpg>)",
            fig(A(height="40", src="{static}/photos/it's%20a%20bus.jpg", width="60")),
            id="a name with spaces and an apostrophe",
        ),
    ],
)
def test_a_lone_image_becomes_a_figure(markdown, expected):
    assert made(markdown).html == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        pytest.param("See ![x](a.jpg) here.", f"<p>See {A()} here.</p>", id="in a sentence"),
        pytest.param("![x](a.jpg) leads.", f"<p>{A()} leads.</p>", id="with text on its line"),
        pytest.param("Text\n![x](a.jpg)", f"<p>Text\n{A()}</p>", id="below text"),
        pytest.param("**![x](a.jpg)**", f"<p><strong>{A()}</strong></p>", id="in emphasis"),
        pytest.param("## ![x](a.jpg)", f"<h2>{A()}</h2>", id="in a heading"),
        pytest.param('<div><img src="a.jpg" alt=x></div>', f"<div>{A()}</div>", id="in HTML"),
        pytest.param(
            "See ![x](a.jpg){.icon}", f'<p>See {A()[:-1]} class="icon"></p>', id="with a class"
        ),
    ],
)
def test_an_image_among_words_stays_there_with_its_size(markdown, expected):
    assert made(markdown).html == expected


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="{static}/photos/a.jpg"><figcaption>By hand</figcaption></figure>',
        '<figure>\n<p><img src="/photos/a.jpg"></p>\n</figure>',
        '<p><picture><source srcset="a.avif"><img src="{static}/photos/a.jpg"></picture></p>',
        "<pre><code><img src='a.jpg'></code></pre>",
        "<template><p><img src='a.jpg'></p></template>",
        "<!-- <p><img src='a.jpg'></p> -->",
        "<script>'<p><img src=a.jpg></p>'</script>",
        "<textarea><p><img src=a.jpg></p></textarea>",
        "<p>No image &nbsp; <br/> here</P >",
        "<p><img alt='no address'></p>",
    ],
)
def test_what_a_reporter_wrote_in_html_stays_as_written(html):
    assert captioned(html, photo_of).html == html


def test_photos_in_html_of_a_reporters_own_are_known():
    """They are copied to the site as others are, and the first of them is the story's first."""
    text = '<figure><img src="{static}/photos/b.jpg"></figure>\n<p><img alt="x" src="a.jpg"></p>'

    result = captioned(text, photo_of)

    assert [photo.path for photo in result.photos] == ["photos/b.jpg", "photos/a.jpg"]
    assert result.first == PHOTOS["b.jpg"]
    assert 'loading="lazy"' in result.html
    assert not result.faults


@pytest.mark.parametrize(
    "src",
    ["http://x.org/a.jpg", "https://x.org/a.jpg", "//x.org/a.jpg", "data:image/png;base64,AA"],
)
def test_a_remote_image_stays_remote(src):
    result = made(f"![x]({src})\nA bus. (AP)")

    assert result.html == fig(f'<img alt="x" src="{src}">', "A bus.", "AP")
    assert not result.photos
    assert not result.faults


def test_every_image_but_the_first_loads_lazily():
    html = made("![x](a.jpg)\n\nSee ![y](b.jpg).\n\n![z](http://x.org/c.jpg)").html

    assert [image.get("loading") for image in BeautifulSoup(html, "lxml")("img")] == [
        None, "lazy", "lazy",
    ]  # fmt: skip
    assert 'loading="lazy"' in made("![x](a.jpg)", below_a_figure=True).html


# Words


@pytest.mark.parametrize(
    ("markdown", "caption", "credit"),
    [
        pytest.param("![x](told.jpg)", "A <bus> waits.", "Lena Vogt/City Desk", id="from the file"),
        pytest.param(
            "![x](told.jpg)\nMine.", "Mine.", "Lena Vogt/City Desk", id="credit from the file"
        ),
        pytest.param("![x](told.jpg)\nMine. (AP)", "Mine.", "AP", id="both from the lines"),
        pytest.param("![x](told.jpg)\n(AP)", "A <bus> waits.", "AP", id="caption from the file"),
        pytest.param(
            "![x](navy.jpg)", "A ship.", "U.S. Navy photo by Tom Okafor", id="credit within"
        ),
        pytest.param("![x](a.jpg)\nMine (left).", "Mine (left).", "", id="no credit anywhere"),
        pytest.param("![x](wire.jpg)", "A bus.", "Lena Vogt/Reuters", id="an agency's caption"),
        pytest.param("![x](a.jpg)\nMine. REUTERS/X", "Mine.", "REUTERS/X", id="no parentheses"),
    ],
)
def test_caption_and_credit_each_come_from_the_first_that_has_one(markdown, caption, credit):
    soup = BeautifulSoup(made(markdown).html, "lxml")

    shown = [
        span.get_text() if span else "" for span in map(soup.select_one, (".caption", ".credit"))
    ]
    assert shown == [caption, credit]


@pytest.mark.parametrize(
    ("markdown", "alt", "warned"),
    [
        pytest.param("![A bus at night](a.jpg)", "A bus at night", "", id="the editor's"),
        pytest.param("![](told.jpg)", "A bus", "", id="the file's"),
        pytest.param("![](a.jpg)", "", "no alternative text", id="none"),
        pytest.param("![](a.jpg){.decorative}", "", "", id="decorative"),
        pytest.param(
            "![](told.jpg){.decorative}", "", "", id="decorative, though the file has one"
        ),
        pytest.param(
            '![A bus.](told.jpg "A bus (AP)")', "", "only repeats", id="both are the caption"
        ),
        pytest.param('![Mine](told.jpg "mine.")', "A bus", "", id="the editor's is the caption"),
        pytest.param("![A *bus*!](a.jpg)\nA bus (AP)", "", "only repeats", id="but for its signs"),
        pytest.param("![x](a.jpg) ![Both](b.jpg)\nBoth. (AP)", "x", "only repeats", id="shared"),
        pytest.param("See ![](a.jpg)", "", "no alternative text", id="in a sentence"),
        pytest.param("![](http://x.org/a.jpg)", "", "no alternative text", id="remote"),
    ],
)
def test_alternative_text_is_never_the_caption(markdown, alt, warned):
    result = made(markdown)

    assert BeautifulSoup(result.html, "lxml").img["alt"] == alt
    assert warned in " ".join(fault.text for fault in result.faults)
    assert bool(warned) == bool(result.faults)
    assert all(fault.rule.severity == "warning" for fault in result.faults)


def test_a_caption_without_credit_is_a_warning():
    (fault,) = made("![x](a.jpg)\nA bus.").faults

    assert fault.rule.severity == "warning"
    assert fault.text == (
        'photo "a.jpg" has a caption but no credit. End the caption with "(Photo: Name)".'
    )


@pytest.mark.parametrize(
    ("markdown", "warnings"),
    [
        pytest.param("![x](a.jpg) ![y](b.jpg)\nBoth.", ["a.jpg"], id="none has a credit"),
        pytest.param("![x](told.jpg) ![y](b.jpg)\nBoth.", ["b.jpg"], id="one has its file's"),
        pytest.param("![x](told.jpg) ![y](told.jpg)\nBoth.", [], id="each has its file's"),
        pytest.param("![x](a.jpg) ![y](b.jpg)\nBoth. (AP)", [], id="a credit for both"),
        pytest.param("![x](a.jpg) ![y](b.jpg)", [], id="no caption"),
        pytest.param(
            "![x](a.jpg) ![y](b.jpg)\nOne.\n\n![x](b.jpg) ![y](a.jpg)\nOne.",
            ["a.jpg", "b.jpg"],
            id="two groups",
        ),
    ],
)
def test_a_shared_caption_without_credit_is_one_warning(markdown, warnings):
    faults = made(markdown).faults

    assert [fault.src for fault in faults] == warnings
    assert all("no credit" in fault.text for fault in faults)


def test_a_missing_photo_is_a_fault_each_time():
    faults = made("![x](no.jpg)\n\nSee ![x](no.jpg)").faults

    assert [(each.src, each.nth, each.rule.severity == "warning") for each in faults] == [
        ("no.jpg", 1, False), ("no.jpg", 2, False),
    ]  # fmt: skip


def test_a_text_from_a_photo_is_no_markup_and_no_link_to_resolve():
    """Whoever made the photo cannot write into the page, nor name files for it to publish."""
    evil = Photo(
        "photos/e.jpg", 1, 1, "<b>b</b>", "<i>", "' src='{static}/stories/secret.md' \"<x>"
    )

    html = captioned('<p><img src="e.jpg" alt=""></p>', lambda _: evil).html

    assert re.findall(r"<(\w+)", html) == ["figure", "img", "figcaption", "span", "span"]
    assert html.count("{") == 1
    assert BeautifulSoup(html, "lxml").img["alt"] == evil.alt


def test_the_figure_of_a_photo_says_what_its_file_says():
    result = figure(PHOTOS["told.jpg"])

    image = '<img alt="A bus" height="40" src="{static}/photos/told.jpg" width="60">'
    assert result.html == fig(image, "A &lt;bus&gt; waits.", "Lena Vogt/City Desk")


# Credits

CREDITS = """
Photo: X/AP|AP Photo/Name|AP Photo/Lena Vogt|Courtesy of the Vogt family|Courtesy Lena Vogt|
X/Reuters|Handout via X|Handout via Reuters|U.S. Navy photo by Lt. X|NASA/JPL-Caltech|Photo by X|
U.S. Air Force photo by Tech. Sgt. Cecilio M. Ricardo Jr.|NASA/ESA/CSA/STScI|Image: X|Picture: X|
Graphic: X|Illustration by X|Map: Natural Earth|Getty Images|Ana Ruiz via AP|© Lena Vogt|Credit: X|
Lena Vogt for The Post|File photo: X|File photo/X|Lena Vogt/CC BY 4.0|Wikimedia Commons|Foto: X|
Photo : X|Crédit photo : Lena Vogt|Фото: Иван Петров|NASA|AP|AFP|Reuters|EPA|dpa|Xinhua|PA Wire|
ESA|NOAA|USGS|Lena Vogt/City Desk|Photo: Lena Vogt (City Desk)|Lena Vogt, AP|Lena Vogt — AP|
Jane Doe/AFP/Getty Images|Foto: dpa|Foto de Ana Ruiz|写真：共同通信|Photo courtesy of NASA|
Image courtesy NASA|Photo by the author|Photograph: Lena Vogt/The Guardian|AP Photo|Courtesy photo|
Family photo|Source: USGS|Copyright 2014 X Ltd|Photo: the author|photo: lena|CC BY-SA 4.0|Photo/X|
Photo credit: X|via Twitter|U.S. Marine Corps photo by Lance Cpl. X/Released|Handout|
ESA/Hubble & NASA, R. Cohen|Bild: Lena Vogt|Photos: Lena Vogt, Tom Okafor/AP|Pool via AP|
Zdjęcie: Jan Nowak|Φωτογραφία: X|صورة: رويترز|צילום: X|Ana de la Cruz/El País|public domain|
Department of Defense|U.S. Department of Defense|Courtesy|lena vogt/reuters|Lena Vogt/ap|
Bundesarchiv, Bild 183-R69173|Name Surname/The Daily Bugle|Lena Vogt/AP|Lena Vogt/BBC|
Lena Vogt/Süddeutsche Zeitung|Lena Vogt/University of Leeds|via Reuters|Photo: 20th Century Fox|
via The New York Times|Courtesy of the city archives|CC BY 4.0, via Wikimedia Commons|@lenavogt|JPL-Caltech
"""
NO_CREDITS = """
left|2014|see map|from left|1/2|km/h|AC/DC|right, in red|and/or|June 2014|he/she|pop. 4,000|N/A|
TCP/IP|9/11|Minneapolis/St. Paul|New York/New Jersey|photo by the window|map, page 4|Photo 2|
see photo, right|photo: 2014|pictured|group photo|Group photo|Courtesy call|
Best Actor for The Father|Madrid via Lisbon|copyright law|Israel/Palestine|HIV/AIDS|GNU/Linux|
pictures by the dozen|far left, in hat|left: Ana Ruiz; right: Tom Okafor|Credit Suisse|R-Ohio|
aged 12|Picture: top right|
map: left|a.k.a. Bob|image of Mars|The Times of London, 2014|Undated photo|in Kabul|Bild|EU|UN|
AP/IB courses|U.K.|a photo|photo|Photo|Map|Ana Ruiz|the photo from last week|via satellite|
via Rome|via Addis Ababa|credit: 3 points|Jane Doe/John Doe|Real Madrid/Barcelona|
Ana Ruiz/Tom Okafor/Lena Vogt|the man/who|NASA, 2014|AP, in Rome|Department of Defence and others|
photo de famille|mapa de España|photo from Kabul|map: scale in miles|Video: 2 minutes|-|…|a|©
"""


@pytest.mark.parametrize("text", CREDITS.replace("\n", "").split("|"))
def test_a_credit_reads_as_one(text):
    assert reads_as_credit(text)


@pytest.mark.parametrize("text", NO_CREDITS.replace("\n", "").split("|"))
def test_an_ordinary_parenthesis_reads_as_none(text):
    assert not reads_as_credit(text)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("A bus. (Photo: X/AP)", "A bus.", "Photo: X/AP"),
        ("A bus (Photo: X/AP).", "A bus.", "Photo: X/AP"),
        ("A bus. (Photo: X/AP).", "A bus.", "Photo: X/AP"),
        ("A bus (left). (AP)", "A bus (left).", "AP"),
        ("A bus (AP) at night (left)", "A bus (AP) at night (left)", ""),
        ("A bus (Photo: X (City Desk))", "A bus", "Photo: X (City Desk)"),
        ("The bus (Photo: X/AP) leaves.", "The bus leaves.", "Photo: X/AP"),
        ("“A bus. (Photo: X)”", "“A bus.”", "Photo: X"),
        ("(Photo: X)", "", "Photo: X"),
        ("The agency (NASA) said so.", "The agency (NASA) said so.", ""),
        (
            "The World Health Organization (WHO)",
            "The World Health Organization (WHO)",
            "",
        ),
        ("A rocket on its pad (NASA)", "A rocket on its pad", "NASA"),
        ("A &amp; B (Photo: C &amp; D/AP)", "A &amp; B", "Photo: C &amp; D/AP"),
        ("<em>A bus. (Photo: X)</em>", "<em>A bus.</em>", "Photo: X"),
        ("A bus. <em>(Photo: X)</em>", "A bus.", "Photo: X"),
        ("A bus. <em><b>(Photo: X)</b></em>.", "A bus.", "Photo: X"),
        ('A bus. <a href="u">(Photo: X)</a>', "A bus.", '<a href="u">Photo: X</a>'),
        ("A bus (<em>Photo: X/AP</em>)", "A bus", "<em>Photo: X/AP</em>"),
        ("<em>A bus (Photo: X</em>/AP)", "<em>A bus (Photo: X</em>/AP)", ""),
        ("公交车（新华社）", "公交车", "新华社"),
        (":) A bus", ":) A bus", ""),
        ("A bus (", "A bus (", ""),
        ("", "", ""),
    ],
)
def test_a_caption_is_split_before_its_credit(text, caption, credit):
    assert split(text) == (caption, credit)


# Properties

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", '<p class="wide">', "</p >", "<p", "<li>", "<table>", "<br>", "<br />"),
        *('<img src="a.jpg" alt="x">', '<img src=b.jpg title="t (AP)">', '<img src="no.jpg">'),
        *(
            "<img",
            '<img src="told.jpg" alt="">',
            '<img src="//x.org/r.jpg">',
            '<a href="u">',
            "</a>",
        ),
        *("<em>", "</em>", "<figure>", "</figure>", "<picture>", '<div class="c">', "</div>"),
        *("<!--", "-->", "<pre>", "</pre>", "<script>", "</script>", "text ", "(Photo: X/AP)"),
        *("(left)", ".", '"', "'", ">", "<", "&amp;", "(", ")", "=", "\n", "\n", "\n\n"),
    ]
)
IMAGE = re.compile(r"<img[^>]*>")
HTML = st.lists(PIECES, max_size=25).map("".join)
CAPTION = st.text(st.sampled_from("ab é(/):.*_[]`& <>\"'\n"), max_size=40)


@given(HTML)
@example("<p><img src=a.jpg></p><p><img src=a.jpg>\n<img src=a.jpg> (AP)</p>")
@settings(max_examples=600, deadline=None)
def test_captioning_twice_equals_once(html):
    once = captioned(html, photo_of).html

    assert captioned(once, photo_of).html == once


@given(HTML)
@settings(max_examples=400, deadline=None)
def test_no_figure_stands_in_a_paragraph_that_we_made_it_from(html):
    """A figure takes the place of its whole paragraph."""
    result = captioned(html, photo_of).html

    for match in re.finditer(r'<p\b[^>]*>(?:(?!</p).)*?<figure class="figure', result, re.DOTALL):
        left_open = IMAGE.sub("", match[0].split("<figure")[0])  # images have their sizes now
        assert left_open in IMAGE.sub("", html)


@given(st.lists(st.tuples(CAPTION, st.booleans()), max_size=4))
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_story_is_lost(paragraphs):
    markdown = "\n\n".join(
        f"![{n}](a.jpg)\n{text}" if pictured else text
        for n, (text, pictured) in enumerate(paragraphs)
    )
    html = converter().convert(markdown)

    after = plain(captioned(html, photo_of).html)

    assert Counter(re.findall(r"\w+", after)) == Counter(re.findall(r"\w+", plain(html)))


@given(st.text("<>pimg/ \"'=a!-\n", max_size=60), st.text("<>ab&;/p\"'= \n", max_size=60))
@settings(max_examples=300, deadline=None)
def test_text_without_images_stays_byte_for_byte(before, after):
    figures = '\n<p><img alt="x" src="a.jpg"></p>\n'
    closed = re.sub(r"[<>]", "", before)

    result = captioned(closed + figures + after.replace("<img", ""), photo_of).html

    assert result == closed + f"\n{fig(A())}\n" + after.replace("<img", "")


@pytest.mark.parametrize(
    "html",
    [
        "<img " * 50_000,
        "<!--" * 50_000,
        '<a ="' * 50_000,
        "<p><img src=a.jpg>" * 20_000,
        "<p><img src=a.jpg>\n" + "(" * 50_000 + "<em>" * 50_000,
        "<script><img" * 50_000,
        "<p><img src=a.jpg>" + "<em>" * 50_000 + "</em>" * 50_000 + "</p>",
    ],
)
def test_hostile_text_takes_linear_time(html):
    """A quadratic reader would take minutes over these."""
    assert captioned(html, photo_of).html.count("a.jpg") == html.count("a.jpg")


def test_tags_have_their_places():
    text = "<p title='a > b'>x<!-- <i> --><BR/></p>"

    assert [text[tag.start : tag.end] for tag in tags(text)] == [
        "<p title='a > b'>",
        "<BR/>",
        "</p>",
    ]


# Lines


@pytest.mark.parametrize(
    ("source", "src", "nth", "line"),
    [
        ("One\n\n![x](a.jpg)", "a.jpg", 1, 3),
        ("![x](a.jpg)\n\n![y](a.jpg)", "a.jpg", 2, 3),
        ("```\n![x](a.jpg)\n```\n![x](a.jpg)", "a.jpg", 1, 4),
        ("<!--\n![x](a.jpg)\n-->\n![x](a.jpg)", "a.jpg", 1, 4),
        ("a.jpg is here:\n<img alt='' src='a.jpg'>", "a.jpg", 1, 2),
        ("![x][b]\n\n[b]: a.jpg", "a.jpg", 1, 3),
        ("![x](<a b.jpg>)", "a b.jpg", 1, 1),
        ("One\n![x]()", "", 1, 2),
        ("![x](a.jpg.png)\n![x](a.jpg 'Title')", "a.jpg", 1, 2),
        ("One\ntwo", "gone.jpg", 3, 1),
    ],
)
def test_a_fault_names_the_line_of_its_image(source, src, nth, line):
    assert lines_of(source, [(src, nth)]) == [line]


def test_the_lines_of_many_faults_are_found_in_one_go():
    """A search for each of them would take minutes."""
    names = [f"a b {n}.jpg" for n in range(20_000)]
    source = "\n".join(f"![x]({name})" for name in names)

    assert lines_of(source, [(name, 1) for name in names]) == list(range(1, 20_001))
    assert lines_of(source, []) == []


# The site


def test_the_reader_sees_the_photo_with_caption_and_credit(build):
    """Names with spaces, accents and apostrophes work; only photos that are used are published."""
    names = ["night bus.jpg", "Zoë's BUS.JPG", "plain.png"]
    body = "\n\n".join(f"![A view of {n}](<{name}>)\nNo. {n} (AP)" for n, name in enumerate(names))
    site = build(
        {
            "bus.md": story("Bus", "2020-05-01", body=body),
            "photos/night bus.jpg": jpeg(),
            "photos/Zoë's BUS.JPG": jpeg(),
            "stories/plain.png": jpeg(format="PNG"),
            "photos/unused.jpg": jpeg(),
        }
    )
    page = site("/2020/05/01/bus/")

    images = page.select("article figure img[alt][width][height]")
    assert [unquote(image["src"].split("/")[-1]) for image in images] == names
    assert [credit.string for credit in page.select("figure figcaption .credit")] == ["AP"] * 3
    assert not page.select("p figure")
    assert {f"photos/{name}" for name in names[:2]} | {"stories/plain.png"} <= site.files
    assert "photos/unused.jpg" not in site.files


def test_the_image_of_a_story_stands_above_the_text_that_lacks_it(build):
    files = {"photos/a.jpg": jpeg(), "photos/b.jpg": jpeg()}
    files["one.md"] = story("One", "2020-05-01", body="![A view](a.jpg)", image="b.jpg")
    files["two.md"] = story("Two", "2020-05-02", body="![A view](a.jpg)", image="a.jpg")
    site = build(files)

    for address, names in (
        ("/2020/05/01/one/", ["b.jpg", "a.jpg"]),
        ("/2020/05/02/two/", ["a.jpg"]),
    ):
        images = site(address).select("article figure img")
        assert [image["src"].split("/")[-1] for image in images] == names
        assert [image.get("loading") for image in images] == [None, "lazy"][: len(names)]


def test_a_missing_photo_stops_the_build_with_file_line_and_nearest_name(build):
    site = build(
        {
            "flood.md": story("Flood", "2020-05-01", body="Text.\n\n![x](flod.jpg)"),
            "lead.md": story("Lead", "2020-05-02", image="leed.jpg"),
            "photos/flood.jpg": jpeg(),
            "photos/lead.jpg": jpeg(),
        }
    )

    assert re.search(
        r'flood\.md:7: photo "flod\.jpg" is not in content/photos/\. Did you mean "flood\.jpg"\?',
        "\n".join(site.faults),
    )
    assert re.search(r'lead\.md:1: photo "leed\.jpg" is not', "\n".join(site.faults))
    assert not site.files
