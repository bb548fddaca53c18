"""Each page, and each story that it names, in its own language."""

import re
from datetime import UTC, datetime

import pytest

from plugins.kernel.words import Dictionary

from .conftest import ROOT, photo, story

TEMPLATES = ROOT / "theme/templates"
ENGLISH = Dictionary([str(TEMPLATES)])("en")
SHIPPED = sorted(path.stem for path in (TEMPLATES / "words").iterdir())

NEWSROOM = {
    "bus.md": story(
        "The night bus stays",
        "2026-03-14 18:30",
        slug="bus",
        tags="Transport",
        authors="Ana Ruiz, Tom Okafor, Ida Berg",
        corrections="2026-03-15: The vote was 5 to 4.",
        modified="2026-03-15",
        series="The long winter",
    ),
    "bus.de.md": story(
        "Der Nachtbus bleibt",
        "2026-03-01 18:30",
        slug="bus",
        lang="de",
        tags="Transport",
        authors="Ana Ruiz, Tom Okafor, Ida Berg",
        corrections="2026-03-15: Es war 5 zu 4.",
        series="The long winter",
        body="Text[^1].\n\n[^1]: Note.\n\n|  |\n|--|\n| 1 |",
    ),
    "qitar.md": story(
        "القطار", "2026-03-02", lang="ar", tags="Transport", series="The long winter"
    ),
    "most.md": story(
        "Most", "2026-03-03", lang="pl", tags="Transport", authors="Ana Ruiz, Ida Berg"
    ),
    "hafen.md": story("Der Hafen", "2026-03-04", lang="de", tags="Transport"),
    "pages/about.md": "Title: About\n\nWho we are.",
    "pages/about.de.md": "Title: Über uns\nSlug: about\nLang: de\n\nWer wir sind.",
    "authors/ana-ruiz.md": "Title: Ana Ruiz\nRole: Reportera\nLang: es\n\nAna informa.",
}
STORIES = {
    "/2026/03/14/bus/": "en",
    "/2026/03/01/bus/de/": "de",
    "/2026/03/02/qitar/": "ar",
    "/2026/03/03/most/": "pl",
    "/2026/03/04/hafen/": "de",
}


@pytest.fixture(scope="module")
def site(build_once):
    """A newsroom that writes in four languages."""
    return build_once("languages", NEWSROOM)


def language(element):
    """Return the language that *element* is in, as a browser finds it."""
    return (
        element.find_parent(lang=True)["lang"] if "lang" not in element.attrs else element["lang"]
    )


def pages(site):
    return [name for name in site.files if name.endswith(".html")]


@pytest.mark.parametrize("lang", SHIPPED)
def test_a_translation_has_all_words_and_no_others(lang):
    """What a word leaves to be filled in is the same in each language."""
    dictionary = Dictionary([str(TEMPLATES)])
    english, own = dictionary._said("macros/words.html"), dictionary._said(f"words/{lang}.html")
    gaps = {name: set(re.findall(r"\{\w+\}", str(word))) for name, word in english.items()}

    assert own.keys() == english.keys()
    assert gaps == {name: set(re.findall(r"\{\w+\}", str(own[name]))) for name in gaps}
    assert len(set(own["months"])) == 13


DATES = {
    "en": ("1 March 2026", "1 March 2026, 09:30 UTC", "March 2026"),
    "de": ("1. März 2026", "1. März 2026, 09:30 Uhr UTC", "März 2026"),
    "fr": ("1er mars 2026", "1er mars 2026 à 09:30 UTC", "mars 2026"),
    "es": ("1 de marzo de 2026", "1 de marzo de 2026, 09:30 UTC", "marzo de 2026"),
    "ar": ("1 مارس 2026", "1 مارس 2026، 09:30 UTC", "مارس 2026"),
}


@pytest.mark.parametrize("lang", DATES)
def test_dates_are_as_the_language_writes_them(lang):
    words, when = Dictionary([str(TEMPLATES)])(lang), datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    month = words.month_of_year.format(month=words.months[when.month], year=when.year)

    assert (words.date(when), words.moment(when), month) == DATES[lang]
    assert words.moment(when.replace(hour=0, minute=0)) == DATES[lang][0]


