"""A story that was just read is used as it was read, and behaves as one that was remembered."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from pelican import signals
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Author, Tag

from plugins.press.read import archive, details
from plugins.press.read.fresh import as_loaded
from plugins.press.store.pickles import Shared, dumped, loaded

from .conftest import Site, forget_signals, story


class Pair(NamedTuple):
    left: object
    right: object


@dataclass(frozen=True)
class Frozen:
    value: object


@dataclass
class Changeable:
    value: object


def attributes():
    """Return what a story may have, of every kind that can be changed in place or cannot."""
    topics = [Tag("Sea", DEFAULT_CONFIG), Tag("Sky", DEFAULT_CONFIG)]
    return {
        "title": "A story",
        "date": datetime(2020, 5, 1, tzinfo=UTC),
        "tags": topics,
        "metadata": {"tags": topics, "authors": (Author("Ana", DEFAULT_CONFIG),)},
        "linked": Pair((), ("a", 1)),
        "image": Frozen("a.jpg"),
        "plans": (Pair([1], Frozen([2])), Changeable([3])),
    }


def test_it_is_what_it_would_be_had_it_been_kept_and_loaded():
    values, shared = attributes(), Shared(DEFAULT_CONFIG)
    remembered = loaded(dumped(values), shared)

    fresh = as_loaded(values, shared)

    assert fresh == remembered
    assert all(a is b for a, b in zip(fresh["tags"], remembered["tags"], strict=True))
    assert fresh["metadata"]["authors"][0] is remembered["metadata"]["authors"][0]
    assert fresh["metadata"]["tags"] is fresh["tags"]  # as in the story, so in the copy


def test_nothing_that_can_be_changed_is_what_was_read():
    values = attributes()

    fresh = as_loaded(values, Shared(DEFAULT_CONFIG))

    assert fresh["linked"] is values["linked"]
    assert fresh["image"] is values["image"]
    fresh["tags"].clear()
    fresh["metadata"]["more"] = 1
    fresh["plans"][0].left.append(2)
    fresh["plans"][0].right.value.append(2)
    fresh["plans"][1].value = None
    assert values == attributes()


def test_what_a_plugin_changes_of_a_story_is_not_kept(build, tmp_path):
    """A plugin that adds to what was read adds it once, however often the site is built."""

    def add(generators):
        for each in generators[0].articles:
            each.links.append("seen")
            each.metadata["tags"].append(each.tags[0])

    overrides = tmp_path / "overrides"
    overrides.mkdir()
    shown = (
        "{{ article.links|length }} {{ article.metadata.tags|length }} {{ article.tags|length }}"
    )
    (overrides / "article.html").write_text(f"{shown} {{{{ article.content|safe }}}}", "utf-8")
    settings = {"THEME_TEMPLATES_OVERRIDES": [str(overrides)]}
    files = {f"{name}.md": story(name, tags="x, y", body="Text.") for name in "abc"}
    signals.all_generators_finalized.connect(add)
    build(files, **settings)

    for edit in ("One.", "Two."):
        files["a.md"] = story("a", tags="x, y", body=edit)
        site = build(files, **settings)
        assert (site.output / "2020/05/01/a/index.html").read_text() == f"1 3 2 <p>{edit}</p>"
    (tmp_path / "output").rename(tmp_path / "before")
    (tmp_path / "cache").rename(tmp_path / "cache before")
    forget_signals()
    signals.all_generators_finalized.connect(add)

    assert build(files, **settings).bytes() == Site(tmp_path / "before").bytes()


def test_what_a_build_read_itself_is_not_loaded_from_bytes(build, monkeypatch):
    loads = []
    for where, name in ((archive, "loaded_record"), (details, "loaded_details")):
        load = getattr(where, name)
        monkeypatch.setattr(where, name, lambda *each, load=load: loads.append(1) or load(*each))

    build({"a.md": story("A"), "b.md": story("B", "2020-05-02")})
    assert not loads

    build({"a.md": story("A"), "b.md": story("B", "2020-05-02", body="Another text.")})
    # B as it was before, to say what changed, and A, where its card shows more than its summary.
    assert len(loads) <= 2
