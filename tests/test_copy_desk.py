"""The copy desk's rules, their severities, waivers, the house style, and the forms of its report."""

import json
import re
from datetime import UTC, datetime
from importlib import import_module

import pytest

from plugins import plan
from plugins.copy_desk.formats import add_to_summary, annotations
from plugins.copy_desk.house_style import parsed_style, unwanted
from plugins.copy_desk.report import Report
from plugins.copy_desk.rules import declared_rules
from plugins.copy_desk.settings_file import missing_commas, misspelt_names
from plugins.copy_desk.waivers import paragraph_waivers
from plugins.image_captions.figures import is_file_name
from plugins.kernel.contract import contracts
from plugins.kernel.faults import Fault
from plugins.markup.front_matter import parsed
from plugins.markup.quotations import quoted
from plugins.markup.story_text import COVER, StoryText
from plugins.stories.new import skeleton
from plugins.stories.placeholders import BODY

from .conftest import ROOT, forget_signals, photo, story

for plugin in plan.PLUGINS:
    import_module(plugin)
RULES = declared_rules(contracts({"PLUGINS": plan.PLUGINS}))

CROSSES = "X" * 3

HEADER = "Title: The river rises\nDate: 2020-05-01\nAuthors: Ana Ruiz\n"


def text_of(body: str = "Text.", lang: str = "en", header: str = HEADER, **more) -> StoryText:
    return StoryText(parsed(f"{header}\n{body}\n"), lang=lang, **more)


def found(rule: str, text: StoryText) -> list[int]:
    """Return the lines on which *rule* finds something; the body begins on line 5."""
    find = RULES[rule].find
    assert find
    return [line for line, _ in find(text)]


# Rules ---------------------------------------------------------------------------------------

