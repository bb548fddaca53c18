"""Quotation marks, apostrophes, primes, dashes and ellipses, in every difficult position."""

import re
from datetime import UTC, datetime

import pytest
import smartypants
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican import signals
from pelican.contents import Article

from plugins.kernel.story import Correction
from plugins.typography import register, typeset_content
from plugins.typography.punctuation import typeset, typeset_text

ROWS = [
    # Decades, years and words without their beginning
    ("decade", "the '80s and '90s", "the ’80s and ’90s"),
    ("decade in parentheses", "pop ('60s) and mid-'90s rock", "pop (’60s) and mid-’90s rock"),
    ("decade opens the text", "'90s-style", "’90s-style"),
    ("decade in quotes", '"\'90s kids"', "“’90s kids”"),
    ("decade after a dash", "then--'70s", "then—’70s"),
    ("decade in a tag", "<em>'90s</em> music", "<em>’90s</em> music"),
    ("year", "the class of '08, Summer of '69.", "the class of ’08, Summer of ’69."),
    ("year in single quotes", "'the class of '08' met", "‘the class of ’08’ met"),
    ("year range", "1914--'18", "1914–’18"),
    ("two figures in quotes", "'20 people fell,' he said", "‘20 people fell,’ he said"),
    ("quoted number", "he wore '90'", "he wore ‘90’"),
    ("the 1990's", "the 1990's and a 747's wing", "the 1990’s and a 747’s wing"),
    ("rock 'n' roll", "rock 'n' roll, fish 'n' chips", "rock ’n’ roll, fish ’n’ chips"),
    ("Rock 'N' Roll", "Rock 'N' Roll", "Rock ’N’ Roll"),
    ("rock'n'roll", "rock'n'roll", "rock’n’roll"),
    ("'tis", "'Tis done; 'twas so; 'twasn't", "’Tis done; ’twas so; ’twasn’t"),
    ("'tis in quotes", '"\'Tis late," he said', "“’Tis late,” he said"),
    ("'em and 'til", "Get 'em, wait 'til noon.", "Get ’em, wait ’til noon."),
    ("'cause", "Stay, 'cause the dogs' tails wag.", "Stay, ’cause the dogs’ tails wag."),
    ("quoted Cause", "'Cause of fire' unknown", "‘Cause of fire’ unknown"),
    ("'round", "drive 'round town", "drive ’round town"),
    ("quoted Round", "'Round the clock' service", "‘Round the clock’ service"),
    ("'sup", '"\'Sup?" he said', "“’Sup?” he said"),
    ("'s-Hertogenbosch", "in 's-Hertogenbosch", "in ’s-Hertogenbosch"),
    ("inside a word", "it's O'Brien's d'Ivoire", "it’s O’Brien’s d’Ivoire"),
    ("possessive plural", "the dogs' tails", "the dogs’ tails"),
    ("dropped g", "runnin' late", "runnin’ late"),
    ("already curly", "’cause “this” isn’t—new…", "’cause “this” isn’t—new…"),
    # Feet, inches, minutes, seconds
    ("feet and inches", "a 5'10\" man", "a 5′10″ man"),
    ("feet, space, inches", "he is 6' 2\"", "he is 6′ 2″"),
    ("feet and half inches", "5'10½\" tall", "5′10½″ tall"),
    ("inches as two quotes", "5'10'' tall", "5′10″ tall"),
    ("feet alone", "a 6' fence", "a 6′ fence"),
    ("feet by feet", "a 12'x8' wall", "a 12′x8′ wall"),
    ("inches alone", 'a 12" vinyl, 12"-wide', "a 12″ vinyl, 12″-wide"),
    ("inches by inches", 'an 8"x10" print', "an 8″x10″ print"),
    ("inches in parentheses", 'a record (12")', "a record (12″)"),
    ("inches in a quotation", '"a 12" vinyl"', "“a 12″ vinyl”"),
    ("feet in a quotation", '"He is 6\'2" tall," she said', "“He is 6′2″ tall,” she said"),
    ("coordinates", "34°31'N 69°11'E", "34°31′N 69°11′E"),
    ("coordinates with seconds", "34°31'22\"N", "34°31′22″N"),
    ("minutes and seconds", "it ran 3'45\"", "it ran 3′45″"),
    ("feet through tags", "<b>5</b>'10<i>\"</i>", "<b>5</b>′10<i>″</i>"),
    # Numbers in quotation marks
    ("quoted year", '"1984" is a book', "“1984” is a book"),
    ("quotation ends in a year", '"In 1984" he said', "“In 1984” he said"),
    ("quotation ends in a number", '"Apollo 11" and "Apollo 13"', "“Apollo 11” and “Apollo 13”"),
    ("half-curly quotation", '“We won in 7" he said', "“We won in 7” he said"),
    ("quoted sum", '"$5" and "($5)"', "“$5” and “($5)”"),
    # Quotes beside dashes, brackets, slashes
    ("after two hyphens", '--"like this"', "—“like this”"),
    ("between dashes", 'so--"this"--and "that"', "so—“this”—and “that”"),
    ("after an em dash", 'so—"this"', "so—“this”"),
    ("after an en dash", 'so – "this"', "so – “this”"),
    ("after a dash entity", 'so&mdash;"this"', "so&mdash;“this”"),
    ("single after a dash", "so--'this'", "so—‘this’"),
    ("broken off", '"I never--" he said', "“I never—” he said"),
    ("singly broken off", "'I never--' he said", "‘I never—’ he said"),
    ("opens with a dash", '"--and so on"', "“—and so on”"),
    ("in parentheses", '("quoted")', "(“quoted”)"),
    ("in brackets", "[\"quoted\"] ['so']", "[“quoted”] [‘so’]"),
    ("after a slash", 'and/"or"', "and/“or”"),
    ("around a slash", '"yes"/"no", "yes"-"no"', "“yes”/“no”, “yes”-“no”"),
    ("after a hyphen", 'pre-"war"', "pre-“war”"),
    ("opens with dots", '"...and so"', "“…and so”"),
    ("ends with dots", '"and so..."', "“and so…”"),
    ("before punctuation", '"Go", "stop"; "wait": "no"?', "“Go”, “stop”; “wait”: “no”?"),
    ("after a colon", 'said:"Hello"', "said:“Hello”"),
    ("after a no-break space", 'said&nbsp;"so"', "said&nbsp;“so”"),
    ("spaced", '" so "', "“ so ”"),
    ("no space between", '"Hi""There"', "“Hi”“There”"),
    # Nested
    ("single in double", "\"'Quoted' words\"", "“‘Quoted’ words”"),
    ("single ends double", "\"he said 'no'\"", "“he said ‘no’”"),
    ("double in single", "'She said \"no\"'", "‘She said “no”’"),
    ("three deep", '"He: \'I read "Emma."\'"', "“He: ‘I read “Emma.”’”"),
    ("possessive of a title", '"Cats"\'s run', "“Cats”’s run"),
    # Through tags
    ("tag opens with a quote", '<em>"Hi"</em> there', "<em>“Hi”</em> there"),
    ("tag in mid-word", 'so<em>"Hi"</em>', "so<em>“Hi”</em>"),
    ("quotes around a link", '"<a href="x">…</a>"', '“<a href="x">…</a>”'),
    ("quote ends in a tag", '"so <em>it is"</em>.', "“so <em>it is”</em>."),
    ("apostrophe after a tag", "<strong>Bob</strong>'s", "<strong>Bob</strong>’s"),
    ("apostrophe between tags", "<b>it</b>'<i>s</i>", "<b>it</b>’<i>s</i>"),
    ("footnote after a quote", '"So."<sup>1</sup>', "“So.”<sup>1</sup>"),
    ("quotes around code", '"<code>x</code>"', "“<code>x</code>”"),
    ("possessive of code", "<code>x</code>'s", "<code>x</code>’s"),
    ("quotes around a picture", '"<img src=x>"', "“<img src=x>”"),
    ("after a line break", 'so,<br>"this"', "so,<br>“this”"),
    ("each block for itself", '<p>"One<p>"Two"</p>', "<p>“One<p>“Two”</p>"),
    (
        "caption",
        '<figcaption><span class="caption">"It\'s" -- so</span></figcaption>',
        '<figcaption><span class="caption">“It’s” — so</span></figcaption>',
    ),
    # Dashes and dots
    ("two hyphens", "Kabul -- so--called", "Kabul — so—called"),
    ("three hyphens", "so --- this---that", "so — this—that"),
    ("single hyphens", "a-b - c -d", "a-b - c -d"),
    ("four hyphens", "---- and -----", "---- and -----"),
    ("range", "2010--11, pages 4--7", "2010–11, pages 4–7"),
    ("range of sums", "$10--$20", "$10–$20"),
    ("no range", "in 2010 -- 11 of them", "in 2010 — 11 of them"),
    ("arrows", "a --> b <-- c --&gt; d", "a --> b <-- c --&gt; d"),
    ("hyphens divided by a tag", "a-<b>-b</b>", "a-<b>-b</b>"),
    ("three dots", "wait... what...?", "wait… what…?"),
    ("four dots", "the end.... So", "the end…. So"),
    ("spaced dots", "so . . . on", "so … on"),
    ("leaders", "Page ..... 5", "Page ..... 5"),
    ("two dots", "../x and 1..2", "../x and 1..2"),
    # Not to be changed
    ("address", "at http://x.org/it's--me... now", "at http://x.org/it's--me... now"),
    ("address in quotes", '"http://x.org/it\'s"', "“http://x.org/it's”"),
    ("address in single quotes", "'http://x.org/a--b'", "‘http://x.org/a--b’"),
    ("address with entities", "http://x.org/?a&amp;b='--", "http://x.org/?a&amp;b='--"),
    ("address without scheme", "www.x.org/a--b x.org/a--b", "www.x.org/a--b x.org/a--b"),
    ("e-mail", "o'brien@x.org, a--b@x.org", "o'brien@x.org, a--b@x.org"),
    ("e-mail in quotes", "'a@x.org'", "‘a@x.org’"),
    ("paths", "/srv/it's--x ./a--b C:\\it's\\x", "/srv/it's--x ./a--b C:\\it's\\x"),
    ("path with extension", "photos/it's--me.jpg", "photos/it's--me.jpg"),
    ("no path", 'and/or--"so"', "and/or—“so”"),
    ("inline formula", r"\(a'--b...\) isn't", r"\(a'--b...\) isn’t"),
    ("display formula", "$$a''--<em>b</em>'$$", "$$a''--<em>b</em>'$$"),
    ("bracket formula", r"\[f'(x)--1\]", r"\[f'(x)--1\]"),
    ("open formula", r"\(it's", r"\(it’s"),
    ("backslashes", r"\\ \. \- \` \'so\' it's", r"\\ \. \- \` \‘so\’ it’s"),
    ("entities", 'AT&amp;T\'s &lt;"b"&gt;', "AT&amp;T’s &lt;“b”&gt;"),
    ("straight on purpose", "&quot;x&#39; isn't", "&quot;x&#39; isn’t"),
    ("no entity", "&amp;#8220; isn't &c; R&D's", "&amp;#8220; isn’t &c; R&D’s"),
    ("lone less-than", "it's < 5 and <3", "it’s < 5 and <3"),
    ("code", "<code>\"a\"--'b'...</code>", "<code>\"a\"--'b'...</code>"),
    ("code in pre", "<pre>'<code>'</code>'--</pre>'", "<pre>'<code>'</code>'--</pre>‘"),
    ("code in code", "<code><code>'</code>'</code>", "<code><code>'</code>'</code>"),
    ("keyboard", "<kbd>'</kbd> <samp>--</samp>", "<kbd>'</kbd> <samp>--</samp>"),
    ("script", "<script>if(a<b)'--'</script>'s", "<script>if(a<b)'--'</script>’s"),
    ("style in svg", "<svg><style>'--</style>'</svg>", "<svg><style>'--</style>'</svg>"),
    ("empty svg", "<svg/>it's", "<svg/>it’s"),
    ("MathML", "<math><mo>'</mo></math>", "<math><mo>'</mo></math>"),
    ("template", "<template>'--</template>", "<template>'--</template>"),
    ("text area", "<textarea><b>'--</textarea>", "<textarea><b>'--</textarea>"),
    ("comment", "<!-- it's -- <b>... --> it's", "<!-- it's -- <b>... --> it’s"),
    ("open comment", "it's <!-- it's", "it’s <!-- it's"),
    ("open tag", "it's <a title='it", "it’s <a title='it"),
    ("attribute", "<b title=\"it's -- >...\">'x'</b>", '<b title="it\'s -- >...">‘x’</b>'),
    ("bare attribute", "<b title=it's>it's</b>", "<b title=it's>it’s</b>"),
    (
        "words in French",
        '<i lang="fr">"l\'eau"</i> "so"',
        '<i lang="fr">«\u202fl’eau\u202f»</i> “so”',
    ),
    ("words in British", '<i lang=en-GB>"so"</i>', "<i lang=en-GB>“so”</i>"),
    (
        "German in German",
        "<div lang=de><div>'a'</div>'b'</div>'c'",
        "<div lang=de><div>‚a‘</div>‚b‘</div>‘c’",
    ),
    ("German left open", "<p><i lang=de>'a'</p><p>'b'", "<p><i lang=de>‚a‘</p><p>‘b’"),
    ("words in no known language", '<i lang="x">"so"</i>', '<i lang="x">"so"</i>'),
    # Marks that look like clipped words, and inches as two quotes
    ("quoted T-levels", "'T-levels' scrapped", "‘T-levels’ scrapped"),
    ("quoted letter", "the 'N-word' and an 'S Class'", "the ‘N-word’ and an ‘S Class’"),
    ("quoted N", "'N' and 'S'", "‘N’ and ‘S’"),
    ("quoted em dash", "an 'em dash' or 'em dashes' in it", "an ‘em dash’ or ‘em dashes’ in it"),
    ("quoted 'Tis", "'Tis the season' for strikes", "‘Tis the season’ for strikes"),
    ("quoted decade", "'80s night' returns", "‘80s night’ returns"),
    ("decade of names", "the '60s Beatles' Revolver", "the ’60s Beatles’ Revolver"),
    ("two clipped words", "Give 'em more, runnin' late", "Give ’em more, runnin’ late"),
    ("inches alone as two quotes", "a 10'' pizza, 10½'' or (12'')", "a 10″ pizza, 10½″ or (12″)"),
    ("inches as two in quotes", "'a 10'' pizza' and '90'", "‘a 10″ pizza’ and ‘90’"),
    ("two quotes as one", "''So it is,'' he said", "“So it is,” he said"),
    ("thousands in Switzerland", "CHF 10'000, 5'10\"", "CHF 10’000, 5′10″"),
    ("lang in a title", "<i title=' lang=fr '>'a'</i>", "<i title=' lang=fr '>‘a’</i>"),
]


