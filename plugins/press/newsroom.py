"""A newsroom's Pelican, from its file of settings; what is wrong there is reported in lines."""

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from pelican import Pelican
from pelican.plugins._utils import load_legacy_plugin
from pelican.settings import read_settings

from plugins.kernel.contract import contracts
from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.settings import Settings, setting_fault

from .selection import is_installed, name_faults, selection_faults


class Unbuildable(SystemExit):
    """Ends a build before a story is read: with *faults* of the settings and of the plugins."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults

    @classmethod
    def without(cls, path: str, problem: str) -> "Unbuildable":
        """Return what ends a build because there is nothing at *path*, with that *problem*."""
        ending = cls([Fault(path, 1, problem, rule="setting")])
        ending.code = problem
        return ending


def newsroom(file: str, overrides: Mapping[str, object]) -> Pelican:
    """Return Pelican with the settings in *file*, *overrides* and the plugins that they name.

    Raises `Unbuildable` with all faults: of a file that is missing or cannot be read as Python, and
    of plugins that cannot be found, need others, or are in the wrong order.
    """
    if not Path(file).is_file():
        remedy = "Type the command in the newsroom's folder"
        raise Unbuildable.without(file, f'There is no file "{file}". {remedy}')
    try:
        settings = read_settings(file, override={**overrides, "SETTINGS_FILE": file})
    except Exception as error:  # whatever Python raises in the newsroom's own lines
        raise Unbuildable([_unreadable("settings", error, file)]) from None
    _end_with(name_faults(settings))
    # Pelican takes modules too, and would look for each name again.
    settings["PLUGINS"] = [_loaded(plugin, settings, file) for plugin in settings["PLUGINS"]]
    _end_with(selection_faults(contracts(settings), settings))
    return Pelican(settings)


def _loaded(plugin: object, settings: Settings, file: str) -> object:
    """Return the module of *plugin*, imported as Pelican does; end with its fault if that fails.

    Plugins that were installed for Pelican are left to it.
    """
    if not isinstance(plugin, str) or is_installed(plugin):
        return plugin
    try:
        return load_legacy_plugin(plugin, settings["PLUGIN_PATHS"])
    except ImportError as error:
        problem = f'has "{plugin}", which cannot be loaded: {error}. Install it, or take it out'
        raise Unbuildable([setting_fault(settings, "PLUGINS", problem)]) from None
    except SyntaxError as error:
        raise Unbuildable([_unreadable("plugin", error, file)]) from None


def _end_with(faults: Sequence[Fault]) -> None:
    if faults:
        raise Unbuildable(faults)


def _unreadable(what: str, error: Exception, file: str) -> Fault:
    if isinstance(error, SyntaxError):
        stop = "" if error.msg.endswith(("?", ".", "!")) else "."
        reason = f"{error.msg}{stop} Look here, and above, for a missing quote, comma or bracket"
    else:
        reason = f"{type(error).__name__}: {error}"
    return Fault(*_place(error, file), f"the {what} cannot be read: {reason}", rule="setting")


def _place(error: Exception, file: str) -> tuple[str, int]:
    """Return the file and line where *error* was raised, in *file* or in one beside it."""
    if isinstance(error, SyntaxError):
        return shown_path(error.filename or file), error.lineno or 1
    folder = Path(file).absolute().parent
    frames = traceback.extract_tb(error.__traceback__)
    lines = [each for each in frames if Path(each.filename).parent == folder]
    return (shown_path(lines[-1].filename), lines[-1].lineno or 1) if lines else (file, 1)
