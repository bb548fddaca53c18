"""Plugins declare what they need, set and show, and the build enforces it."""

import random
from importlib import import_module

import pytest
from pelican import signals

from plugins.kernel.contract import contracts
from plugins.kernel.story import PELICAN, Author, Page, Story, attributes
from plugins.plan import PLUGINS
from plugins.press.selection import CORE

from .conftest import forget_signals, grainy, pelican, photo, story
from .dead_links import dead_links

NAMES = [plugin.rpartition(".")[2] for plugin in PLUGINS]
OPTIONAL = [name for name in NAMES if name not in CORE]
SITE = "https://news.example.org"

for plugin in PLUGINS:
    import_module(plugin)
CONTRACTS = contracts({"PLUGINS": PLUGINS})
ORDERED = [(name, first) for name, of in CONTRACTS.items() for first in of.after]

CONTENT = {
    "a.md": story(
        "First",
        "2020-01-01",
        tags="x, y",
        series="S",
        authors="Ana Ruiz",
        corrections="2020-01-02: So.",
    ),
    "b.md": story(
        "Second",
        "2020-02-01",
        "Sport",
        "[the first](a.md)\n\n![alt](large.jpg)\nCaption. (Photo: X/AP)\n\n![Small](one.jpg)",
        tags="x",
        series="S",
        authors="Ana Ruiz, Tom Okafor",
        aliases="/old/",
    ),
    "c.md": story('A "third"', "2020-03-01", placement="lead", tags="y", image="one.jpg"),
    "c.es.md": story("Tercera", "2020-03-01", slug="c", lang="es", tags="z"),
    "d.md": story("Held", "2999-01-01"),
    "e.md": story("Hidden", "2020-04-01", status="hidden"),
    "photos/large.jpg": grainy((700, 500)),
    "photos/one.jpg": photo(),
    "authors/ana-ruiz.md": "Title: Ana Ruiz\nRole: Editor\nPortrait: one.jpg\n\nAna edits.",
    "pages/about.md": "Title: About\n\nWho we are.",
}


@pytest.fixture
def newsroom(build, tmp_path):
    """Build a small site that uses every plugin, with other settings."""

    def run(**settings):
        return build(CONTENT, SITEURL=SITE, NAVIGATION_PAGES=["about"], **settings)

    return run


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_site_is_complete_without_an_optional_plugin(newsroom, name):
    """It builds without a fault, has no dead link, and its second build has nothing to do."""
    needs = [each for each, of in CONTRACTS.items() if name in of.needs]
    plugins = [each for each in PLUGINS if each.rpartition(".")[2] not in {name, *needs}]
    site = newsroom(PLUGINS=plugins)
    forget_signals()
    again = newsroom(PLUGINS=plugins)

    assert site.status == 0, site.faults
    assert dead_links(site.output, SITE) == []
    assert " 0 pages printed" in again.messages


@pytest.mark.parametrize("name", CORE)
def test_a_site_without_a_core_plugin_is_refused(newsroom, name):
    site = newsroom(PLUGINS=[each for each in PLUGINS if each != f"plugins.{name}"])

    assert f'PLUGINS lacks "plugins.{name}", which ' in site.faults[0]
    assert not site.output.exists() or not site.files


@pytest.mark.parametrize(("name", "first"), ORDERED, ids=lambda value: value)
def test_a_plugin_before_one_that_must_run_first_is_refused(newsroom, name, first):
    one, other = f"plugins.{name}", f"plugins.{first}"
    swap = {one: other, other: one}
    site = newsroom(PLUGINS=[swap.get(each, each) for each in PLUGINS])

    wrong = f'PLUGINS has "{one}" before "{other}", which must run first. Move it below'
    assert any(wrong in fault for fault in site.faults)


def test_every_order_that_the_contracts_allow_gives_the_same_site(newsroom, tmp_path):
    first = newsroom().bytes()
    for seed in range(3):
        forget_signals()
        order = [f"plugins.{name}" for name in _allowed_order(random.Random(seed))]
        site = pelican(
            tmp_path / "content",
            tmp_path / f"other{seed}",
            SITEURL=SITE,
            PLUGINS=order,
            NAVIGATION_PAGES=["about"],
            POLICIES={},
        )

        assert site.status == 0, (order, site.faults)
        assert site.bytes() == first, order


def _allowed_order(chance):
    """Return the names of the plugins in some order that their contracts allow."""
    waiting, order = set(NAMES), []
    while waiting:
        ready = sorted(name for name in waiting if not waiting & {*CONTRACTS[name].after})
        order.append(chance.choice(ready))
        waiting.remove(order[-1])
    return order


def test_the_contracts_allow_an_order():
    assert _allowed_order(random.Random(1))


def test_contracts_name_plugins_that_exist():
    for name, contract in CONTRACTS.items():
        assert {*contract.needs, *contract.after} <= {*NAMES}, name
    assert {*CORE} <= {*NAMES}


def test_plugins_set_what_kernel_story_describes_and_nothing_else(newsroom):
    """Every attribute of every story, page and author is described there, by its kind."""
    found = {"story": {}, "page": {}, "author": {}}

    def look(generators):
        context = generators[0].context
        for each in (*context["generated_content"].values(), *context["held"]):
            if each is not None:
                found[each.kind] |= vars(each)

    signals.all_generators_finalized.connect(look)
    newsroom()

    for kind, of in (("story", Story), ("page", Page), ("author", Author)):
        described = {by.stored or name for name, by in attributes(of).items()}
        public = {
            name for name, value in found[kind].items() if name[0] != "_" and not callable(value)
        }
        assert public - described - PELICAN == set(), kind


def test_each_attribute_is_set_by_a_plugin_or_by_pelican():
    for of in (Story, Page, Author):
        for name, by in attributes(of).items():
            assert by.plugin in {*NAMES, "pelican"}, name