@pytest.mark.parametrize(
    ("written", "expected"), [pytest.param(row[1], row[2], id=row[0]) for row in ROWS]
)
def test_the_reader_sees_the_right_punctuation(written, expected):
    assert typeset(written) == expected
    assert typeset(expected) == expected


@pytest.mark.parametrize(
    ("lang", "written", "expected"),
    [
        pytest.param("en-GB", '"so"', "“so”", id="British"),
        pytest.param("EN_us", '"so"', "“so”", id="American"),
        pytest.param("fr", '"l\'eau" -- so...', "«_l’eau_» — so…", id="French"),
        pytest.param("de", '"so" 5\'10"', "„so“ 5′10″", id="German"),
        pytest.param(
            "de", "\"Er sagte 'nein'\", geht's?", "„Er sagte ‚nein‘“, geht’s?", id="nested"
        ),
        pytest.param("de", '"Er sagte "nein" dazu"', "„Er sagte ‚nein‘ dazu“", id="doubly nested"),
        pytest.param("de", "'s ist '90: 'n Hut", "’s ist ’90: ’n Hut", id="apostrophes"),
        pytest.param("de", "„Er sagte 'nein'“", "„Er sagte ‚nein‘“", id="half typed"),
        pytest.param("de", '„Er sagte "nein"“', "„Er sagte ‚nein‘“", id="typed around straight"),
        pytest.param("de-CH", '"10\'000"', "„10’000“", id="Swiss"),
        pytest.param("es", "\"Hola\", dijo 'él'", "“Hola”, dijo ‘él’", id="Spanish"),
        pytest.param("it", "\"l'altro\" un po'", "«l’altro» un po’", id="Italian"),
        pytest.param("nl", "'s avonds zei hij 'nee'", "’s avonds zei hij ‘nee’", id="Dutch"),
        pytest.param("sv", "\"Hej\" 'du'", "”Hej” ’du’", id="Swedish"),
        pytest.param("ru", '"а "б" в"', "«а „б“ в»", id="Russian"),
        pytest.param("ar", '"سلام" -- ١٠--١١...', "”سلام“ — ١٠–١١…", id="Arabic"),
        pytest.param("ar", '"سلام" و"نعم"', "”سلام“ و”نعم“", id="Arabic and"),
        pytest.param("he", 'צה"ל אמר "שלום"', "צה״ל אמר ”שלום”", id="Hebrew"),
        pytest.param("zh", "他说\"你'好'吗\"。", "他说“你‘好’吗”。", id="Chinese"),
        pytest.param("zh-TW", '他说"你好"', "他说「你好」", id="in Taiwan"),
        pytest.param("ja", "\"日本'の'話\"", "「日本『の』話」", id="Japanese"),
        pytest.param("enm", '"so"', '"so"', id="Middle English"),
        pytest.param(
            "fr", '<i lang="en">"so"</i>', '<i lang="en">“so”</i>', id="English in French"
        ),
        pytest.param(
            "fr", 'Quoi? "Ah!" Oui ; non: 12:30', "Quoi_? «_Ah_!_» Oui_; non~: 12:30", id="blanks"
        ),
        pytest.param(
            "fr", "« mot » et «mot» (oui?) 10 %", "«_mot_» et «_mot_» (oui_?) 10_%", id="typed"
        ),
        pytest.param("fr", 'l\'"eau" et " mot "', "l’«_eau_» et «_mot_»", id="elided"),
        pytest.param("fr", "<b>Quoi </b>?<sup>1</sup>", "<b>Quoi_</b>?<sup>1</sup>", id="tags"),
        pytest.param("fr", "http://a.fr/?b=c; (!) ?", "http://a.fr/?b=c_; (!)_?", id="addresses"),
        pytest.param("fr-CA", '"Ah!": quoi? non; oui', "«~Ah!~»~: quoi? non; oui", id="in Canada"),
        pytest.param(
            "en", "<i lang=fr>Quoi?</i> So?", "<i lang=fr>Quoi_?</i> So?", id="in English"
        ),
    ],
)
def test_each_language_has_its_own_marks(lang, written, expected):
    """A narrow no-break space is written as _ here, a no-break space as ~."""
    expected = expected.replace("_", "\u202f").replace("~", "\xa0")

    assert typeset(written, lang) == expected
    assert typeset(expected, lang) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('It\'s "so" -- yes...', "It’s “so” — yes…", id="punctuation"),
        pytest.param("<b> & 'so'", "&lt;b&gt; &amp; ‘so’", id="tags and ampersands are text"),
        pytest.param("&amp; &quot;", "&amp;amp; &amp;quot;", id="entities are text"),
        pytest.param("", "", id="nothing"),
        pytest.param(Markup("<b>it's</b> &amp;"), "<b>it’s</b> &amp;", id="markup stays markup"),
    ],
)
def test_a_headline_is_safe_to_print(text, expected):
    headline = typeset_text(text, "en")

    assert isinstance(headline, Markup)
    assert headline == expected
    assert typeset_text(headline, "en") == headline


