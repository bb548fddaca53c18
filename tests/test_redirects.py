"""Old addresses keep working."""

import pytest

from plugins.redirects.aliases import page_of

from .conftest import story


@pytest.mark.parametrize(
    ("alias", "page"),
    [
        ("/2014/old-name/", "2014/old-name/index.html"),
        ("2014/old-name", "2014/old-name/index.html"),
        ("/old.html", "old.html"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/../etc/", None),
        ("/%2e%2e/etc/", None),
        ("/a//b/", None),
        ("https://example.org/a/", None),
        ("//example.org/a/", None),
        ("/?p=12", None),
        ("/feed.xml", None),
        ("/", None),
        ("/a\\b/", None),
        ("/a\x00b/", None),
    ],
)
def test_which_file_answers_an_old_address(alias, page):
    assert page_of(alias) == page


def test_an_old_address_leads_to_the_story(build):
    site = build({"a.md": story("New & old", aliases="/2014/old/, old.html")})

    for address in ("/2014/old/", "/old.html"):
        page = site(address)
        assert page.select_one("meta[http-equiv=refresh]")["content"] == "0; url=/2020/05/01/a/"
        assert page.h1.a["href"] == "/2020/05/01/a/"


def test_an_old_address_of_a_held_story_is_not_published(build):
    site = build({"a.md": story(aliases="/2014/old/", status="draft")})

    assert not [name for name in site.files if "old" in name]


def test_an_old_address_that_is_taken_or_invalid_is_a_fault(build):
    site = build({"a.md": story(aliases="/2020/05/01/b/, /?p=1"), "b.md": story("B")})

    assert len(site.faults) == 3
    assert 'a.md:1: the old address "/?p=1" cannot be a page' in site.faults[0]
    assert "a.md:1: the old address /2020/05/01/b/ is the address of " in site.faults[1]
    assert site.faults[1].endswith('b.md. Remove it from "aliases"')
