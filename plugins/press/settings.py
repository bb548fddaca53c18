"""The settings of the press."""

from collections.abc import MutableMapping

from plugins.kernel.contract import contracts
from plugins.kernel.settings import Setting, flag, names, text
from plugins.markup.text import composed

PRECOMPRESS = Setting[list[str]](
    "PRECOMPRESS", names(("gz", "br")), "Compressed copies that servers send as they are.", '["gz"]'
)
PRESS_EXECUTOR = Setting[str](
    "PRESS_EXECUTOR", text, 'What reads and prints: "processes" or "dask".', '"dask"'
)
PRESS_DASK = Setting[str](
    "PRESS_DASK", text, "The address of the Dask cluster's scheduler.", '"tcp://10.0.0.1:8786"'
)
PRESS_CACHE = Setting[str](
    "PRESS_CACHE", text, "The folder of what the next build need not make again.", '".stet"'
)
WHY = Setting[bool](
    "WHY", flag, "Whether the build says why each page is printed; make html WHY=1 sets it.", "True"
)
KEEP_GOING = Setting[bool](
    "KEEP_GOING",
    flag,
    "Whether broken stories stay as they were last published and the rest goes out.",
    "True",
)

SETTINGS = (PRECOMPRESS, PRESS_EXECUTOR, PRESS_DASK, PRESS_CACHE, WHY, KEEP_GOING)

_OF_FILES = ("PATH", "PATHS", "CACHE", "STYLE")
"""How the names of settings end whose texts are paths, which stay as they are on the disk."""


def compose_names(settings: MutableMapping[str, object]) -> None:
    """Give the names in *settings*, such as SECTIONS, the Unicode form of those in stories."""
    for contract in contracts(settings).values():
        for name in (each.name for each in contract.settings):
            if name in settings and not name.endswith(_OF_FILES):
                settings[name] = _composed(settings[name])


def _composed(value: object) -> object:
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, list | tuple):
        return type(value)(_composed(each) for each in value)
    if isinstance(value, dict):
        return {_composed(name): _composed(each) for name, each in value.items()}
    return value