def test_a_story_has_its_labels_in_its_own_language_and_the_site_keeps_its_own(site):
    page = site("/2026/03/01/bus/de/")

    assert page.html["lang"] == "de"
    assert page.select_one(".byline").get_text() == "Von Ana Ruiz, Tom Okafor und Ida Berg"
    assert page.select_one(".stamps").get_text().split() == (
        "Veröffentlicht 1. März 2026, 18:30 Uhr UTC".split()
    )
    assert page.select_one(".corrections h2").get_text() == "Korrektur, 15. März 2026"
    assert page.select_one(".breadcrumb a").get_text() == "Startseite"
    assert page.select_one(".breadcrumb [href='/section/world/'] bdi")["lang"] == "en"
    assert {language(page.select_one(each)) for each in (".byline", ".topics", ".onward")} == {"de"}
    assert {language(page.select_one(each)) for each in (".skip", ".masthead", ".imprint")} == {
        "en"
    }
    assert language(page.select_one(".biography")) == "es"


def test_the_ways_on_from_a_story_are_in_its_language(site):
    page = site("/2026/03/04/hafen/")

    assert page.select_one("[rel=next] .label").get_text() == "Neuer"
    assert language(page.select_one("[rel=next] .headline")) == "en"
    assert page.select_one(".side-navigation")["aria-label"] == "Mehr aus World"
    assert language(page.select_one(".side-navigation .label bdi")) == "en"


def test_what_markdown_makes_is_named_in_the_language_of_the_story(site):
    page = site("/2026/03/01/bus/de/")

    assert page.select_one(".footnote-backref")["aria-label"] == ("Zurück zum Text von Anmerkung 1")
    assert page.select_one(".table")["aria-label"] == "Tabelle"


def test_a_story_in_a_language_without_words_has_those_of_the_site_marked(site):
    page = site("/2026/03/03/most/")

    assert page.html["lang"] == "pl"
    assert page.select_one(".byline").get_text() == "By Ana Ruiz and Ida Berg"
    named = (".byline", ".stamps", ".breadcrumb", ".topics", ".author-links", ".onward")
    assert {language(page.select_one(each)) for each in named} == {"en"}
    assert language(page.h1) == "pl"


def test_every_story_is_named_in_its_own_language_wherever_it_is(site):
    named = 0
    for name in pages(site):
        page = site(f"/{name}")
        for address, lang in STORIES.items():
            for link in page.select(f"a[href='{address}']"):
                words = link.select_one(".headline") or link
                assert language(words) == lang, (name, link)
                named += 1
        assert page.title.get_text()

    assert named > 40


def test_translations_name_each_other_and_whoever_reads_neither_gets_the_original(build):
    site = build(NEWSROOM, SITEURL="https://n.example")
    for address, lang in (("/2026/03/14/bus/", "en"), ("/2026/03/01/bus/de/", "de")):
        page = site(address)
        links = {link["hreflang"]: link["href"] for link in page.select("head [hreflang]")}

        assert page.html["lang"] == lang
        assert links == {
            "en": "https://n.example/2026/03/14/bus/",
            "de": "https://n.example/2026/03/01/bus/de/",
            "x-default": "https://n.example/2026/03/14/bus/",
        }
    about = site("/about/de/")
    assert [link["hreflang"] for link in about.select("head [hreflang]")] == [
        "de",
        "en",
        "x-default",
    ]
    assert about.select_one(".translations a").get_text() == "About"
    assert not site("/2026/03/03/most/").select("[hreflang]")


def test_a_page_is_printed_again_when_its_translation_changes(build):
    build(NEWSROOM)
    site = build({"pages/about.md": "Title: About us\n\nWho we are."}, fresh=False)

    assert site("/about/de/").select_one(".translations a").get_text() == "About us"


@pytest.mark.parametrize("lang", ["ar", "de"])
def test_a_site_in_another_language_says_nothing_in_english(build, lang):
    """Not on any kind of page, not even to a screen reader."""
    files = {
        name: re.sub("Slug: .*\n|Lang: .*\n", "", text)
        for name, text in NEWSROOM.items()
        if not name.startswith("pages/about.de")
    }
    site = build(files, DEFAULT_LANG=lang, DEFAULT_PAGINATION=1)
    assert site.status == 0, site.said
    theirs = vars(Dictionary([str(TEMPLATES)])(lang).plain).values()
    said = {
        str(word)
        for word in vars(ENGLISH.plain).values()
        if isinstance(word, str) and len(word) > 4 and "{" not in word
    } - {str(word) for word in theirs}
    for name in pages(site):
        page = site(f"/{name}")
        assert page.html["lang"] == lang
        for unread in page(["script"]):
            unread.decompose()
        texts = {text.strip() for text in page.stripped_strings}
        texts |= {each["aria-label"] for each in page.select("[aria-label]")}
        assert not texts & said, name
    assert "1" not in site("/archive/2026/03/").h1.get_text().split()


