"""What readers can answer: the newsletter, support and tips, without script and without trackers."""

import re
from pathlib import Path

import pytest

from plugins.forms.forms import own_words, ways_of
from plugins.forms.places import place_after
from plugins.forms.services import SERVICES, address_problem, origin_of
from plugins.forms.settings import common, newsletter, support, tips

from .browsing import NEEDS_BROWSER, AsPublished, Collector, Server, reading, serving
from .conftest import ADDRESS, proof, story
from .test_previews import TOKEN, with_record

BUTTONDOWN = {"service": "buttondown", "name": "harbourpost"}
MAILCHIMP = {
    "service": "mailchimp",
    "address": "https://post.us1.list-manage.com/subscribe/post?u=a1b2&id=c3&f_id=0",
}
UUID = "7e2d5f0c-8a91-4c83-9d66-2b8e8a9f4f10"
LISTMONK = {"service": "listmonk", "address": "https://lists.example.org/", "list": UUID}
GHOST = {"service": "ghost", "address": "https://blog.example.org"}
SUPPORT = {"address": "https://donate.example.org/post"}
TIPS = {
    "email": "tips@news.example.org",
    "signal": "desk.42",
    "securedrop": f"http://{'a' * 56}.onion",
}
FIVE = "\n\n".join(f"Paragraph {word}." for word in ("one", "two", "three", "four", "five"))
STORY = "/2020/05/01/a/"


# Settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options", [{}, BUTTONDOWN, BUTTONDOWN | {"tag": "site"}, MAILCHIMP, LISTMONK, GHOST,
                LISTMONK | {"list": [UUID, UUID]},
                {"address": "https://forms.example.org/x"},
                {"address": "http://localhost:8000/x"},
                {"address": "https://forms.example.org/x", "field": "mail", "hidden": {"a": "b"}}],
)  # fmt: skip
def test_a_form_that_its_service_takes_is_right(options):
    assert newsletter(options) == ""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"service": "buttonup", "name": "a"}, 'unknown service "buttonup". Did you mean'),
        ({"service": "buttondown"}, 'lacks "name"'),
        ({"service": "buttondown", "name": "a b"}, 'has the name "a b"'),
        ({"service": "buttondown", "nmae": "a"}, 'unknown option "nmae". Did you mean "name"?'),
        ({"service": "mailchimp"}, 'lacks "address"'),
        (MAILCHIMP | {"address": "https://example.org/subscribe/post?u=1&id=2"}, "no form of"),
        (MAILCHIMP | {"address": "https://x.list-manage.com.evil.org/subscribe/post?u=1&id=2"},
         "no form of"),
        (MAILCHIMP | {"address": "https://x.us1.list-manage.com/subscribe/post-json?u=1&id=2"},
         "no form of"),
        (MAILCHIMP | {"address": "https://x.us1.list-manage.com/subscribe/post?u=1"}, "no form of"),
        (LISTMONK | {"list": "weekly"}, 'has the list "weekly". Write its UUID'),
        (LISTMONK | {"list": [UUID, "x"]}, 'has the list "x"'),
        ({"service": "ghost", "address": "blog.example.org"}, 'does not begin with "https://"'),
        ({"place": "end"}, 'lacks "address"'),
        ({"address": "https://x.org/", "hidden": ["a"]}, "is no table"),
        ({"address": "https://x.org/", "name": "a"}, 'unknown option "name"'),
    ],
)  # fmt: skip
def test_what_a_service_does_not_take_is_told_with_the_remedy(options, words):
    assert words in newsletter(options)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "//forms.example.org/x", "/subscribe", "",
        "http://forms.example.org/x", "https://ana@forms.example.org/", "https://a:b@x.org/",
        "https://x.org; script-src *", "https://x.org/'unsafe-inline'", "https://x.org/a b",
        "https://x.org,https://y.org", "https://x.org/\nhttps://y.org", "https://münchen.de/",
        "https://x.org:99999/", "https://[::1", "https:///x", "https://-x.org/", "https://x..org/",
        "ftp://x.org/", "https://x.org\\@y.org/", 'https://x.org/"', "https://x.org/<b>", None, 5,
    ],
)  # fmt: skip
def test_readers_data_go_to_plain_secure_addresses_alone(address):
    assert address_problem(address)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://x.org/a?b=c#d", "https://x.org"),
        ("https://X.Org:8443/", "https://x.org:8443"),
        ("http://127.0.0.1:80/x", "http://127.0.0.1:80"),
    ],
)
def test_a_policy_names_the_origin(address, origin):
    assert address_problem(address) == ""
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    ("check", "options", "words"),
    [
        (support, {"address": "http://x.org"}, "others could read"),
        (support, {"place": "end"}, 'lacks "address"'),
        (support, {"address": "//evil.org/"}, "does not begin with"),
        (support, {"address": '/a/../b"c'}, "is not a web address"),
        (support, SUPPORT | {"adress": "x"}, "Did you mean"),
        (tips, {"place": "end"}, "names no way to reach you"),
        (tips, {"email": "tips"}, "not an e-mail address"),
        (tips, {"email": "a@b.org?bcc=c@d.org"}, "not an e-mail address"),
        (tips, {"signal": "0170 123"}, "for Signal"),
        (tips, {"signal": "https://evil.org/"}, "for Signal"),
        (tips, {"securedrop": "http://short.onion"}, "for SecureDrop"),
        (tips, {"securedrop": "http://news.example.org"}, "for SecureDrop"),
        (tips, {"button": "Go", "email": "a@b.org"}, 'unknown option "button"'),
        (common, {"place": "after 3"}, 'has the place "after 3"'),
        (common, {"place": ["end", "paragraph 0"]}, 'has the place "paragraph 0"'),
        (common, {"title": {"german!": "x"}}, "is no text"),
        (common, {"title": 5}, "is no text"),
        (common, {"not_in": "Sport"}, "no list of sections"),
    ],
)
def test_other_mistakes_are_told(check, options, words):
    assert words in check(options)


