"""The settings of the press."""

from plugins.kernel.settings import Setting, flag, names, text

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
