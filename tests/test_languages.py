"""Each page, and each headline on it, is in its own language."""

import re
import shutil
from datetime import UTC, datetime

import pytest

from plugins.languages.catalogues import plural_rule
from plugins.languages.checks import placeholders
from plugins.languages.cldr import language_name, locale_of
from plugins.languages.labels import translations_of
from plugins.languages.page_labels import PageLabels
from plugins.languages.update import as_file, extracted, read_catalogue, refresh
from plugins.markup.languages import direction

from .conftest import ROOT, photo, story

LOCALE = ROOT / "theme/locale"
LABELS_IN = translations_of({"THEME": str(ROOT / "theme")}, PageLabels)
ENGLISH = LABELS_IN("en")
SHIPPED = sorted(path.stem for path in LOCALE.glob("??.po"))

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
    """The site of a newsroom that writes in four languages."""
    return build_once("languages", NEWSROOM)


def language(element):
    """Return the language of *element*, as a browser finds it."""
    return (
        element.find_parent(lang=True)["lang"] if "lang" not in element.attrs else element["lang"]
    )


def pages(site):
    return [name for name in site.files if name.endswith(".html")]


def messages(path):
    return [message for message in read_catalogue(path) if message.id]


def forms(text):
    return [text] if isinstance(text, str) else list(text)


def test_the_catalogues_are_up_to_date(tmp_path):
    """``python -m plugins.languages.update`` has been run since a label changed."""
    folder = shutil.copytree(LOCALE, tmp_path / "locale")
    refresh(folder)

    for path in LOCALE.iterdir():
        assert (folder / path.name).read_text("utf-8") == path.read_text("utf-8"), (
            "run plugins.languages.update"
        )


def test_the_labels_of_templates_and_of_plugins_are_found():
    made = as_file(extracted()).decode()

    assert '\n#, python-brace-format\nmsgid "By {names}"\n' in made
    assert 'msgctxt "kind of story"\nmsgid "Review"\n' in made
    assert 'msgid "About the author"\nmsgid_plural "About the authors"\n' in made
    assert "plugins/feeds/__init__.py\n" in made
    assert "#. {names} are the reporters, as a list\n" in made


@pytest.mark.parametrize("lang", SHIPPED)
def test_a_translation_is_complete(lang):
    """It has every label, in each plural form of the language, with the same placeholders."""
    catalog = read_catalogue(LOCALE / f"{lang}.po")
    template = {(str(each.id), each.context) for each in messages(LOCALE / "stet.pot")}
    theirs = [message for message in catalog if message.id]

    assert (str(catalog.locale), catalog.charset) == (lang, "utf-8")
    assert {(str(each.id), each.context) for each in theirs} == template
    assert {plural_rule(catalog.plural_expr)(number) for number in (*range(200), 10**6)} == set(
        range(catalog.num_plurals)
    )
    for message in theirs:
        assert not message.fuzzy
        assert all(forms(message.string)), message.id
        assert len(forms(message.string)) == (catalog.num_plurals if message.pluralizable else 1)
        filled = [placeholders(form) for form in forms(message.string)]
        wanted = set().union(*map(placeholders, forms(message.id)))
        assert wanted == set().union(*filled), message.id


def test_the_catalogue_of_a_country_has_only_what_differs():
    american = messages(LOCALE / "en_US.po")

    assert {str(each.id) for each in american} <= {
        str(each.id) for each in messages(LOCALE / "stet.pot")
    }
    assert all(each.string and each.string != each.id for each in american)


DATES = {
    "en": ("1 March 2026", "1 March 2026, 09:30 UTC", "March 2026"),
    "en-gb": ("1 March 2026", "1 March 2026, 09:30 UTC", "March 2026"),
    "en-us": ("March 1, 2026", "March 1, 2026, 9:30\N{NARROW NO-BREAK SPACE}AM UTC", "March 2026"),
    "de": ("1. März 2026", "1. März 2026, 09:30 UTC", "März 2026"),
    "fr": ("1 mars 2026", "1 mars 2026, 09:30 UTC", "mars 2026"),
    "es": ("1 de marzo de 2026", "1 de marzo de 2026, 9:30 UTC", "marzo de 2026"),
    "ar": ("1 مارس 2026", "1 مارس 2026، 9:30 ص UTC", "مارس 2026"),
}
"""Dates as CLDR has them."""


