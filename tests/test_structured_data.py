"""What machines are told of each page: it equals what the page shows, and keeps the rules."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import extruct
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plugins.structured_data import script

from .conftest import ADDRESS, Site, grainy, photo, story


def told(page: BeautifulSoup) -> list[dict[str, Any]]:
    """Return the nodes that *page* tells machines."""
    (script,) = page.select("script[type='application/ld+json']")
    data = json.loads(script.string)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def kinds(node: Mapping[str, Any]) -> list[str]:
    """Return the types of *node*."""
    return node["@type"] if isinstance(node["@type"], list) else [node["@type"]]


def one(nodes: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    """Return the only one of *nodes* that is of a *kind*."""
    (found,) = (node for node in nodes if kind in kinds(node))
    return found


def inner(nodes: object) -> Iterator[dict[str, Any]]:
    """Yield each node of *nodes*, and those within them."""
    if isinstance(nodes, dict):
        if "@type" in nodes:
            yield nodes
        for value in nodes.values():
            yield from inner(value)
    elif isinstance(nodes, list):
        for node in nodes:
            yield from inner(node)


# The rules, by https://developers.google.com/search/docs/appearance/structured-data and
# https://schema.org: what each property must be. A question mark stands before one that is given
# only where there is something to say.


def a_text(value: Any) -> bool:
    return isinstance(value, str) and value == " ".join(value.split()) and value != ""


def a_headline(value: Any) -> bool:
    return a_text(value) and not re.search(r"</?[a-z]+>|&(?:amp|lt|gt|quot|#\d+);", value)


def a_name(value: Any) -> bool:
    return a_text(value) and not re.match(r"by\s|written by\s", value, re.IGNORECASE)


def a_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def an_address(value: Any) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else urlsplit("")
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in value


def a_number(value: Any) -> bool:
    return isinstance(value, int) and value > 0


def a_language(value: Any) -> bool:
    return bool(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", value))


def true(value: Any) -> bool:
    return value is True


def each_is(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and value != [] and all(map(check, value))


def of(*types: str) -> Callable[[Any], bool]:
    """Say that a value must be a node of one of *types*."""
    return lambda value: isinstance(value, dict) and bool({*types}.intersection(kinds(value)))


def a_reference(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"@id"}


def anything(value: Any) -> bool:
    return True


_PAGE = {
    "@id": an_address,
    "url": an_address,
    "name": a_headline,
    "?description": a_headline,
    "inLanguage": a_language,
    "isPartOf": a_reference,
    "?breadcrumb": a_reference,
    "?mainEntity": a_reference,
}
RULES: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "NewsArticle": {
        "@id": an_address,
        "headline": a_headline,
        "?alternativeHeadline": a_headline,
        "?description": a_headline,
        "datePublished": a_moment,
        "dateModified": a_moment,
        "?dateline": a_headline,
        "author": each_is(of("Person", "Organization", "NewsMediaOrganization")),
        "publisher": of("NewsMediaOrganization"),
        "articleSection": a_text,
        "?keywords": each_is(a_text),
        "wordCount": a_number,
        "inLanguage": a_language,
        "isAccessibleForFree": true,
        "mainEntityOfPage": an_address,
        "url": an_address,
        "isPartOf": each_is(anything),
        "?image": each_is(of("ImageObject")),
        "?associatedMedia": each_is(of("ImageObject")),
        "?correction": each_is(of("CorrectionComment")),
        "publishingPrinciples": an_address,
    },
    "CorrectionComment": {"datePublished": a_moment, "text": a_headline},
    "CreativeWorkSeries": {"name": a_text, "?url": an_address},
    "Person": {
        "?@id": an_address,
        "name": a_name,
        "?url": an_address,
        "?jobTitle": a_headline,
        "?sameAs": each_is(an_address),
        "?image": of("ImageObject"),
        "?description": a_headline,
    },
    "Organization": {
        "?@id": an_address,
        "name": a_name,
        "?url": an_address,
        "parentOrganization": a_reference,
        "?sameAs": each_is(an_address),
        "?image": of("ImageObject"),
        "?description": a_headline,
    },
    "NewsMediaOrganization": {
        "@id": an_address,
        "name": a_text,
        "?url": an_address,
        "?logo": of("ImageObject"),
        "?description": a_headline,
        "?sameAs": each_is(an_address),
        "?contactPoint": of("ContactPoint"),
        "?masthead": an_address,
        "?ethicsPolicy": an_address,
        "?correctionsPolicy": an_address,
        "?verificationFactCheckingPolicy": an_address,
        "?unnamedSourcesPolicy": an_address,
        "?actionableFeedbackPolicy": an_address,
        "?ownershipFundingInfo": an_address,
        "?missionCoveragePrioritiesPolicy": an_address,
        "?publishingPrinciples": an_address,
    },
    "ContactPoint": {"contactType": a_text, "?email": a_text, "?telephone": a_text},
    "WebSite": {
        "@id": an_address,
        "name": a_text,
        "url": an_address,
        "inLanguage": a_language,
        "publisher": a_reference,
    },
    "WebPage": _PAGE,
    "CollectionPage": _PAGE,
    "ProfilePage": {**_PAGE, "mainEntity": a_reference},
    "BreadcrumbList": {"@id": an_address, "itemListElement": each_is(of("ListItem"))},
    "ItemList": {
        "@id": an_address,
        "numberOfItems": a_number,
        "itemListElement": each_is(of("ListItem")),
    },
    "ListItem": {
        "position": a_number,
        "name": a_headline,
        "?item": an_address,
        "?url": an_address,
    },
    "ImageObject": {
        "?contentUrl": an_address,
        "?url": an_address,
        "?width": a_number,
        "?height": a_number,
        "?caption": a_text,
        "?creditText": a_text,
        "?creator": each_is(of("Person")),
        "?copyrightNotice": a_text,
        "?license": an_address,
        "?acquireLicensePage": an_address,
        "?digitalSourceType": an_address,
    },
}


def broken(nodes: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what of *nodes* breaks a rule."""
    ids = [node["@id"] for node in nodes if "@id" in node]
    if len(ids) > len(set(ids)):
        yield "two nodes bear one @id"
    for node in inner(nodes):
        rules = RULES.get(kinds(node)[0])
        if rules is None:
            yield f"{kinds(node)[0]} has no rules"
            continue
        known = {name.lstrip("?"): check for name, check in rules.items()}
        for name in node.keys() - known.keys() - {"@type"}:
            yield f"{kinds(node)[0]}.{name} has no rule"
        for name, check in rules.items():
            if name.lstrip("?") in node:
                if not check(node[name.lstrip("?")]):
                    yield f"{kinds(node)[0]}.{name} is {node[name.lstrip('?')]!r}"
            elif not name.startswith("?"):
                yield f"{kinds(node)[0]} lacks {name}"
        positions = [each.get("position") for each in node.get("itemListElement", ())]
        if positions != list(range(1, len(positions) + 1)):
            yield f"the positions are {positions}"
        if "dateModified" in node and _before(node["dateModified"], node["datePublished"]):
            yield "it is modified before it is published"
    for each in references(nodes):
        if each not in ids:
            yield f"{each} is no node"


