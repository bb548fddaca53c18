"""Facts about photos, kept from build to build so that a known photo need not be opened."""

import contextlib
import os
import pickle
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")


def cached(folder: str, name: str, key: object, find: Callable[[], Found]) -> Found:
    """Return what *find* gives, from *folder* if it was kept there under this *name* and *key*.

    *key* must change with everything that decides what *find* gives, code included. An entry that
    cannot be read, or has another key, is replaced. Without a *folder* nothing is kept.
    """
    if not folder:
        return find()
    file = blake2b(name.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    path = Path(folder, file)
    wanted = (os.getcwd(), name, key)  # messages name files as seen from the working folder
    try:
        kept, found = pickle.loads(path.read_bytes())  # noqa: S301 - the newsroom's own
        if kept == wanted:
            return found  # type: ignore[no-any-return]
    except Exception:  # it does not exist, or is damaged
        found = None
    found = find()
    part = path.with_name(f"{file}.{os.getpid()}")
    with contextlib.suppress(OSError):  # a full disk is reported where it matters
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(pickle.dumps((wanted, found)))
        os.replace(part, path)
    return found