def test_a_mistake_is_reported_with_the_line_of_the_settings(build):
    site = build({"a.md": story()}, NEWSLETTER={"service": "buttonup"})

    assert any("NEWSLETTER" in each and "buttonup" in each for each in site.faults)


def test_a_section_that_no_story_is_in_is_a_warning(build):
    site = build({"a.md": story()}, SUPPORT=SUPPORT | {"not_in": ["Obituariez"]})

    assert 'SUPPORT names the section "Obituariez"' in site.messages


# Services ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "action", "field", "sent", "trap"),
    [
        (BUTTONDOWN | {"tag": "site"},
         "https://buttondown.com/api/emails/embed-subscribe/harbourpost", "email",
         {"tag": "site", "embed": "1"}, ""),
        (MAILCHIMP, MAILCHIMP["address"], "EMAIL", {}, "b_a1b2_c3"),
        (LISTMONK, "https://lists.example.org/subscription/form", "email", {"l": UUID}, "nonce"),
        (GHOST, "https://blog.example.org/#/portal/signup", "", {}, ""),
        ({"address": "https://x.org/in", "field": "mail", "hidden": {"list": "daily"}},
         "https://x.org/in", "mail", {"list": "daily"}, ""),
    ],
)  # fmt: skip
def test_each_service_gets_what_its_own_form_sends(options, action, field, sent, trap):
    target = SERVICES[options.get("service", "")].target(options)

    assert (target.action, target.field, dict(target.hidden), target.trap) == (
        action, field, sent, trap,
    )  # fmt: skip


# Places --------------------------------------------------------------------------------------

P = "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n"