def _before(one: Any, other: Any) -> bool:
    moments = a_moment(one) and a_moment(other)
    return moments and datetime.fromisoformat(one) < datetime.fromisoformat(other)


def references(value: object) -> Iterator[str]:
    """Yield the ids by which one node refers to another."""
    if a_reference(value):
        yield value["@id"]  # type: ignore[index]
    for each in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from references(each)


def unanswered(nodes: list[dict[str, Any]], site: Site) -> Iterator[str]:
    """Yield each address of *nodes* on the site that no file answers, and each picture amiss."""
    for text in _texts(nodes):
        if text.startswith(f"{ADDRESS}/") and not file_at(text, site).is_file():
            yield f"there is nothing at {text}"
    for node in inner(nodes):
        if "ImageObject" in kinds(node) and {"contentUrl", "width"} <= node.keys():
            path = file_at(node["contentUrl"], site)
            if path.suffix != ".svg":
                with Image.open(path) as image:
                    if image.size != (node["width"], node["height"]):
                        yield f"{path.name} is {image.size}"
        if "NewsArticle" in kinds(node):
            images = node.get("image", [])
            yield from (
                f"{each['contentUrl']} is too small"
                for each in images
                if each["width"] * each["height"] < 50_000
            )
            shapes = [each["width"] / each["height"] for each in images[1:]]
            if shapes and shapes != pytest.approx([16 / 9, 4 / 3, 1], rel=0.01):
                yield f"the picture's shapes are {shapes}"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _texts(each)


