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


def newsroom(file: str, overrides: Mapping[str, object]) -> Pelican:
    """Return Pelican with the settings in *file*, *overrides* and the plugins that they name.

    Raises SystemExit with a line for each fault: of a file that cannot be read as Python, and of
    plugins that cannot be found, need others, or are in the wrong order.
    """
    if not Path(file).is_file():
        raise SystemExit(f'There is no file "{file}". Type the command in the newsroom\'s folder')
    try:
        settings = read_settings(file, override={**overrides, "SETTINGS_FILE": file})
    except Exception as error:  # whatever Python raises in the newsroom's own lines
        raise SystemExit(_unreadable("settings", error, file)) from None
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
        raise SystemExit(str(setting_fault(settings, "PLUGINS", problem))) from None
    except SyntaxError as error:
        raise SystemExit(_unreadable("plugin", error, file)) from None


def _end_with(faults: Sequence[Fault]) -> None:
    if faults:
        raise SystemExit("\n".join(map(str, faults)))


def _unreadable(what: str, error: Exception, file: str) -> str:
    if isinstance(error, SyntaxError):
        stop = "" if error.msg.endswith(("?", ".", "!")) else "."
        reason = f"{error.msg}{stop} Look here, and above, for a missing quote, comma or bracket"
    else:
        reason = f"{type(error).__name__}: {error}"
    return f"{_place(error, file)}: the {what} cannot be read: {reason}"


def _place(error: Exception, file: str) -> str:
    """Return the file and line where *error* was raised, in *file* or in one beside it."""
    if isinstance(error, SyntaxError):
        return f"{shown_path(error.filename or file)}:{error.lineno}"
    folder = Path(file).absolute().parent
    frames = traceback.extract_tb(error.__traceback__)
    lines = [each for each in frames if Path(each.filename).parent == folder]
    return f"{shown_path(lines[-1].filename)}:{lines[-1].lineno}" if lines else f"{file}:1"