PUNCTUATION = """
    " ' '' -- - --- ... . . / \\ ( ) [ , ; : ! < > & = $ $$ \\( \\) @ “ ” ‘ ’ — – … ° ′ ″ ½ &quot;
    &amp; &nbsp; &#39; &#8220; &mdash; &lt;"""
WORDS = """
    x a B s 1 45 1984 '90s 'n' 'tis 'cause it's 5'10" http:// www. x.org a@x.org /srv a.b/c.d
    é ש ١"""
TAGS = """
    <b> </b> <em_title="it's--"> </em> <p> </p> <br> <img_alt='"'> <code> </code> <pre> </pre> <svg>
    </svg> <script> </script> <!-- --> <!x> <a lang=fr <i_lang="fr"> </i> <textarea> </textarea>
    <sup> </sup> <math/> </ <?"""
SPACES = [" ", "\n", "\u00a0", "\ufffc", "\u200f", "\0"]
PIECES = st.sampled_from(
    [
        *PUNCTUATION.split(),
        *WORDS.split(),
        *SPACES,
        *(tag.replace("_", " ") for tag in TAGS.split()),
    ]
)
FRAGMENTS = st.lists(PIECES, max_size=40).map("".join)
TEXTS = st.one_of(FRAGMENTS, st.text())
LANGS = st.sampled_from(("en", "en-GB", "fr", "fr-CA", "de", "sv", "ar", "he", "ja", "nl", ""))


