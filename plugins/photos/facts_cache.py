"""The cache of facts about photos, so that a build does not open a photo that it knows."""

import contextlib
import os
import pickle
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from plugins.kernel.made_files import write_whole

Found = TypeVar("Found")


def cached(
    folder: str,
    name: str,
    key: object,
    find: Callable[[], Found],
    is_current: Callable[[Found], bool] = lambda found: True,
) -> Found:
    """Return the result of *find*, from *folder* if it is cached there with this *name* and *key*.

    *key* must change with everything that the result depends on, including code. An entry that
    cannot be read, has another key or is no longer *is_current* is replaced. Without a *folder*
    nothing is cached.
    """
    if not folder:
        return find()
    file = blake2b(name.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    path = Path(folder, file)
    wanted = (os.getcwd(), name, key)  # messages name files as seen from the working folder
    try:
        kept, found = pickle.loads(path.read_bytes())  # noqa: S301 - the newsroom's own
        if kept == wanted and is_current(found):
            return found  # type: ignore[no-any-return]
    except Exception:  # it does not exist, or is damaged
        found = None
    found = find()
    with contextlib.suppress(OSError):  # a full disk is reported where it matters
        write_whole(path, pickle.dumps((wanted, found)))
    return found
