"""What the press remembers of a story, as bytes and back."""

import gc
import weakref

import pytest
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Tag

from plugins.press.store.pickles import Shared, dumped, loaded


class Thing:
    """What a plugin may leave on a story."""


@pytest.fixture
def uncollected():
    """Let nobody look for garbage, as in a build."""
    gc.disable()
    yield
    gc.enable()


def test_stories_share_their_topics():
    data = dumped(Tag("Sea", DEFAULT_CONFIG))
    shared = Shared(DEFAULT_CONFIG)

    assert loaded(data, shared) is loaded(data, shared)
    assert loaded(data, shared).name == "Sea"


@pytest.mark.usefixtures("uncollected")
def test_a_story_that_is_let_go_leaves_nothing_behind():
    data = dumped((Tag("Sea", DEFAULT_CONFIG), Thing()))
    _, thing = loaded(data, Shared(DEFAULT_CONFIG))
    alive = weakref.ref(thing)
    del thing, _

    assert alive() is None