@pytest.mark.parametrize(
    ("html", "before"),
    [
        pytest.param(P + "<p>Four.</p>", "<p>Four.</p>", id="after the third"),
        pytest.param(P, None, id="nothing follows"),
        pytest.param("<p>One.</p>\n<p>Two.</p>", None, id="too short"),
        pytest.param("", None, id="empty"),
        pytest.param(P + "<h2>H</h2>\n<p>Four.</p>\n<p>Five.</p>", "<p>Five.</p>", id="a heading"),
        pytest.param(P + "<ul><li>a</li></ul>\n<p>Four.</p>", None, id="a list that it introduces"),
        pytest.param(
            P + "<figure><p>F</p><p>G</p></figure>\n<p>4.</p>\n<p>5.</p>", "<p>5.</p>", id="figure"
        ),
        pytest.param(
            "<blockquote><p>a</p><p>b</p><p>c</p><p>d</p></blockquote><p>e</p>", None, id="quoted"
        ),
        pytest.param(
            '<div class="part"><p>a</p><p>b</p><p>c</p><p>d</p></div>' + P + "<p>Four.</p>",
            "<p>Four.</p>",
            id="a part",
        ),
        pytest.param(
            P.replace("Three.", "<strong>Why?</strong>") + "<p>So.</p>\n<p>And.</p>",
            "<p>And.</p>",
            id="a bold question",
        ),
        pytest.param(
            P.replace("Three.", "He said:") + "<p>So.</p>\n<p>And.</p>", "<p>And.</p>", id="a colon"
        ),
        pytest.param(
            '<p><img src="a.jpg" alt="x"></p>\n' + P + "<p>Four.</p>",
            "<p>Four.</p>",
            id="a picture",
        ),
        pytest.param(P + "words <p>Four.</p>", None, id="words of no paragraph"),
        pytest.param("<div>" + P + "<p>Four.</p>", None, id="never closed"),
        pytest.param(
            '<svg><path d="M0"/></svg>' + P + "<p>Four.</p>", "<p>Four.</p>", id="a drawing"
        ),
        pytest.param("</div>" + P + "<p>Four.</p>", "<p>Four.</p>", id="closed without an opening"),
        pytest.param(
            '<p class="dateline-alone">X —</p>\n' + P + "<p>Four.</p>",
            "<p>Four.</p>",
            id="dateline",
        ),
        pytest.param(
            "<section>" + P + "</section>" + P + "<p>Four.</p>", "<p>Four.</p>", id="a section"
        ),
    ],
)
def test_a_form_stands_between_two_paragraphs_of_the_text_alone(html, before):
    place = place_after(html, 3)

    assert (place is None) == (before is None)
    if place is not None:
        assert html[place:].strip().startswith(before)
        assert html[:place].endswith("</p>")


# Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "lang", "words"),
    [
        ("", "de", None),
        ("News", "de", ("News", "en", "ltr")),
        ({"en": "News", "de": "Neues"}, "de", ("Neues", "de", "ltr")),
        ({"en": "News", "ar": "أخبار"}, "ar", ("أخبار", "ar", "rtl")),
        ({"pt": "Novas"}, "pt-br", ("Novas", "pt", "ltr")),
        ({"EN-gb": "News"}, "en-gb", ("News", "en-gb", "ltr")),
        ({"en": "News"}, "fr", None),
        ({"en": ""}, "en", None),
    ],
)
def test_own_words_are_those_of_the_page_or_of_the_site(given, lang, words):
    assert own_words(given, lang, "en") == words


@pytest.mark.parametrize(
    ("options", "ways"),
    [
        ({"email": "t+x@n.org"}, [("email", "t+x@n.org", "mailto:t+x@n.org")]),
        ({"signal": "+49 30 (12) 3456"},
         [("signal", "+49 30 (12) 3456", "https://signal.me/#p/+4930123456")]),
        ({"signal": "desk.42"}, [("signal", "desk.42", "")]),
        ({"signal": "https://signal.me/#eu/abc"},
         [("signal", "https://signal.me/#eu/abc", "https://signal.me/#eu/abc")]),
    ],
)  # fmt: skip
def test_a_tip_line_links_where_a_link_is_known(options, ways):
    assert tips(options) == ""
    assert [*ways_of(options)] == ways


# Pages ---------------------------------------------------------------------------------------