BODIES = [
    # rule, language, body, lines in the body, counted from 0
    ("heading-skipped", "en", "### Three\n\nText.", [0]),
    ("heading-skipped", "en", "# One\n\n## Two\n\n### Three\n\n## Two\n\n#### Four", [8]),
    ("heading-skipped", "en", "Two\n---\n\n<h4>Four</h4>", [3]),
    ("heading-skipped", "en", "```\n#### no heading\n```\n\n#MeToo\n\n> a\n---", []),
    ("heading-skipped", "zh", "## 二\n\n#### 四", [2]),
    ("paragraph-empty", "en", "Text.\n\n&nbsp;\n\nText.\n\n<p> </p>\n\n\\\n\nText.", [2, 6, 8]),
    ("paragraph-empty", "fr", "« Oui »\xa0: non.\n\n<br>\n\n```\n\xa0\n```", [2]),
    ("paragraph-empty", "en", "A&nbsp;B\n\n<div>\n\n<p>Text</p>\n\n</div>", [2, 6]),
    ("word-markup", "en", '<p class="MsoNormal">So.</p>\n\nA<o:p></o:p>', [0, 2]),
    ("word-markup", "en", "<!--[if gte mso 9]><xml></xml><![endif]-->", [0]),
    ("word-markup", "en", "`class=MsoNormal` is what Word writes, and mso is no word", []),
    ("table-head", "en", "| | |\n|---|---|\n| 1 | 2 |", [0]),
    ("table-head", "en", "Text.\n\n| 1 | 2 |\n| 3 | 4 |", [2]),
    ("table-head", "de", "| Jahr | Wert |\n|---|---|\n| 1 | 2 |", []),
    ("table-head", "en", "<table>\n<tr><td>1</td></tr>\n</table>", [0]),
    ("table-head", "en", "<table><thead><tr><th>1</th></tr></thead></table>\n\na | b", []),
    ("double-spaces", "en", "The bus  stopped.\n\nOne  here  and here.", [0, 2]),
    ("double-spaces", "en", "It rained.  It stopped.  \nA “b.”  C.", []),
    ("double-spaces", "en", "-   item\n\n1.  item\n\n| a  | b   |\n|---|---|\n| c  d | e |", []),
    ("double-spaces", "en", "`a  b`\n\n    c  d\n\n<img alt='x'  src='a.jpg'>", []),
    ("double-spaces", "ar", "النص  هنا", [0]),
    ("word-repeated", "en", "At the the market.\nAnd and so. Had had. New York, York", [0, 1]),
    ("word-repeated", "en", "The market was on\non Friday. Duran Duran played.", [1]),
    ("word-repeated", "en", "`the the` “the the” [x](the the) it's its, well well-known", []),
    ("word-repeated", "de", "Die Frauen, die die Stadt kennen, und und die, das das Amt.", [0]),
    ("word-repeated", "de", "Wenn hinter Fliegen Fliegen fliegen, sehen sie sie nicht.", []),
    ("word-repeated", "fr", "Nous nous levons et vous vous taisez dans dans la nuit.", [0]),
    ("word-repeated", "fr", "Il dit « dans dans » et s'il s'en va.", []),
    ("word-repeated", "es", "El alcalde de de la ciudad.", [0]),
    ("word-repeated", "es", "Así así, y no no es muy muy raro.", []),
    ("word-repeated", "ar", "ذهب في في المدينة", [0]),
    ("word-repeated", "ar", "مشى رويدا رويدا وقال جدا جدا", []),
    ("word-repeated", "zh", "人人 人人都说，慢慢来，看看", []),
    ("word-repeated", "tr", "yavaş yavaş", []),
    ("quotation-marks", "en", "“We never said so, he added.\n\nText.", [0]),
    ("quotation-marks", "en", 'Text.\nHe said "so and went.', [0]),
    ("quotation-marks", "en", "“One\n\n“goes on\n\n“and ends.”", []),
    ("quotation-marks", "en", '"One\n\n"ends."', []),
    ("quotation-marks", "en", 'The 10" pipe, 5\'10" tall, a 12” disc and a "7" in it.', []),
    ("quotation-marks", "en", "It’s the ’90s, rock ‘n’ roll and the dogs' bowl.", []),
    ("quotation-marks", "en", '> “open in a quotation\n\n`"`\n\n[a](b.md "c")', []),
    ("quotation-marks", "de", "„Wir wissen es nicht“, sagte er. »Nein«, sagte sie.", []),
    ("quotation-marks", "de", "„Wir wissen es nicht, sagte er.", [0]),
    ("quotation-marks", "fr", "« Nous ne savons pas », dit-il. « “Oui” ? »", []),
    ("quotation-marks", "fr", "« Nous ne savons pas.\n\n» Non plus. »\n\n« Non.", [4]),
    ("quotation-marks", "es", "«No», dijo. “Sí”.\n\nDijo: «no.", [2]),
    ("quotation-marks", "ar", "قال «لا» ثم قال “نعم”.\n\nقال «لا", [2]),
    ("quotation-marks", "zh", "他说：“好。”她说：「不。」《红楼梦》\n\n他说：“好。", [2]),
    ("quotation-marks", "sv", "”Nej”, sade hon.", []),
    ("quotation-marks", "he", 'צה"ל אמר "כן".', []),
    ("leftover", "en", "The council has TK members.\n\nTKTK", [0, 2]),
    ("leftover", "en", f"{CROSSES} people, ??? of them. Lorem ipsum dolor.", [0, 0, 0]),
    (
        "leftover",
        "en",
        f"“TK,” he typed, `{CROSSES}`, https://x.org/{CROSSES} and TK Maxx, Super Bowl {CROSSES}",
        [],
    ),
    ("leftover", "de", f"Die TK zahlt. Das {CROSSES}. Armeekorps und {CROSSES}X Leute.", [0, 0]),
    ("leftover", "zh", f"市长 {CROSSES} 说", [0]),
    ("link-text", "en", "More [here](/about/).\n\n[Click here](a.md) or [the vote](b.md)", [0, 2]),
    ("link-text", "de", "Mehr [hier](/about/), [hier klicken](a.md), [Hierher](b.md)", [0, 0]),
    ("link-text", "fr", "[Cliquez ici](a.md) pour [ici même](b.md)", [0]),
    ("link-text", "es", "Lea más [aquí](a.md). <a href='/a/'>Haga clic aquí</a>", [0, 0]),
    ("link-text", "ar", "[اضغط هنا](a.md) و[هنا](b.md)", [0, 0]),
    ("link-text", "zh", "[点击这里](a.md)，[這裡](b.md)", [0, 0]),
    ("link-text", "en", "`[here](a.md)` ![here](a.jpg) <!-- [here](a.md) -->", []),
]