def file_at(address: str, site: Site) -> Path:
    """Return the file of *site* that answers *address*."""
    path = site.output / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if address.partition("#")[0].endswith("/") else path


GOOD = {
    "@type": "NewsArticle",
    "@id": f"{ADDRESS}/a/#story",
    "headline": "The river rises",
    "datePublished": "2020-05-01T12:00:00+00:00",
    "dateModified": "2020-05-01T12:00:00+00:00",
    "author": [{"@type": "Person", "name": "Ana Ruiz", "url": f"{ADDRESS}/author/ana-ruiz/"}],
    "publisher": {"@type": "NewsMediaOrganization", "@id": f"{ADDRESS}/#publisher", "name": "X"},
    "articleSection": "World",
    "wordCount": 2,
    "inLanguage": "en",
    "isAccessibleForFree": True,
    "mainEntityOfPage": f"{ADDRESS}/a/",
    "url": f"{ADDRESS}/a/",
    "isPartOf": [{"@type": "CreativeWorkSeries", "name": "X"}],
    "publishingPrinciples": f"{ADDRESS}/ethics/",
}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, []),
        ({"headline": "The <em>river</em> rises"}, ["headline is"]),
        ({"headline": "Fish &amp; chips"}, ["headline is"]),
        ({"datePublished": "2020-05-01T12:00:00"}, ["datePublished is"]),
        ({"dateModified": "2020-05-01T11:00:00+00:00"}, ["modified before"]),
        ({"url": "/a/"}, ["url is"]),
        ({"author": [{"@type": "Person", "name": "By Ana"}]}, ["name is"]),
        ({"author": [{"@type": "Person"}]}, ["lacks name"]),
        ({"isPartOf": [{"@id": f"{ADDRESS}/#website"}]}, ["is no node"]),
        ({"genre": "x"}, ["has no rule"]),
        ({"publisher": {"@type": "Thing"}}, ["publisher is", "has no rules"]),
    ],
)
def test_the_checker_finds_what_is_broken(changes, words):
    found = list(broken([{**GOOD, **changes}]))

    assert len(found) == len(words), found
    assert all(word in fault for word, fault in zip(words, found, strict=True))


@pytest.fixture(scope="module")
def demo(published_demo):
    """The demonstration newsroom as it is published, with its policies."""
    return published_demo


@pytest.fixture(scope="module")
def pages(demo):
    """The pages of the demonstration newsroom by their addresses, without those that lead on."""
    names = sorted(name for name in demo.files if name.endswith("index.html"))
    soups = {name: BeautifulSoup((demo.output / name).read_bytes(), "lxml") for name in names}
    return {
        f"{ADDRESS}/{name.removesuffix('index.html')}": soup
        for name, soup in soups.items()
        if not soup.select_one("meta[http-equiv=refresh]")
    }


def test_others_read_of_every_page_what_it_tells(demo, pages):
    """By extruct, which reads the data of pages for those who gather it."""
    for address, page in pages.items():
        html = (demo.output / address.removeprefix(f"{ADDRESS}/") / "index.html").read_text("utf-8")
        read = extruct.extract(html, base_url=address, syntaxes=["json-ld"], errors="strict")

        assert read == {"json-ld": [{"@context": "https://schema.org", "@graph": told(page)}]}