ALL = {
    "NEWSLETTER": BUTTONDOWN | {"place": ["paragraph 3", "foot"], "title": {"de": "Täglich"}},
    "SUPPORT": SUPPORT | {"not_in": ["Obituaries"], "button": "Chip in"},
    "TIPS": TIPS | {"text": "Use <b>no</b> work computer."},
}
STORIES = {
    "a.md": story(body=FIVE),
    "short.md": story("Short", body="One.\n\nTwo."),
    "obit.md": story("A life", section="Obituaries", body=FIVE),
    "quiet.md": story("Quiet", body=FIVE, forms="no"),
    "some.md": story("Some", body=FIVE, forms="tips"),
    "deutsch.md": story("Wasser", body=FIVE, lang="de"),
    "draft.md": story("Draft", body=FIVE, status="draft"),
    "pages/about.md": "Title: About\n\nUs.\n",
}


@pytest.fixture(scope="module")
def site(build_once):
    return build_once("forms", STORIES, **ALL)


def kinds(page, place):
    return [
        next(name for name in each["class"] if name != "reader-form")
        for each in page.select(f"{place} .reader-form")
    ]


@pytest.mark.parametrize(
    ("name", "text", "end", "foot"),
    [
        ("a", ["newsletter"], ["support"], ["newsletter", "tips"]),
        ("short", [], ["newsletter", "support"], ["newsletter", "tips"]),
        ("a-life", None, None, None),
        ("obit", ["newsletter"], [], ["newsletter", "tips"]),
        ("quiet", [], [], []),
        ("some", [], [], ["tips"]),
    ],
)
def test_each_form_stands_where_its_rule_says(site, name, text, end, foot):
    if text is None:
        assert not (site.output / f"2020/05/01/{name}").exists()
        return
    page = site(f"/2020/05/01/{name}/")

    assert kinds(page, ".story-body") == text
    assert kinds(page, ".story-footer") == end
    assert kinds(page, ".imprint") == foot
    styled = page.find("link", href=re.compile("css/forms")) is not None
    assert styled == bool(text or end or foot)


def test_the_form_follows_the_third_paragraph(site):
    (form,) = site(STORY).select(".story-body > .reader-form")

    assert form.find_previous_sibling("p").get_text() == "Paragraph three."
    assert form.find_next_sibling("p").get_text() == "Paragraph four."


def test_lists_and_pages_have_what_stands_in_the_foot(site):
    for address in ("/", "/about/", "/section/world/", "/archive/"):
        assert kinds(site(address), "body") == ["newsletter", "tips"], address


def test_a_form_says_what_it_asks_for(site):
    form = site(STORY).select_one(".story-body form")

    assert form["action"] == "https://buttondown.com/api/emails/embed-subscribe/harbourpost"
    assert form["method"] == "post"
    field = form.select_one("label input")
    assert (field["type"], field["name"], field["autocomplete"]) == ("email", "email", "email")
    assert field.has_attr("required")
    assert form.label.get_text(strip=True) == "E-mail address"
    assert form.button.get_text() == "Sign up"
    assert not site(STORY).select("script:not([type='application/ld+json'])")


def test_words_are_in_the_language_of_the_page(site):
    page = site("/2020/05/01/deutsch/")
    form = page.select_one(".story-body .reader-form")

    assert form.select_one(".reader-form-title").get_text() == "Täglich"
    assert form.button.get_text() == "Anmelden"
    (own,) = page.select(".story-footer .reader-form-link span")
    assert (own.get_text(), own["lang"]) == ("Chip in", "en")
    title = site(STORY).select_one(".story-body .reader-form-title")
    assert title.get_text() == "Get the newsletter"


def test_own_words_are_text(site):
    tip = site("/").select_one(".reader-form.tips")

    assert "Use <b>no</b> work computer." in tip.get_text()
    assert [each.get_text() for each in tip.select("bdi")] == [*TIPS.values()]


def test_the_policy_names_the_host_of_the_form_alone(site):
    headers = (site.output / "_headers").read_text()

    assert "form-action 'self' https://buttondown.com;" in headers
    assert "donate.example.org" not in headers
    for name in ("nginx.conf", "Caddyfile"):
        assert "https://buttondown.com" in (site.output / "_hosting" / name).read_text()


def test_feeds_search_and_data_know_no_form(site):
    for path in sorted(site.output.rglob("*")):
        if path.is_file() and path.suffix in {".xml", ".json"}:
            assert b"embed-subscribe" not in path.read_bytes(), path


