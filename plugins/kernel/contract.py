"""What a plugin declares: what it needs, its settings, and what its pages show.

A plugin's ``__init__.py`` has a ``CONTRACT``. The build refuses an order or a selection of plugins
that breaks one, and the press learns from them when a page must be printed again.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from .faults import Rule
from .settings import Setting, Settings


class Shown(NamedTuple):
    """What a value shows on a page: the text of some contents, cards of others, and words."""

    texts: Sequence[Any] = ()
    cards: Sequence[Any] = ()
    words: Sequence[str] = ()


class Due(NamedTuple):
    """What is due: when, its file and title, how builds announce it, whether it changes output/."""

    moment: datetime
    path: str
    title: str
    event: str
    changes: bool = True


GAP = SimpleNamespace(text_fingerprint="none", card_fingerprint="none")
"""Takes the place, among the cards of a page, of a story that might be there and is not."""

Shows = Callable[[Any], Shown]
"""Returns what a value of a template shows."""


def nothing(value: object) -> str:
    """Say that *value* changes only with settings, templates and code, which count anyway."""
    return ""


@dataclass(frozen=True)
class Contract:
    """What one plugin relies on and adds.

    *needs* are plugins that it cannot do without; *after* are plugins that must run before it
    where they are there. Both are short names: ``stories``.

    *templates* are those of the pages that it makes, each with the names of the values that it
    gives them; *shows* says what each of these values shows. Plugins may share a name: what is
    shown is then the sum. *everywhere* are values that any page may use, each with a function
    that returns a text that changes whenever pages may come out otherwise by the value, or one
    for each file behind the value, by its path. *files* gives the paths of files that
    stories and pages depend on, beside content and theme. *due* says what the clock alone will
    change, from the build's context. It adds *rules* of the copy desk and *parts* of stories.
    """

    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    settings: tuple[Setting[Any], ...] = ()
    templates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shows: Mapping[str, Shows] = field(default_factory=dict)
    due: Callable[[Any], Iterable[Due]] = lambda context: ()
    everywhere: Mapping[str, Callable[[Any], str | Mapping[str, str]]] = field(default_factory=dict)
    files: Callable[[Settings], Sequence[str]] = lambda settings: ()
    rules: tuple[Rule, ...] = ()
    parts: tuple[Any, ...] = ()  # of plugins.markup.parts


Contracts = Mapping[str, Contract]
"""The contracts of a site's plugins, in their order, by short name."""


def contracts(settings: Settings) -> Contracts:
    """Return the contracts of the plugins that *settings* name, in their order, by short name.

    A plugin without a contract relies on nothing and declares nothing.
    """
    found = {}
    for plugin in cast(Iterable[object], settings["PLUGINS"]):
        module = sys.modules.get(plugin) if isinstance(plugin, str) else plugin
        name = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", repr(plugin))
        found[name.rpartition(".")[2]] = getattr(module, "CONTRACT", Contract())
    return found


def declared_settings(known: Contracts) -> dict[str, Setting[Any]]:
    """Return the settings that the plugins declare, by name."""
    return {each.name: each for contract in known.values() for each in contract.settings}