@pytest.mark.parametrize("lang", DATES)
def test_dates_are_as_the_language_writes_them(lang):
    labels, when = LABELS_IN(lang), datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

    assert (labels.date(when), labels.moment(when), labels.month_of_year(2026, 3)) == DATES[lang]
    assert labels.moment(when.replace(hour=0, minute=0)) == DATES[lang][0]
    assert labels.month(3) in labels.month_of_year(2026, 3)


@pytest.mark.parametrize(
    ("lang", "listed"),
    [
        ("en", "A, B and C"),
        ("en-us", "A, B, and C"),
        ("de", "A, B und C"),
        ("fr", "A, B et C"),
        ("es", "A, B y C"),
        ("ar", "A وB وC"),
    ],
)
def test_lists_are_as_the_language_writes_them(lang, listed):
    labels = LABELS_IN(lang)

    assert "".join(f"{name}{labels.separator(n, 3)}" for n, name in enumerate("ABC", 1)) == listed


@pytest.mark.parametrize(
    ("lang", "number", "text"),
    [
        ("en", 1, "1 story found"),
        ("en", 1200, "1,200 stories found"),
        ("en-us", 2, "2 stories found"),
        ("de", 1200, "1.200 Artikel gefunden"),
        ("fr", 0, "0 article trouvé"),
        ("ar", 2, "عُثر على مقالين"),
        ("ar", 5, "عُثر على 5 مقالات"),
        ("pl", 2, '<span lang="en" dir="ltr">2 stories found</span>'),
    ],
)
def test_a_number_of_things_has_the_plural_form_of_the_language(lang, number, text):
    assert LABELS_IN(lang).count("{number} story found", "{number} stories found", number) == text


def test_a_script_gets_each_form_by_its_plural_category():
    one, many = "{number} story found", "{number} stories found"

    assert ENGLISH.plurals(one, many) == {"one": one, "other": many}
    assert list(LABELS_IN("ar").plurals(one, many)) == "zero one two few many other".split()
    assert LABELS_IN("pl").plurals(one, many) == {"one": one, "other": many}


@pytest.mark.parametrize(
    ("tag", "locale", "way", "name"),
    [
        ("en", "en_GB", "ltr", "English"),
        ("en-us", "en_US", "ltr", "English (United States)"),
        ("fr", "fr", "ltr", "Français"),
        ("de-at", "de_AT", "ltr", "Deutsch (Österreich)"),
        ("ar", "ar", "rtl", "العربية"),
        ("pa-pk", "pa_Arab_PK", "rtl", None),
        ("az-arab", "az_Arab", "rtl", None),
        ("zh-hant-tw", "zh_Hant_TW", "ltr", None),
        ("khw", None, "rtl", "khw"),
        ("pnb", None, "rtl", "pnb"),
        ("ar-latn", "ar", "ltr", None),
        ("tlh", None, "ltr", "tlh"),
        ("de-1996-x-y", "de", "ltr", None),
    ],
)
def test_the_data_of_a_language_are_found_by_its_tag(tag, locale, way, name):
    """For a tag that CLDR does not have, a wider language is used, or only the script is known."""
    found = locale_of(tag)

    assert (str(found) if found else None) == locale
    assert direction(tag) == way
    assert name is None or language_name(tag) == name