@pytest.mark.parametrize(("rule", "lang", "body", "lines"), BODIES)
def test_a_rule_finds_what_an_editor_would(rule, lang, body, lines):
    assert found(rule, text_of(body, lang)) == [5 + line for line in lines]


@pytest.mark.parametrize(
    ("rule", "header", "body", "lines"),
    [
        ("byline-missing", "Title: A\nDate: 2020-05-01\n", "Text.", [1]),
        ("byline-missing", "Title: A\nAuthors:\n", "Text.", [2]),
        ("byline-missing", HEADER, "Text.", []),
        ("deck-long", HEADER + f"Deck: {'word ' * 60}\n", "Text.", [4]),
        ("deck-long", HEADER + f"Deck: {'word ' * 40}\n", "Text.", []),
        ("deck-long", HEADER + f"Deck: {'字' * 130}\n", "Text.", [4]),
        ("dateline-in-headline", "Title: KABUL, Afghanistan (AP) -- Troops leave\n", "T", [1]),
        ("dateline-in-headline", "Title: BERLIN (dpa) – Die Wahl\n", "T", [1]),
        ("dateline-in-headline", "Title: Köln: Rat tagt\nDateline: KÖLN\n", "T", [1]),
        ("dateline-in-headline", "Title: 北京：大雨\nDateline: 北京\n", "T", [1]),
        ("dateline-in-headline", "Title: Köln tagt\nDateline: KÖLN\n", "T", []),
        ("dateline-in-headline", "Title: NASA — what comes next\n", "T", []),
        ("dateline-in-headline", "Title: Fire in Köln\nDateline: KÖLN\n", "T", []),
        ("quotation-marks", 'Title: "So\nDate: 2020-05-01\n', "T", [1]),
        ("leftover", f"Title: TK\nDeck: {CROSSES}\n", "T", [1, 2]),
        ("word-repeated", "Title: The the bus\n", "T", [1]),
    ],
)
def test_a_rule_about_the_header_names_the_line_of_the_field(rule, header, body, lines):
    assert found(rule, text_of(body, header=header)) == lines


def test_a_draft_may_have_what_is_left_to_write():
    assert found("leftover", text_of("TK", status="draft")) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ('He said "so" and "no".', ["so", "no"]),
        ("„Ja“, »nein«, «si», “yes”, ‘ok’", ["Ja", "nein", "si", "yes", "ok"]),
        ("The '90s were 'good', the dogs' were not", ["good"]),
        ("“It goes on", ["It goes on"]),
    ],
)
def test_quotations_are_found_in_every_language(text, spans):
    found = sorted(quoted(text).spans)

    assert [text[start:end].strip("\"“”„»«‘’'") for start, end in found] == spans


def test_what_is_no_text_is_covered_and_lines_stay():
    body = "A `b` <!-- c -->\n\n    d\n\n- e\n\n    f\n\n> g\nh\n\n[i](j.md) k.org/l <q>m</q>\n"
    text = text_of(body)

    assert "".join(text.prose.replace(COVER, "").split()) == "A-ef[i]"
    assert text.prose.count("\n") == text.front.body.count("\n")


# The demonstration and the docs --------------------------------------------------------------