def test_without_settings_pages_are_as_they_were(build):
    site = build({"a.md": story(body=FIVE)})

    assert not site(STORY).select(".reader-form")
    assert "css/forms" not in str(site(STORY))
    assert "form-action 'self';" in (site.output / "_headers").read_text()


def test_support_may_lead_to_a_page_of_the_site(build):
    site = build({"a.md": story()}, SITEURL=f"{ADDRESS}/daily", SUPPORT={"address": "/support/"})

    link = site(STORY).select_one(".reader-form-link a")
    assert link["href"] == f"{ADDRESS}/daily/support/"


def test_an_unknown_form_in_a_header_is_a_fault(build):
    (fault, *_) = build({"a.md": story(forms="letters")}).faults

    assert 'a.md:1: "forms" contains "letters". Write "no", or some of newsletter' in fault


def test_an_incremental_build_equals_a_clean_one(build, tmp_path):
    build({"a.md": story(body=FIVE), "b.md": story("B", body=FIVE)}, SITEURL=ADDRESS)
    build(fresh=False, SITEURL=ADDRESS, **ALL)
    after = build({"a.md": story(body="One.", forms="tips")}, fresh=False, SITEURL=ADDRESS, **ALL)
    found = after.bytes()
    places = {"OUTPUT_PATH": str(tmp_path / "new"), "PRESS_CACHE": str(tmp_path / "none")}
    build(fresh=False, SITEURL=ADDRESS, **ALL, **places)
    clean = {
        path.relative_to(tmp_path / "new").as_posix(): path.read_bytes()
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }

    assert clean == found


# Readers -------------------------------------------------------------------------------------


@NEEDS_BROWSER
def test_a_reader_signs_up_without_script_and_nothing_is_asked_before(build, browser):
    Collector.taken.clear()
    with Server(Path(), Collector) as service, service.answering() as elsewhere:
        form = {"address": f"{elsewhere}/in", "hidden": {"list": "daily"}, "place": "paragraph 3"}
        site = build({"a.md": story(body=FIVE)}, NEWSLETTER=form, TIPS=TIPS)
        with (
            Server(site.output, AsPublished) as server,
            server.answering() as address,
            reading(browser, address, STORY, java_script_enabled=False) as page,
        ):
            assert not Collector.taken
            field = page.get_by_label("E-mail address")
            field.fill("no address")
            page.get_by_role("button", name="Sign up").click()
            assert not Collector.taken
            field.fill("ana@example.org")
            assert not page.complaints
            page.get_by_role("button", name="Sign up").click()
            page.wait_for_url(f"{elsewhere}/in")
            page.complaints.clear()  # it asked elsewhere, as it should

    assert Collector.taken == ["list=daily&email=ana%40example.org"]


@NEEDS_BROWSER
def test_print_has_the_tip_line_and_no_forms(site, browser):
    with serving(site.output) as address, reading(browser, address, STORY) as page:
        page.emulate_media(media="print")
        shown = page.locator(".reader-form:visible").evaluate_all(
            "all => all.map(e => e.className)"
        )
        text = page.locator(".reader-form.tips").inner_text()

    assert shown == ["reader-form tips"]
    assert TIPS["email"] in text
    assert TIPS["securedrop"] in text


@NEEDS_BROWSER
@pytest.mark.parametrize("width", [320, *proof(390, 1280)])
def test_forms_fit_and_fingers_reach_them(site, browser, width):
    with serving(site.output) as address, reading(browser, address, STORY, width) as page:
        wide = page.evaluate("document.documentElement.scrollWidth")
        heights = page.locator(".reader-form :is(button, input[type=email], a)").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect().height)"
        )

    assert wide <= width
    assert min(heights) >= 24


def test_a_preview_has_no_forms(build):
    files = with_record({"secretname.md": story("S", "2026-02-01", status="draft", body=FIVE)})
    page = build(files, NOW="2026-03-01", **ALL)(f"/preview/{TOKEN}/")

    assert "Paragraph five." in page.get_text()
    assert not page.select(".reader-form")
    assert "css/forms" not in str(page)