def test_a_story_has_its_labels_in_its_own_language_and_the_site_keeps_its_own(site):
    page = site("/2026/03/01/bus/de/")

    assert page.html["lang"] == "de"
    assert page.select_one(".byline").get_text() == "Von Ana Ruiz, Tom Okafor und Ida Berg"
    assert page.select_one(".stamps").get_text().split() == (
        "Veröffentlicht 1. März 2026, 18:30 UTC".split()
    )
    assert page.select_one(".corrections h2").get_text() == "Korrektur, 15. März 2026"
    assert page.select_one(".breadcrumb a").get_text() == "Startseite"
    assert page.select_one(".breadcrumb [href='/section/world/'] bdi")["lang"] == "en"
    assert {language(page.select_one(each)) for each in (".byline", ".topics", ".onward")} == {"de"}
    assert {language(page.select_one(each)) for each in (".skip", ".masthead", ".imprint")} == {
        "en"
    }
    assert language(page.select_one(".biography")) == "es"


def test_the_navigation_below_a_story_is_in_its_language(site):
    page = site("/2026/03/04/hafen/")

    assert page.select_one("[rel=next] .label").get_text() == "Neuer"
    assert language(page.select_one("[rel=next] .headline")) == "en"
    assert page.select_one(".post-navigation")["aria-label"] == "Artikelnavigation"


def test_tables_and_footnotes_have_labels_in_the_language_of_the_story(site):
    page = site("/2026/03/01/bus/de/")

    assert page.select_one(".footnote-backref")["aria-label"] == ("Zurück zum Text von Anmerkung 1")
    assert page.select_one(".table")["aria-label"] == "Tabelle"


def test_a_story_in_a_language_without_labels_has_those_of_the_site_with_their_language(site):
    page = site("/2026/03/03/most/")

    assert page.html["lang"] == "pl"
    assert page.select_one(".byline").get_text() == "By Ana Ruiz and Ida Berg"
    named = (".byline", ".stamps", ".breadcrumb", ".topics", ".author-links", ".onward")
    assert {language(page.select_one(each)) for each in named} == {"en"}
    assert language(page.h1) == "pl"


def test_every_link_to_a_story_has_the_language_of_its_headline(site):
    named = 0
    for name in pages(site):
        page = site(f"/{name}")
        for address, lang in STORIES.items():
            for link in page.select(f"a[href='{address}']"):
                words = link.select_one(".headline") or link
                assert language(words) == lang, (name, link)
                named += 1
        assert page.title.get_text()

    assert named > 30


def test_translations_link_to_each_other_and_the_original_is_the_default(build):
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
def test_a_site_in_another_language_has_no_english_label(build, lang):
    """This holds for every kind of page, and for screen readers too."""
    files = {
        name: re.sub("Slug: .*\n|Lang: .*\n", "", text)
        for name, text in NEWSROOM.items()
        if not name.startswith("pages/about.de")
    }
    site = build(files, DEFAULT_LANG=lang, DEFAULT_PAGINATION=1)
    assert site.status == 0, site.messages
    template = [form for each in messages(LOCALE / "stet.pot") for form in forms(each.id)]
    theirs = {form for each in messages(LOCALE / f"{lang}.po") for form in forms(each.string)}
    english = {text for text in template if len(text) > 4 and "{" not in text} - theirs
    for name in pages(site):
        page = site(f"/{name}")
        assert page.html["lang"] == lang
        for unread in page(["script"]):
            unread.decompose()
        texts = {text.strip() for text in page.stripped_strings}
        texts |= {each["aria-label"] for each in page.select("[aria-label]")}
        assert not texts & english, name
    assert "1" not in site("/archive/2026/03/").h1.get_text().split()


def po(**labels):
    """Return a catalogue of *labels*, by their names in LABELS."""
    return "\n".join(f'msgid "{LABELS[name]}"\nmsgstr "{text}"\n' for name, text in labels.items())


LABELS = {
    "by": "By {names}",
    "home": "Home",
    "published": "Published",
    "back": "Back to the text from note {number}",
    "search": "Search terms",
}