CONTENT = [*ROOT.glob("content/*/**/*.md"), *ROOT.glob("tests/demo/content/*/**/*.md")]


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.name)
def test_every_rule_is_quiet_on_the_demonstration(path):
    front = parsed(path.read_text("utf-8"))
    kind = {"pages": "page", "authors": "author"}.get(path.parent.name, "story")
    lang = dict(front.fields)["lang"].text if "lang" in dict(front.fields) else "en"
    text = StoryText(front, kind if "photos" not in path.parts else "page", lang.lower())
    found = [
        (each.name, *place)
        for each in RULES.values()
        if each.find and each.name not in text.text_of("waive")
        for place in each.find(text)
    ]

    assert found == []


def test_the_docs_list_every_rule_with_its_severity():
    page = (ROOT / "docs/rules.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| (.*?) \| (.+?) \|$", page, re.M)

    assert len({name for name, *_ in rows}) == len(rows)
    assert {name: (severity, meaning) for name, severity, meaning, _ in rows} == {
        each.name: (each.severity + ", always" * each.fixed, each.meaning)
        for each in RULES.values()
    }


# Severities ----------------------------------------------------------------------------------


@pytest.fixture
def checked(build):
    """Run the copy desk; return what it prints as JSON: rule, line and severity of each."""

    def run(body="Text.", files=(), raw=None, **settings):
        files = dict(files) | {"a.md": raw or story(body=body, authors="Ana Ruiz")}
        site = build(files, CHECK_ONLY=True, CHECK_FORMAT="json", **settings)
        found = json.loads(site.messages)
        assert site.status == any(each["severity"] == "fault" for each in found)
        return [(each["rule"], each["line"], each["severity"]) for each in found]

    return run


def test_severities_can_be_changed(checked):
    body = "The the bus.\n\n[x](/nowhere/)"
    changed = {"word-repeated": "warning", "link-dead": "advice"}

    assert checked(body) == [("word-repeated", 6, "advice"), ("link-dead", 8, "warning")]
    assert checked(body, RULES=changed) == [
        ("word-repeated", 6, "warning"),
        ("link-dead", 8, "advice"),
    ]
    assert checked(body, RULES={"word-repeated": "off", "link-dead": "fault"}) == [
        ("link-dead", 8, "fault")
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"alt-mising": "off"}, 'Did you mean "alt-missing"?'),
        ({"script": "off"}, "protects the site"),
        ({"alt-missing": "loud"}, "Write"),
    ],
)
def test_rules_that_protect_the_site_or_do_not_exist_cannot_be_changed(build, changed, words):
    site = build({"a.md": story()}, RULES=changed)

    assert words in str(site.status)
    assert "RULES" in str(site.status)


def test_a_build_shows_warnings_and_only_the_number_of_advice(build):
    site = build({"a.md": story(body="The the bus.\n\n[x](/nowhere/)", authors="Ana")})

    assert site.status == 0
    assert "is dead" in site.messages
    assert "stands twice" not in site.messages
    assert "1 warning.\n" in site.messages
    assert "1 piece of advice, which make check lists.\n" in site.messages


# Waivers -------------------------------------------------------------------------------------

WAIVED = {
    "plain": "Waive: word-repeated: as in the song\n    link-dead: comes next week",
    "one": "Waive: word-repeated: a song: really\n    that goes on\n    link-dead: soon",
}
YAML = {
    "list": "waive:\n- word-repeated: as in the song\n- link-dead: soon",
    "texts": 'waive: ["word-repeated: song", "link-dead: soon"]',
    "table": "waive:\n  word-repeated: song\n  link-dead: soon",
}


@pytest.mark.parametrize("form", [*WAIVED, *YAML])
def test_a_story_waives_rules_in_every_form_of_header(checked, form):
    body = "The the bus.\n\n[x](/nowhere/)\n"
    if form in WAIVED:
        raw = f"Title: A\nDate: 2020-05-01\nAuthors: Ana\nCategory: World\n{WAIVED[form]}\n\n{body}"
    else:
        header = f"title: A\ndate: 2020-05-01\nauthors: Ana\ncategory: World\n{YAML[form]}"
        raw = f"---\n{header}\n---\n{body}"

    assert checked(raw=raw) == []