def test_every_page_of_the_demonstration_keeps_the_rules(demo, pages):
    found = [
        f"{address}: {fault}"
        for address, page in pages.items()
        for fault in (*broken(told(page)), *unanswered(told(page), demo))
    ]

    assert found == []
    assert len(pages) > 100


def test_the_demonstration_has_all_that_the_rules_are_for(pages):
    nodes = [node for page in pages.values() for node in inner(told(page))]
    seen = {kind for node in nodes for kind in kinds(node)}

    assert seen - {"Person"} == RULES.keys() - {"Person"} | (seen - RULES.keys() - {"Person"})
    for kind in ("NewsArticle", "NewsMediaOrganization"):
        names = {name for node in nodes if kind in kinds(node) for name in node}
        missing = {name.lstrip("?") for name in RULES[kind]} - names
        assert missing <= {"sameAs"}, kind


def words_of(page: BeautifulSoup, selector: str) -> list[str]:
    """Return the words of each thing that *selector* finds."""
    return [" ".join(each.get_text().split()) for each in page.select(selector)]


def test_what_is_told_equals_what_is_shown(pages):
    """Headline, dates, bylines, section, corrections, breadcrumb and lists: both are read."""
    stories = 0
    for address, page in pages.items():
        nodes = told(page)
        shown = next(node for node in nodes if node.get("@id") == address)
        assert shown["url"] == page.select_one("link[rel=canonical]")["href"] == address
        assert shown["inLanguage"] == page.html["lang"]
        assert_breadcrumb(page, nodes)
        assert_list(page, nodes)
        if page.select_one("body.story-page"):
            stories += 1
            assert_story(page, one(nodes, "NewsArticle"))
        elif not re.search("archive|page/", address):
            assert shown["name"] == words_of(page, "h1")[0]
    assert stories > 20


def assert_breadcrumb(page, nodes):
    steps = page.select("nav.breadcrumb li")
    if not steps:
        assert not [node for node in nodes if "BreadcrumbList" in kinds(node)]
        return
    items = one(nodes, "BreadcrumbList")["itemListElement"]
    here = page.select_one("link[rel=canonical]")["href"]
    assert [each["name"] for each in items] == words_of(page, "nav.breadcrumb li")
    assert [each["item"] for each in items] == [
        step.a["href"] if step.a else here for step in steps
    ]


def assert_list(page, nodes):
    lists = [node for node in nodes if "ItemList" in kinds(node)]
    links = page.select("main .card .headline a") if not page.select_one("article.story") else []
    items = [each for node in lists for each in node["itemListElement"]]
    assert [each["url"] for each in items] == [link["href"] for link in links]
    assert [each["name"] for each in items] == [" ".join(link.get_text().split()) for link in links]


def assert_story(page, data):
    article = page.select_one("article.story")
    first = {name: words_of(page, f"article .{name}") for name in ("deck", "dateline", "headline")}
    assert data["headline"] == words_of(page, "main article h1")[0] == words_of(page, "h1")[0]
    assert [data["alternativeHeadline"]] == first["deck"] or not first["deck"]
    assert [f"{data['dateline']} —"] == first["dateline"] or not first["dateline"]
    *updated, published = article.select(".stamps time")  # what is newer stands first
    assert data["datePublished"] == published["datetime"]
    assert data["dateModified"] == (updated[0] if updated else published)["datetime"]
    assert [each["name"] for each in data["author"]] == words_of(page, ".byline bdi")
    assert [each["url"] for each in data["author"] if "url" in each] == [
        link["href"] for link in page.select(".byline a[rel=author]")
    ]
    roles = [each.get("jobTitle", each.get("description")) for each in data["author"]]
    assert [role for role in roles if role] == words_of(page, ".author-box .role")
    links = [link["href"] for link in page.select(".author-box a[rel=me]")]
    assert [at for each in data["author"] for at in each.get("sameAs", ())] == links
    assert data["articleSection"] == words_of(page, "nav.breadcrumb li")[1]
    assert data.get("keywords", []) == words_of(page, ".topics a[rel=tag]")
    assert [each["text"] for each in data.get("correction", ())] == words_of(page, ".corrections p")
    assert [each["datePublished"] for each in data.get("correction", ())] == [
        time["datetime"] for time in page.select(".corrections time")
    ]
    captions = {*words_of(page, "article figure .caption"), None}
    assert {each.get("caption") for each in data.get("image", [])} <= captions
    body = BeautifulSoup(str(page.select_one(".story-body")), "lxml")
    for aside in body.select("figcaption, .dateline, svg"):
        aside.extract()
    for cell in body.select("td, th"):
        cell.append(" ")
    assert data["wordCount"] == len(body.get_text().split())
    genre = words_of(page, "article .genre")
    assert [f"{each}NewsArticle" for each in genre] == kinds(data)[1:]