def words(text):
    return [character for character in text if character.isalnum()]


@given(TEXTS, LANGS)
@example("<b>'</b>\"<i>", "en")
@example(".... . .", "en")
@example("...\"/it's", "en")
@example("a/b'c.5'", "en")
def test_setting_twice_gives_the_same_as_setting_once(html, lang):
    once = typeset(html, lang)

    assert typeset(once, lang) == once


@given(TEXTS, LANGS)
def test_no_letter_and_no_digit_is_lost(html, lang):
    assert words(typeset(html, lang)) == words(html)
    assert words(typeset_text(html, lang).unescape()) == words(str(Markup.escape(html).unescape()))


@given(TEXTS, LANGS)
def test_a_headline_never_becomes_markup(text, lang):
    headline = str(typeset_text(text, lang))

    assert "<" not in headline
    assert ">" not in headline


@given(TEXTS)
def test_code_and_attributes_keep_every_byte(text):
    value = text.replace('"', "")
    code = re.sub("[<&]", "", text)
    kept = f'<b title="{value}"><code>{code}</code></b>'

    assert typeset(f'<p>It\'s {kept} "so"</p>') == f"<p>It’s {kept} “so”</p>"


@given(st.text(alphabet="abc 12.-'\"(),/:@", max_size=60))
def test_tags_between_letters_change_no_punctuation(text):
    """The neighbours of a quote count even if tags are between them."""
    text = re.sub(r"(?<=[-.'])[-.' ]+", "", text)  # a tag may divide several characters
    tagged = "".join(f"<b>{character}</b>" for character in text)

    assert re.sub("</?b>", "", typeset(tagged)) == typeset(text)