@pytest.mark.parametrize(
    ("waiver", "rule", "line"),
    [
        ("word-repeated", "field-wrong", 5),
        ("wrod-repeated: a song", "waiver-wrong", 5),
        ("script: we trust it", "waiver-wrong", 5),
    ],
)
def test_a_waiver_that_waives_nothing_is_reported(checked, waiver, rule, line):
    raw = f"Title: A\nDate: 2020-05-01\nAuthors: Ana\nCategory: World\nWaive: {waiver}\n\nText.\n"

    assert [(each, at) for each, at, _ in checked(raw=raw)] == [(rule, line)]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<!-- waive word-repeated: song -->\nThe the.\n\nThe the.", [9]),
        ("<!-- waive word-repeated: song -->\n\nThe\nthe.\n\nThe the.", [11]),
        ("<!-- waive word-repeated: a\nlong reason -->\n\nThe the.\n\nThe the.", [11]),
        ("<!-- waive a-b: x --><!-- waive word-repeated: y -->\n\nThe the.\n\nThe the.", [6, 10]),
        ("<!-- waive link-text: x -->\n<!-- waive word-repeated: y -->\nThe the.", []),
        ("The the.\n\n<!-- waive word-repeated: x -->\n\nThe the.", [6]),
        ("`<!-- waive word-repeated: x -->`\nThe the.", [7]),
    ],
)
def test_a_comment_waives_a_rule_for_one_paragraph(checked, body, lines):
    found = [line for rule, line, _ in checked(body) if rule in ("word-repeated", "waiver-wrong")]

    assert found == lines


@pytest.mark.parametrize(
    ("body", "first", "last"),
    [
        ("<!-- waive a-b: c -->\n```\nx\n\ny\n```\n\nz", 6, 10),
        ("<!-- waive a-b: c -->\n/// box | X\nx\n\ny\n///\n\nz", 6, 10),
        ("<!-- waive a-b: c -->\n<table>\n\n<tr></tr>\n\n</table>\n\nz", 6, 10),
        ("x <!-- waive a-b: c --> y\nz\n\na", 5, 6),
    ],
)
def test_a_waiver_is_for_the_whole_of_what_follows(body, first, last):
    ((waiver, _),) = paragraph_waivers(text_of(body))

    assert (waiver.rule, waiver.reason, waiver.first, waiver.last) == ("a-b", "c", first, last)


def test_a_waiver_without_a_reason_is_reported(checked):
    body = "<!-- waive word-repeated -->\n\nThe the."

    assert [(rule, line) for rule, line, _ in checked(body)] == [("waiver-wrong", 6)]


# House style ---------------------------------------------------------------------------------

STYLE = """\
# Our words
utilize: use
per cent: percent
Kiev: Kyiv
internet: Internet
US: U.S.
committee: select committee
e-mail: email
don't: do not
北韩: 朝鲜
illegal alien:
  to: undocumented immigrant
  why: people are not illegal.
  severity: fault
very unique:
  why: unique is unique
"""


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("Utilize it. UTILIZE. They utilized it.", ["Utilize", "UTILIZE"]),
        ("Ten per\ncent, 5 percent.", ["per cent"]),
        ("Kiev, kiev and KIEV", ["Kiev"]),
        ("The internet, the Internet", ["internet"]),
        ("Join us in the US", ["US"]),
        ("A committee, the select committee", ["committee"]),
        ("“We utilize it”, `utilize`, [x](utilize.md) and utilize.org", []),
        ("> utilize\n\n<!-- utilize -->", []),
        ("I don’t send e-mail", ["don’t", "e-mail"]),
        ("他在北韩说", ["北韩"]),
        ("An illegal alien is very unique.", ["illegal alien", "very unique"]),
    ],
)
def test_words_to_avoid_are_found_as_whole_words(body, typed):
    found = sorted(each.typed for each in unwanted(text_of(body), parsed_style(STYLE)))

    assert found == sorted(typed)