def overrides(folder, **words):
    """Write the newsroom's own words: of each language some lines."""
    (folder / "words").mkdir(parents=True)
    for lang, text in words.items():
        (folder / "words" / f"{lang}.html").write_text(text, "utf-8")
    return {"THEME_TEMPLATES_OVERRIDES": [str(folder)]}


def test_a_newsroom_adds_a_language_and_what_it_lacks_is_marked(build, tmp_path):
    polish = '{% set by = "Autor: {names}" %}\n{% set home = "Strona główna" %}'
    page = build(NEWSROOM, **overrides(tmp_path / "own", pl=polish))("/2026/03/03/most/")

    assert page.select_one(".byline").get_text().startswith("Autor: Ana Ruiz")
    assert language(page.select_one(".byline")) == "pl"
    published = page.select_one(".stamps .label span")
    assert (published["lang"], published.get_text()) == ("en", "Published")
    assert page.select_one(".topics")["aria-label"] == "Topics"
    assert not [
        value
        for each in page(True)
        for value in each.attrs.values()
        if isinstance(value, str) and "<" in value
    ]


def test_a_newsroom_says_a_single_word_otherwise(build, tmp_path):
    own = overrides(tmp_path / "own", de='{% set published = "Erschienen" %}')
    page = build(NEWSROOM, **own)("/2026/03/01/bus/de/")

    assert page.select_one(".stamps .label").get_text() == "Erschienen"
    assert page.select_one(".breadcrumb a").get_text() == "Startseite"


def test_the_words_of_a_language_serve_where_it_is_spoken_otherwise():
    dictionary = Dictionary([str(TEMPLATES)])

    assert dictionary("de-AT", "en").home == "Startseite"
    assert dictionary("de-AT", "en").lang == "de-at"
    assert dictionary("en-GB").home == "Home"
    assert dictionary("pl", "fr").lang == "fr"
    assert dictionary("pl").home == '<span lang="en" dir="ltr">Home</span>'
    assert (dictionary("ar").dir, dictionary("pl").dir) == ("rtl", "ltr")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{% set by = "Od {name}" %}', 'de.html:1: "by" has no {name} to fill in'),
        ("\n{% set by = names %}", "de.html:2: a word is a text in quotation marks"),
        ('{% set by "x" %}', "de.html:1: "),
    ],
)
def test_a_file_of_words_that_cannot_be_used_is_told_with_its_line(build, tmp_path, text, said):
    site = build(NEWSROOM, **overrides(tmp_path / "own", de=text))

    assert said in str(site.status)
    assert not site.output.exists()


def test_an_edited_word_is_on_every_page_that_says_it(build, tmp_path):
    own = overrides(tmp_path / "own", de='{% set note_back = "Zurück {number}" %}')
    build(NEWSROOM)
    site = build(NEWSROOM, **own)
    (tmp_path / "own/words/de.html").write_text('{% set note_back = "Hinauf {number}" %}')
    site = build(NEWSROOM, **own)

    back = site("/2026/03/01/bus/de/").select_one(".footnote-backref")
    assert back["aria-label"] == "Hinauf 1"


def test_what_is_said_of_a_photo_is_said_in_the_language_of_the_story(build):
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ext:DigitalSourceType='
        '"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    body = "![Ein Boot.](boat.jpg)\nDas Boot. (Foto: X/AP)"
    files = {
        "a.md": story("Boot", lang="de", body=body),
        "b.md": story("Łódź", lang="pl", body=body),
        "photos/boat.jpg": photo(xmp=packet.encode()),
    }
    site = build(files)

    german, polish = (site(f"/2020/05/01/{name}/").select_one(".provenance") for name in "ab")
    assert german.get_text() == "Das Original wurde mit künstlicher Intelligenz erzeugt."
    assert polish.get_text() == ENGLISH.made_by_machine
    assert [language(each) for each in (german, polish)] == ["de", "en"]
    assert language(site("/photo-credits/").select_one(".provenance")) == "en"