@pytest.mark.parametrize(
    "unit",
    """
    " ' "' '' - -- .. ... “" a- a' 1" 1' 1'1'' 'cause,a'b '90,a & &amp; &quot;" \\( $$ \\($$\\[
    http:// http://' a/ a.a/ ./' c:\\ a@ x'@ < <a <a" <a=" <a='=" <p> <b>' </b> <!-- <? </ <math/>
    <code> <code><pre> <svg> <script> <textarea> <i/lang="fr"> <p/lang=fr><b/lang=de>""".split(),
)
def test_hostile_text_takes_linear_time(unit):
    """A quarter of a megabyte takes no time; quadratic work would take minutes."""
    text = unit * (250_000 // len(unit)) + "\"'--"

    assert words(typeset(text)) == words(text)


def test_the_defaults_of_the_library_do_not_change():
    before = smartypants.Attr.default

    typeset('"It\'s" -- so...')

    assert smartypants.Attr.default == before


@pytest.fixture
def typography():
    register()
    yield
    signals.content_object_init.disconnect(typeset_content)


@pytest.mark.usefixtures("typography")
def test_every_text_of_a_story_is_set():
    """Headline, deck, kicker, dateline, summary, text, lead figure and corrections alike."""
    date = datetime(2026, 3, 14, tzinfo=UTC)
    story = Article(
        "<p>It's <em>here</em>.</p>",
        {
            "title": "R&D's '90s <b>",
            "deck": 'A 12" vote',
            "kicker": "",
            "dateline": "N'Djamena",
            "summary": "It's in...",
            "lead_figure": "<figure><figcaption>It's</figcaption></figure>",
            "corrections": [Correction(date, "It's 2010--11.")],
            "date": date,
            "lang": "en",
            "faults": [],
        },
    )
    typeset_content(story)  # a second time changes nothing

    assert story._content == "<p>It’s <em>here</em>.</p>"
    assert story.title == story.metadata["title"] == Markup("R&amp;D’s ’90s &lt;b&gt;")
    assert (story.deck, story.kicker, story.dateline) == ("A 12″ vote", "", "N’Djamena")
    assert story.summary == story._summary == "It’s in…"
    assert "It’s" in story.lead_figure
    assert story.metadata["lead_figure"] == story.lead_figure
    assert story.corrections == [Correction(date, Markup("It’s 2010–11."))]
    for line in (story.title, story.deck, story.kicker, story.dateline, story.summary):
        assert isinstance(line, Markup)
    assert isinstance(story.corrections[0].text, Markup)


@pytest.mark.usefixtures("typography")
def test_a_story_without_fields_can_be_set():
    story = Article("", {"title": "So", "faults": []})

    assert story.title == "So"
    assert story._content == ""
    assert "summary" not in story.metadata


@pytest.mark.usefixtures("typography")
def test_other_contents_are_not_changed():
    story = Article("<p>it's</p>", {"title": "it's"})

    assert story.title == "it's"
    assert story._content == "<p>it's</p>"