def test_words_in_the_header_and_their_lines_are_found():
    header = "Title: Utilize\nDate: 2020-05-01\nDeck: We utilize\n"
    text = text_of("A\n\nutilize", header=header)

    assert [each.line for each in unwanted(text, parsed_style(STYLE))] == [1, 3, 7]


def test_the_house_style_says_what_to_write_and_why(build, tmp_path):
    file = tmp_path / "style.yml"
    file.write_text(STYLE, "utf-8")
    files = {"a.md": story(body="The illegal alien is very unique.", authors="Ana")}
    site = build(files, HOUSE_STYLE=str(file), CHECK_ONLY=True)

    assert [line.partition(".md:")[2] for line in site.faults] == [
        '6: "illegal alien" is not house style (people are not illegal). '
        'Write "undocumented immigrant" [house-style]',
        '6: advice: "very unique" is not house style (unique is unique). '
        "Write something else [house-style]",
        "",
    ]
    assert "1 fault. 1 piece of advice." in site.faults[-1]


def test_words_are_waived_and_a_new_list_counts_at_once(checked, tmp_path):
    file = tmp_path / "style.yml"
    file.write_text("utilize: use\n")
    settings = {"HOUSE_STYLE": str(file)}
    body = "<!-- waive house-style: the law says so -->\nUtilize.\n\nUtilize."

    assert checked(body, **settings) == [("house-style", 9, "advice")]
    assert checked(body, RULES={"house-style": "warning"}, **settings) == [
        ("house-style", 9, "warning")
    ]
    file.write_text("utilize:\n  severity: off\n")
    assert checked(body, **settings) == []


@pytest.mark.parametrize(
    ("style", "line", "words"),
    [
        ("a: b\nc:\n  too: d\n", 3, 'Did you mean "to"?'),
        ("a:\n  severity: loud\n", 2, "is not one of"),
        ("a: [b\n", 2, "cannot be read as YAML"),
        ("a: [b, c]\n", 1, "has a list"),
        ("- a\n", 1, "holds no fields"),
    ],
)
def test_what_is_wrong_in_the_list_is_reported_with_its_line(build, tmp_path, style, line, words):
    file = tmp_path / "style.yml"
    file.write_text(style)
    site = build({"a.md": story()}, HOUSE_STYLE=str(file))

    assert f"style.yml:{line}: " in site.faults[0]
    assert words in site.faults[0]


def test_a_list_that_is_not_there_is_a_fault_of_the_setting(build):
    site = build({"a.md": story()}, HOUSE_STYLE="house/words.yml")

    assert "HOUSE_STYLE" in site.faults[0]


# Forms of the report -------------------------------------------------------------------------


def test_json_is_an_array_of_all_that_was_found(build):
    files = {"a.md": story(date="yesterday", body="The the bus."), "b.md": story(authors="Ana")}
    site = build(files, CHECK_ONLY=True, CHECK_FORMAT="json")

    assert site.status == 1
    assert [(each["rule"], each["severity"]) for each in json.loads(site.messages)] == [
        ("byline-missing", "advice"),
        ("field-wrong", "fault"),
        ("word-repeated", "advice"),
    ]
    assert set(json.loads(site.messages)[0]) == {"file", "line", "rule", "severity", "message"}


def test_json_names_what_is_wrong_in_the_settings(build):
    site = build({"a.md": story()}, CHECK_ONLY=True, CHECK_FORMAT="json", TIMEZONE="Mars")

    assert [each["rule"] for each in json.loads(site.messages)] == ["setting"]


MANY = [
    *(Fault(f"{n}.md", n, "one: 100%,\n::x", rule="a-b") for n in range(12)),
    *(Fault(f"{n}.md", n, "two", rule="c", severity="warning") for n in range(3)),
    *(Fault(f"{n}.md", n, "three", rule="d", severity="advice") for n in range(15)),
]


