"""A newsroom's Pelican, from its file of settings; what is wrong there is reported in lines."""

import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path

from pelican import Pelican
from pelican.plugins._utils import get_namespace_plugins
from pelican.settings import read_settings

from plugins.kernel.faults import Fault, did_you_mean, shown_path
from plugins.kernel.settings import Settings, setting_fault

_PLUGINS = Path(__file__).parents[1]


def newsroom(file: str, overrides: Mapping[str, object]) -> Pelican:
    """Return Pelican with the settings in *file*, *overrides* and the plugins that they name.

    Raises SystemExit with a line for each fault: of a file that cannot be read as Python, and of
    plugins that cannot be found.
    """
    if not Path(file).is_file():
        raise SystemExit(f'There is no file "{file}". Type the command in the newsroom\'s folder')
    try:
        settings = read_settings(file, override={**overrides, "SETTINGS_FILE": file})
    except Exception as error:  # whatever Python raises in the newsroom's own lines
        raise SystemExit(_unreadable("settings", error, file)) from None
    if faults := [*plugin_faults(settings)]:
        raise SystemExit("\n".join(map(str, faults)))
    try:
        return Pelican(settings)
    except SyntaxError as error:  # in a plugin
        raise SystemExit(_unreadable("plugin", error, file)) from None


def _unreadable(what: str, error: Exception, file: str) -> str:
    if isinstance(error, SyntaxError):
        reason = f"{error.msg}. Look here, and above, for a missing quote, comma or bracket"
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


def plugin_faults(settings: Settings) -> Iterator[Fault]:
    """Yield a fault for each name in PLUGINS that is no plugin, or stands there twice."""
    named, paths = settings.get("PLUGINS") or (), settings.get("PLUGIN_PATHS") or ()
    if not isinstance(named, Sequence) or not isinstance(paths, Sequence):
        problem = 'is not a list of texts. Write it as ["...", "..."]'
        yield setting_fault(settings, "PLUGINS", problem)
        return
    for name, times in Counter(each for each in named if isinstance(each, str)).items():
        if not _can_be_found(name, paths):
            remedy = did_you_mean(name, _own_plugins()) or " Correct it, or take it out"
            problem = f'has "{name}", which cannot be found.{remedy}'
            yield setting_fault(settings, "PLUGINS", problem)
        elif times > 1:
            yield setting_fault(settings, "PLUGINS", f'has "{name}" twice. Take one of them out')


def _can_be_found(name: str, paths: Sequence[str]) -> bool:
    """Say whether Pelican will find the plugin *name*, as it looks for it."""
    if name in sys.modules or {name, f"pelican.plugins.{name}"} & get_namespace_plugins().keys():
        return True
    try:
        return bool(PathFinder.find_spec(name, paths) or find_spec(name))
    except (ImportError, ValueError):  # of the package that it is said to be in
        return False


def _own_plugins() -> list[str]:
    """Return the names of the plugins that come with the press."""
    files = _PLUGINS.glob("*/__init__.py")
    return [f"plugins.{file.parent.name}" for file in files if "def register(" in file.read_text()]