def own_words(folder, **texts):
    """Write the newsroom's own catalogues, with some labels of each language."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang, text in texts.items():
        (folder / f"{lang}.po").write_text(text, "utf-8")
    return {"WORDS_PATHS": [str(folder)]}


def test_a_newsroom_adds_a_language_and_missing_labels_have_their_language(build, tmp_path):
    polish = po(by="Autor: {names}", home="Strona główna")
    page = build(NEWSROOM, **own_words(tmp_path / "own", pl=polish))("/2026/03/03/most/")

    assert page.select_one(".byline").get_text() == "Autor: Ana Ruiz i Ida Berg"
    assert language(page.select_one(".byline")) == "pl"
    published = page.select_one(".stamps .label span")
    assert (published["lang"], published.get_text()) == ("en", "Published")
    assert page.select_one(".stamps time").get_text() == "3 marca 2026"
    assert page.select_one(".topics")["aria-label"] == "Topics"
    assert not [
        value
        for each in page(True)
        for value in each.attrs.values()
        if isinstance(value, str) and "<" in value
    ]


def test_a_missing_label_is_in_the_sites_language_before_it_is_in_english(build, tmp_path):
    own = own_words(tmp_path / "own", pl=po(by="Autor: {names}"))
    page = build({"most.md": NEWSROOM["most.md"]}, DEFAULT_LANG="de", **own)("/2026/03/03/most/")

    published = page.select_one(".stamps .label span")
    assert (published["lang"], published.get_text()) == ("de", "Veröffentlicht")


def test_a_newsroom_can_change_single_labels(build, tmp_path):
    own = own_words(tmp_path / "own", de=po(published="Erschienen"), en=po(home="Front"))
    site = build(NEWSROOM, **own)

    german, english = site("/2026/03/01/bus/de/"), site("/2026/03/14/bus/")
    assert german.select_one(".stamps .label").get_text() == "Erschienen"
    assert german.select_one(".breadcrumb a").get_text() == "Startseite"
    assert english.select_one(".breadcrumb a").get_text() == "Front"


def test_a_language_of_a_country_uses_the_labels_of_the_wider_language(tmp_path):
    own = own_words(tmp_path / "own", de_AT=po(home="Daheim"))
    labels_in = translations_of({"THEME": str(ROOT / "theme"), **own}, PageLabels)

    assert labels_in("de-AT", "en")("Home") == "Daheim"
    assert labels_in("de-AT", "en")("Published") == "Veröffentlicht"
    assert labels_in("de-AT", "en").lang == "de-at"
    assert labels_in("de-AT").month(1) == "Jänner"
    assert labels_in("en-GB")("Home") == "Home"
    assert (labels_in("en-US")("Licence"), labels_in("en-AU")("Licence")) == ("License", "Licence")
    assert labels_in("pl", "fr").lang == "fr"
    assert labels_in("pl")("Home") == '<span lang="en" dir="ltr">Home</span>'
    assert labels_in("pl").plain("Home") == "Home"
    assert (labels_in("ar").dir, labels_in("pl").dir) == ("rtl", "ltr")
    assert labels_in("de").context("kind of story", "Review") == "Kritik"
    assert labels_in("de")("By {names}", names="<A>") == "Von &lt;A&gt;"


def test_a_language_that_cldr_does_not_have_uses_the_dates_of_the_site(tmp_path):
    own = own_words(tmp_path / "own", tlh=po(home="juH"))
    labels = translations_of({"THEME": str(ROOT / "theme"), **own}, PageLabels)("tlh", "de")

    assert (labels("Home"), labels.lang) == ("juH", "tlh")
    assert labels.date(datetime(2026, 3, 1, tzinfo=UTC)) == "1. März 2026"


FAULTY = [
    (
        po(by="Od {name}"),
        'de.po:1: "Od {name}" has an unknown placeholder {name}. Did you mean "names"?',
    ),
    (po(by="Od {names"), 'de.po:1: "Od {names" has a brace outside a placeholder'),
    (
        '\nmsgid "Publishd"\nmsgstr "Erschienen"\n',
        'de.po:2: "Publishd" is not a label of the theme. Did you mean "Published"?',
    ),
    (
        'msgid "Review"\nmsgstr "Kritik"\n',
        'It has a context: write msgctxt "kind of story" above it',
    ),
    (
        'msgctxt "menu"\nmsgid "Home"\nmsgstr "Start"\n',
        'de.po:2: "Home" is not a label of the theme. Remove msgctxt "menu"',
    ),
    ('msgid "Home"\nmsgstr "Start\n', "de.po:2: this line does not have the form of a .po file"),
    ('msgid "Home"\n\nmsgid "Topics"\nmsgstr "X"\n', "de.po:1: missing msgstr"),
    (
        'msgid "{number} story found"\nmsgstr "{number} gefunden"\n',
        'needs its plural. Write msgid_plural "{number} stories found" below it',
    ),
    (
        'msgid "{number} story found"\nmsgid_plural "{number} stories found"\nmsgstr[0] "Eins"\n',
        "has no form for some numbers. Fill in msgstr[1]",
    ),
    (
        'msgid "Home"\nmsgid_plural "Homes"\nmsgstr[0] "X"\nmsgstr[1] "Y"\n',
        '"Home" has no plural. Remove msgid_plural',
    ),
    (
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=x;\\n"\nmsgid "Home"\nmsgstr "X"\n',
        "de.po:1: ",
    ),
]


@pytest.mark.parametrize(("text", "message"), FAULTY)
def test_a_fault_in_a_catalogue_is_reported_with_its_line(build, tmp_path, text, message):
    site = build(NEWSROOM, **own_words(tmp_path / "own", de=text))

    assert message in str(site.status)
    assert site.faults[0].startswith(str(tmp_path / "own/de.po"))
    assert "Traceback" not in site.messages
    assert not site.output.exists()


def test_the_faults_of_all_catalogues_are_reported_at_once(build, tmp_path):
    own = own_words(
        tmp_path / "own", de=po(back="{a} {b}"), fr='msgid "Hom"\nmsgstr "X"', deutsch=""
    )
    (tmp_path / "own/es.po").write_bytes('msgid "Home"\nmsgstr "Año"\n'.encode("latin-1"))
    site = build(NEWSROOM, **own)

    shown = [fault.removeprefix(f"{tmp_path}/own/") for fault in site.faults]
    assert shown[0].startswith('de.po:1: "{a} {b}" has an unknown placeholder {a}')
    assert shown[1].startswith('de.po:1: "{a} {b}" has an unknown placeholder {b}')
    assert shown[2].startswith('deutsch.po:1: "deutsch" is not a language code')
    assert shown[3].startswith("es.po:2: this line is not in UTF-8")
    assert shown[4].startswith('fr.po:1: "Hom" is not a label of the theme. Did you mean "Home"?')
    assert shown[5] == "5 faults. Nothing in output/ was changed."


def test_a_newsroom_translates_the_labels_of_its_own_templates(build, tmp_path):
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        "{% set labels = labels_in(page.lang, DEFAULT_LANG) %}<p>{{ labels('Our podcast') }}</p>"
    )
    own = own_words(tmp_path / "own", de='msgid "Our podcast"\nmsgstr "Unser Podcast"\n')
    site = build(NEWSROOM, THEME_TEMPLATES_OVERRIDES=[str(templates)], **own)

    assert site.status == 0, site.messages
    assert site("/about/de/").p.get_text() == "Unser Podcast"
    assert site("/about/").p.get_text() == "Our podcast"


def test_an_edited_label_changes_on_every_page_that_shows_it(build, tmp_path):
    own = own_words(tmp_path / "own", de=po(back="Zurück {number}"))
    build(NEWSROOM)
    site = build(NEWSROOM, **own)
    own_words(tmp_path / "own", de=po(back="Hinauf {number}"))
    site = build(NEWSROOM, **own)

    back = site("/2026/03/01/bus/de/").select_one(".footnote-backref")
    assert back["aria-label"] == "Hinauf 1"


def test_the_labels_of_a_photo_are_in_the_language_of_the_story(build):
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
    assert polish.get_text() == "The original was made with artificial intelligence."
    assert [language(each) for each in (german, polish)] == ["de", "en"]
    assert language(site("/photo-credits/").select_one(".provenance")) == "en"
