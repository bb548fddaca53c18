"""The tools of the trade find nothing wrong with the demonstration newsroom, whatever the page."""

import pytest

from .browsing import NEEDS_BROWSER, reading
from .checkers import (
    NEEDS_AXE,
    NEEDS_LIGHTHOUSE,
    NEEDS_NU,
    accessibility_faults,
    markup_faults,
    shortcomings,
)
from .conftest import proof
from .dead_links import dead_links
from .kinds import PATTERNS, kinds

GLANCES = [(scheme, width) for scheme in ("light", "dark") for width in (390, 1280)]
TEXT = "document.body.innerText"


def test_every_page_is_of_a_known_kind_and_every_kind_has_a_page(paper):
    found = {address: kinds(address) for address in paper.pages}

    assert {address: each for address, each in found.items() if len(each) != 1} == {}
    assert {kind for each in found.values() for kind in each} == PATTERNS.keys()


@pytest.mark.parametrize("site", ["paper", *proof("demo")])
def test_every_address_within_the_site_leads_somewhere(request, site):
    site = request.getfixturevalue(site)

    assert dead_links(site.output, site.address) == []


@pytest.mark.proof
@NEEDS_NU
def test_the_nu_html_checker_finds_nothing(demo, paper):
    assert markup_faults(demo.output, paper.output) == []


@pytest.mark.proof
@NEEDS_AXE
def test_axe_finds_nothing_in_light_and_dark_on_phone_and_desk(browser, paper, every_sort):
    found = []
    for address in every_sort:
        with reading(browser, paper.address, address) as page:
            for scheme, width in GLANCES:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 800})
                faults = accessibility_faults(page)
                found += [f"{address} in {scheme}, {width} px: {fault}" for fault in faults]

    assert found == []


@NEEDS_BROWSER
def test_every_page_but_the_search_says_the_same_without_scripts(browser, paper, examples):
    """But for the buttons that load a frame, beside a link to the same."""
    for address in (each for each in examples if kinds(each) != ["search"]):
        with reading(browser, paper.address, address) as page:
            page.evaluate("document.querySelectorAll('.embed-load').forEach(it => it.remove())")
            text = page.evaluate(TEXT)
        with reading(browser, paper.address, address, java_script_enabled=False) as page:
            assert page.locator("h1").first.is_visible(), address
            assert page.evaluate(TEXT) == text, address


@NEEDS_BROWSER
def test_an_old_address_leads_on_without_scripts(browser, paper):
    old = next(address for address in paper.pages if kinds(address) == ["old address"])
    with reading(browser, paper.address, old, java_script_enabled=False) as page:
        page.wait_for_url("**/moved/")

        assert page.locator("article h1").is_visible()


@NEEDS_BROWSER
def test_a_page_that_is_missing_is_shown_whole_however_deep_it_was_looked_for(browser, paper):
    with reading(browser, paper.address, "/2020/no/such/page/") as page:
        rules = page.evaluate("[...document.styleSheets].map(each => each.cssRules.length)")
        (message,) = page.complaints
        page.complaints.clear()

        assert "404" in message
        assert page.locator("h1").is_visible()
        assert rules
        assert all(rules)


@pytest.mark.proof
@NEEDS_LIGHTHOUSE
@pytest.mark.parametrize("kind", ["front", "section", "story"])
def test_lighthouse_asks_for_no_more(demo, kind):
    """Of a kind, the page with most pictures is taken."""
    pages = {address: page for address, page in demo.pages.items() if kinds(address) == [kind]}
    address = max(sorted(pages), key=lambda each: len(pages[each].find_all("img")))

    assert shortcomings(demo.address + address) == {}