def test_social_networks_are_told_what_the_page_shows(demo, pages):
    for address, page in pages.items():
        tags = {
            tag["property"]: tag["content"]
            for tag in page.select("meta[property]")
            if not tag["property"].endswith((":author", ":tag"))
        }
        assert tags["og:url"] == address
        assert tags["og:site_name"] == "The Margin"
        assert tags["og:title"] == page.title.string.removesuffix(" · The Margin")
        assert re.fullmatch("[a-z]{2}_[A-Z]{2}", tags["og:locale"])
        assert tags["og:image:alt"]
        with Image.open(file_at(tags["og:image"], demo)) as image:
            assert image.size == (int(tags["og:image:width"]), int(tags["og:image:height"]))
            assert image.get_format_mimetype() == tags["og:image:type"]
        assert page.select_one("meta[name='twitter:card']")["content"] == "summary_large_image"
        if page.select_one("body.story-page"):
            data = one(told(page), "NewsArticle")
            assert tags["og:type"] == "article"
            assert tags["og:title"] == data["headline"]
            assert tags.get("og:description") == data.get("description")
            assert tags["article:published_time"] == data["datePublished"]
            assert tags.get("article:modified_time", data["dateModified"]) == data["dateModified"]
            assert tags["article:section"] == data["articleSection"]
            for name, expected in (
                ("tag", data.get("keywords", [])),
                ("author", [each["url"] for each in data["author"] if "url" in each]),
            ):
                found = page.select(f"meta[property='article:{name}']")
                assert [tag["content"] for tag in found] == expected


EVIL = (
    "</script><script>alert(1)</script><!-- \"x\" 'y' & \N{LINE SEPARATOR}<![CDATA[ ]]> {{ 7 * 7 }}"
)


def test_no_headline_breaks_out_of_the_data(build):
    files = {
        "a.md": story(EVIL, tags=EVIL, section=EVIL, deck=EVIL, authors=EVIL, dateline=EVIL),
        "pages/about.md": f"Title: {EVIL}\n\nWho we are.",
    }
    site = build(files, SITEURL=ADDRESS)

    assert site.status == 0, site.messages
    for name in sorted(name for name in site.files if name.endswith("index.html")):
        page = site("/" + name)
        assert len(page.select("script:not([src])")) == 1
        assert list(inner(told(page)))
    data = one(told(site("/2020/05/01/a/")), "NewsArticle")
    assert data["headline"] == words_of(site("/2020/05/01/a/"), "h1")[0]


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text()) | st.integers() | st.booleans()))
def test_data_comes_out_of_a_page_as_it_went_in(data):
    told = script.graph([script.node(data)])
    page = BeautifulSoup(f"<body><script>{told}</script><p>after</p>", "html.parser")

    assert json.loads(page.script.string)["@graph"] == [data]
    assert page.p.string == "after"
    assert not re.search("[<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]", told)


AUTHOR = """\
Title: Ana Ruiz
Role: Coast reporter
Portrait: ana.png
Links: Blog: https://ana.example, Mastodon: https://social.example/@ana, Write: mailto:a@ana.example

Ana has written about the coast since 1998.
"""


