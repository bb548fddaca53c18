"""Whether the plugins that a newsroom chose are there, go together, and are in order."""

import pkgutil
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path

from plugins.kernel.contract import Contracts
from plugins.kernel.faults import Fault, did_you_mean
from plugins.kernel.settings import Settings, setting_fault

CORE = ("languages", "embargo", "stories", "image_captions", "copy_desk", "assets", "press")
"""The plugins without which there is no site. Every other can be left out."""

_PLUGINS = Path(__file__).parents[1]


def name_faults(settings: Settings) -> list[Fault]:
    """Return a fault for each name in PLUGINS that is no plugin or is named twice."""
    return [setting_fault(settings, "PLUGINS", problem) for problem in _names(settings)]


def selection_faults(known: Contracts, settings: Settings) -> list[Fault]:
    """Return a fault for each plugin that is missing, or runs before one that must run first."""
    problems = (*_missing(known), *_misplaced(known))
    return [setting_fault(settings, "PLUGINS", problem) for problem in problems]


def _names(settings: Settings) -> Iterator[str]:
    named, paths = settings.get("PLUGINS") or (), settings.get("PLUGIN_PATHS") or ()
    if not isinstance(named, Sequence) or not isinstance(paths, Sequence):
        yield 'is not a list of texts. Write it as ["...", "..."]'
        return
    for name, times in Counter(each for each in named if isinstance(each, str)).items():
        if not _can_be_found(name, paths):
            remedy = did_you_mean(name, _own_plugins()) or " Correct it, or take it out"
            yield f'has "{name}", which cannot be found.{remedy}'
        elif times > 1:
            yield f'has "{name}" twice. Take one of them out'


def _can_be_found(name: str, paths: Sequence[str]) -> bool:
    """Say whether Pelican will find the plugin *name*, as it looks for it."""
    try:
        return is_installed(name) or bool(PathFinder.find_spec(name, paths) or find_spec(name))
    except (ImportError, ValueError):  # its package is missing
        return False


def is_installed(name: str) -> bool:
    """Say whether *name* is a plugin that was installed for Pelican, with its full name or not."""
    short = name.removeprefix("pelican.plugins.")
    return "." not in short and bool(find_spec(f"pelican.plugins.{short}"))


def _own_plugins() -> list[str]:
    """Return the names of the plugins that come with the press."""
    folders = (each.name for each in pkgutil.iter_modules([str(_PLUGINS)]) if each.ispkg)
    files = (_PLUGINS / name / "__init__.py" for name in folders)
    plugins = (file.parent.name for file in files if "def register(" in file.read_text("utf-8"))
    return [f"plugins.{name}" for name in plugins]


def _missing(known: Contracts) -> Iterator[str]:
    for name in CORE:
        if name not in known:
            who = next((f'"plugins.{each}"' for each, it in known.items() if name in it.needs), "")
            yield f'lacks "plugins.{name}", which {who or "every site"} needs. Put it back'
    for name, contract in known.items():
        for other in contract.needs:
            if other not in known and other not in CORE:
                why = f'lacks "plugins.{other}", which "plugins.{name}" needs'
                yield f"{why}. Put it back, or leave out both"


def _misplaced(known: Contracts) -> Iterator[str]:
    places = {name: place for place, name in enumerate(known)}
    for name, contract in known.items():
        for other in contract.after:
            if places.get(other, -1) > places[name]:
                why = f'has "plugins.{name}" before "plugins.{other}", which must run first'
                yield f"{why}. Move it below"