def test_github_gets_ten_annotations_of_each_kind_faults_first():
    lines, more = annotations(sorted(MANY))

    kinds = [line.split()[0] for line in lines]
    assert kinds == ["::error"] * 10 + ["::warning"] * 3 + ["::notice"] * 10
    assert lines[0] == "::error file=0.md,line=0,title=a-b::one: 100%25, ::x"
    assert len(more) == 7


def test_what_github_does_not_annotate_is_in_the_summary_of_the_job(tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    printed = Report(sorted(MANY), check=True).in_format("github").splitlines()

    assert len(printed) == 24
    assert printed[-1] == "12 faults, 3 warnings. 15 pieces of advice."
    assert summary.read_text().startswith("before\n")
    assert sum(".md:" in line for line in summary.read_text().splitlines()) == 7


def test_without_a_summary_nothing_is_lost(monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no/summary.md"))
    printed = Report(sorted(MANY), check=True).in_format("github").splitlines()

    assert len(printed) == 31


def test_a_summary_is_never_too_large_for_github(tmp_path):
    summary = tmp_path / "summary.md"
    assert add_to_summary(summary, [Fault("a.md", n, "x" * 500) for n in range(5000)], "Total.")

    assert len(summary.read_bytes()) < 1024**2
    assert "more" in summary.read_text()


# Placeholders --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "header", "body", "lines"),
    [
        ("placeholder", HEADER, BODY, [5]),
        ("placeholder", HEADER, f"Text.\n\nWrite here.\n\n{BODY}", [7, 9]),
        ("placeholder", HEADER, "`Write here.` is what a new story says.", []),
        ("example-address", HEADER, "Write to [us](mailto:desk@example.org).", [5]),
        ("example-address", "Title: Ana\nEmail: a@mail.example.com\n", "x@example.org.uk", [2]),
        ("example-address", HEADER, "Write to ana@news.org, or see example.org.", []),
        ("leftover", "Title: Headline here\n", "T", [1]),
        (
            "leftover",
            HEADER + "Deck: Your deck goes here\n",
            "Caption here.\n\n*Name hier*",
            [4, 6, 8],
        ),
        ("leftover", HEADER, "![A](a.jpg)\nA bus. (Photo: Name)", [6]),
        ("leftover", HEADER, "The story here is another. The text is here.\n\nHere.", []),
    ],
)
def test_placeholders_are_found(rule, header, body, lines):
    assert found(rule, text_of(body, header=header)) == lines


def test_a_new_story_without_its_status_is_not_published(build):
    text = skeleton("The river rises", "World", datetime(2020, 5, 1, tzinfo=UTC))
    draft, story_of_it = build({"a.md": text}), build({"a.md": text.replace("Status: draft\n", "")})

    assert draft.status == 0
    assert story_of_it.faults[0].endswith(
        'a.md:8: the text of a new story is still there. Write the story, or put the line "Status: '
        'draft" back'
    )


PUBLISHED = {"SITEURL": "https://news.example.org", "ABSOLUTE_SITEURL": True}


def test_what_the_demonstration_has_is_not_published(build):
    publisher = {"email": "editor@example.org"}
    files = {"a.md": story(authors="Ana"), "pages/about.md": "Title: About\n\n[fill in: who.]"}
    plain = build(files, PUBLISHER=publisher, NAVIGATION_PAGES=["about"])
    forget_signals()
    published = build(files, PUBLISHER=publisher, NAVIGATION_PAGES=["about"], **PUBLISHED)

    assert plain.status == 0
    assert "editor@example.org" not in plain.messages
    assert "icon.svg" not in plain.messages
    assert "fill" not in plain.messages
    assert any("PUBLISHER" in line and "editor@example.org" in line for line in published.faults)
    assert any(line.startswith("house/icon.svg:1: warning") for line in published.faults)
    assert any("about.md:3: warning" in line for line in published.faults)


def test_what_is_not_shown_is_reported_where_it_is_used(checked):
    body = (
        "Our house style, and a [film](https://video.example.net/watch).\n\nText.\n\n"
        '<iframe src="https://video.example.net/embed" title="Film"></iframe>\n\n'
        '<p style="color: red">Red.</p>'
    )

    assert [(rule, line) for rule, line, _ in checked(body)] == [
        ("not-shown", 10),
        ("not-shown", 12),
    ]


# Settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ('SITNAME = "A"', [(1, 'Did you mean "SITENAME"?')]),
        ('\nsitename = "A"', [(2, "Write SITENAME")]),
        ('SITENAME = "A"\nSPONSORS = ["B"]\nMY_OWN = 1\n_x = 2', []),
        ("NAVIGATION_PAGE: list = []", [(1, 'Did you mean "NAVIGATION_PAGES"?')]),
    ],
)
def test_misspelt_settings_are_reported(tmp_path, lines, faults):
    file = tmp_path / "pelicanconf.py"
    file.write_text(lines)
    found = list(misspelt_names(file, ["SITENAME", "SECTIONS", "NAVIGATION_PAGES"]))

    assert [(each.line, each.severity) for each in found] == [(at, "warning") for at, _ in faults]
    for each, (_, words) in zip(found, faults, strict=True):
        assert words in each.text