def test_a_person_is_the_same_on_a_story_and_on_the_own_page(build):
    files = {
        "a.md": story(authors="Ana Ruiz, Tom Okafor"),
        "authors/ana-ruiz.md": AUTHOR,
        "photos/ana.png": photo(format="PNG"),
    }
    site = build(files, SITEURL=ADDRESS)

    page = site("/author/ana-ruiz/")
    nodes = told(page)
    ana, tom = one(told(site("/2020/05/01/a/")), "NewsArticle")["author"]
    assert list(broken(nodes)) == []
    assert one(nodes, "ProfilePage")["mainEntity"] == {"@id": ana["@id"]}
    assert one(nodes, "Person")["@id"] == ana["@id"]
    assert ana["name"] == one(nodes, "Person")["name"] == words_of(page, "h1")[0]
    assert [ana["jobTitle"]] == words_of(page, ".role")
    links = [link["href"] for link in page.select("a[rel=me]")]
    assert ana["sameAs"] == [link for link in links if link.startswith("https")]
    assert [one(nodes, "Person")["description"]] == words_of(page, ".biography")
    assert one(nodes, "Person")["image"]["contentUrl"] == page.select_one(".portrait img")["src"]
    assert tom == {
        "@type": "Person",
        "@id": f"{ADDRESS}/author/tom-okafor/#author",
        "name": "Tom Okafor",
        "url": f"{ADDRESS}/author/tom-okafor/",
    }


def test_a_desk_is_no_person_and_the_newsroom_is_itself(build):
    files = {
        "a.md": story(authors="World Desk, The Margin"),
        "authors/world-desk.md": "Title: World Desk\nKind: desk\nRole: Foreign news\n\nA desk.",
    }
    site = build(files, SITEURL=ADDRESS)

    desk, newsroom = one(told(site("/2020/05/01/a/")), "NewsArticle")["author"]
    assert (desk["@type"], desk["description"]) == ("Organization", "Foreign news")
    assert desk["parentOrganization"] == {"@id": newsroom["@id"]}
    assert newsroom["@type"] == "NewsMediaOrganization"


@pytest.mark.parametrize(
    ("kind", "label"), [("opinion", "Opinion"), ("Analysis", "Analysis"), ("review", "Review")]
)
def test_readers_and_machines_see_what_kind_a_story_is(build, kind, label):
    site = build({"a.md": story(kind=kind, kicker="Coast"), "b.md": story(date="2020-04-01")})

    page = site("/2020/05/01/a/")
    assert kinds(one(told(page), "NewsArticle")) == ["NewsArticle", f"{label}NewsArticle"]
    header = page.select_one(".story-header")
    assert header.h1.find_previous_sibling().get_text() == label
    assert site("/").select_one(".card .headline").find_previous_sibling().get_text() == label
    plain = site("/2020/04/01/b/")
    assert kinds(one(told(plain), "NewsArticle")) == ["NewsArticle"]
    assert not plain.select(".story-header .genre")


def test_a_kind_that_is_not_known_is_a_fault(build):
    site = build({"a.md": story(kind="opinon"), "authors/ana.md": "Title: Ana\nKind: dek\n\nA."})

    author, told_of = site.faults[:2]
    assert told_of.endswith(
        '"kind" cannot be "opinon": it is news, opinion, analysis or review. Did you mean "opinion"?'
    )
    assert author.endswith('"kind" cannot be "dek": it is person or desk. Did you mean "desk"?')


def test_a_policy_is_told_where_its_page_is_there(build):
    files = {"a.md": story(), "pages/ethics.md": "Title: Ethics\n\nOurs."}
    policies = {"ethicsPolicy": "ethics", "masthead": "staff", "publishingPrinciples": "ethics"}
    site = build(files, POLICIES=policies, SITEURL=ADDRESS)

    page = site("/2020/05/01/a/")
    newsroom = one(told(page), "NewsMediaOrganization")
    assert newsroom["ethicsPolicy"] == f"{ADDRESS}/ethics/"
    assert one(told(page), "NewsArticle")["publishingPrinciples"] == f"{ADDRESS}/ethics/"
    assert "masthead" not in newsroom
    assert (
        'warning: POLICIES names the page "staff" for masthead, which does not exist. '
        "Write content/pages/staff.md, or take it out"
    ) in site.messages
    assert one(told(site("/")), "NewsMediaOrganization") == newsroom


def test_a_policy_page_that_moves_or_goes_is_told_anew(build):
    files = {"a.md": story(), "pages/ethics.md": "Title: Ethics\n\nOurs."}
    options = {"POLICIES": {"ethicsPolicy": "ethics"}, "NAVIGATION_PAGES": [], "SITEURL": ADDRESS}
    build(files, **options)
    site = build({"a.md": story()}, **options)

    assert "ethicsPolicy" not in one(told(site("/2020/05/01/a/")), "NewsMediaOrganization")


def test_settings_that_are_misspelt_are_faults(build):
    site = build({"a.md": story()}, POLICIES={"ethicPolicy": "ethics"}, PUBLISHER={"twitter": "x"})
    logo = build({"a.md": story()}, PUBLISHER={"logo": "icn.svg"})

    assert (
        'the logo "icn.svg", which is not in theme/static/. Did you mean "icon.svg"?'
        in logo.messages
    )
    messages = "\n".join(site.faults)
    assert 'POLICIES has an unknown key "ethicPolicy". Did you mean "ethicsPolicy"?' in messages
    assert (
        'PUBLISHER has an unknown key "twitter". It may have logo, sameAs, email, telephone.'
        in messages
    )


def test_the_newsroom_says_where_else_it_is_and_how_to_reach_it(build):
    known = {
        "logo": "icon.svg",
        "sameAs": ["https://social.example/@margin"],
        "email": "desk@news.example.org",
        "telephone": "+49 30 1234",
    }
    newsroom = one(
        told(build({"a.md": story()}, PUBLISHER=known, SITEURL=ADDRESS)("/")),
        "NewsMediaOrganization",
    )

    assert newsroom["sameAs"] == known["sameAs"]
    assert re.fullmatch(rf"{ADDRESS}/theme/icon\.[0-9a-f]{{12}}\.svg", newsroom["logo"]["url"])
    assert newsroom["contactPoint"]["email"] == known["email"]
    assert newsroom["contactPoint"]["telephone"] == known["telephone"]


@pytest.mark.parametrize(
    ("elsewhere", "named"),
    [
        pytest.param("https://social.example/", "https://social.example/", id="no list"),
        pytest.param(["https://social.example/", "javascript:x()"], "javascript:x()", id="script"),
    ],
)
def test_an_address_elsewhere_that_is_none_stops_the_build(build, elsewhere, named):
    (fault,) = build({"a.md": story()}, PUBLISHER={"sameAs": elsewhere}).faults[:-1]

    message = "which is not a list of web addresses. Write"
    assert f'PUBLISHER has "{named}" for sameAs, {message}' in fault


def test_a_newsroom_may_go_without_a_motto(build):
    site = build({"a.md": story()}, SITESUBTITLE="", SITEURL=ADDRESS)

    assert site.status == 0, site.messages
    assert "description" not in one(told(site("/")), "NewsMediaOrganization")


def test_a_preview_has_no_address_to_tell(build):
    site = build({"a.md": story(), "photos/a.jpg": grainy()})

    page = site("/2020/05/01/a/")
    assert one(told(page), "NewsArticle")["url"] == "/2020/05/01/a/"
    assert not page.select("meta[property='og:url'], meta[property='og:image']")
    assert page.select_one("meta[property='og:title']")["content"] == "The river rises"
    assert not [name for name in site.files if name.startswith("social-cards/")]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": "a" * 111}, "the headline has 111 characters"),
        (
            {"authors": "By Ana Ruiz"},
            '"authors" contains "By Ana Ruiz", but the page itself adds "By". Write "Ana Ruiz"',
        ),
    ],
)
def test_the_copy_desk_warns_of_what_machines_object_to(build, fields, message):
    site = build({"a.md": story(**fields)})

    assert site.status == 0
    assert f"warning: {message}" in site.messages
    assert "1 warning." in site.messages