def test_a_missing_comma_is_reported_and_long_texts_are_not(tmp_path):
    file = tmp_path / "pelicanconf.py"
    file.write_text(
        'SECTIONS = [\n    "City",\n    "Town Hall"  # the council\n    "Police",\n]\n'
        'TEXT = ("one "\n  "two")\nTABLE = {"a": "b" "c"}\nNESTED = [("a" "b"), "c"]\n'
    )

    assert [(each.line, each.text) for each in missing_commas(file)] == [
        (3, 'SECTIONS lacks a comma between "Town Hall" and "Police". Put one there')
    ]


def test_a_page_of_the_navigation_that_does_not_exist_is_reported(build):
    files = {"a.md": story(authors="Ana"), "pages/about.md": "Title: About\n\nWe."}
    site = build(files, NAVIGATION_PAGES=["about", "abuot", "contact"])
    forget_signals()
    usual = build(files)

    assert 'NAVIGATION_PAGES names the page "contact", which does not exist.' in site.messages
    assert site.messages.count("NAVIGATION_PAGES names") == 2
    assert "NAVIGATION_PAGES" not in usual.messages


# Pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alt", "is_name"),
    [
        ("IMG_2041.jpg", True),
        ("DSC00012", True),
        ("Screenshot 2026-03-14 at 10.12.13", True),
        ("night-bus_2", True),
        ("Bildschirmfoto 2026-03-14", True),
        ("a bus.JPEG", True),
        ("A bus at night", False),
        ("Photo of a bus", False),
        ("bus", False),
        ("Bild des Jahres 2026", False),
        ("دبي", False),
        ("一辆公共汽车", False),
    ],
)
def test_the_name_of_a_file_is_no_alternative_text(alt, is_name):
    assert is_file_name(alt, "photos/night-bus_2.jpg") == is_name
    assert not is_file_name("bus", "bus.jpg")


def test_captions_and_credits_are_compared(checked):
    files = {
        "photos/x.jpg": photo("red"),
        "photos/y.jpg": photo("blue"),
        "b.md": story("B", body="![Red](x.jpg)\nA bus. (Photo: Tom Okafor)", authors="Ana"),
    }
    body = (
        "![Red](x.jpg)\nA bus. (Photo: Lena Vogt)\n\n![IMG_1.jpg](y.jpg)\n\n"
        "![Red](x.jpg)\nAgain. (Photo: Ana Ruiz)\n\n![](y.jpg)\n(Photo: Lena Vogt)\n{: .decorative}"
    )

    assert sorted(checked(body, files), key=lambda each: each[1]) == [
        ("credits-differ", 6, "advice"),  # of b.md
        ("caption-missing", 9, "advice"),
        ("credit-missing", 9, "warning"),
        ("alt-file-name", 9, "warning"),
        ("credits-differ", 11, "advice"),
    ]
