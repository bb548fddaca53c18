"""The facts about a photo, as they were found when its file was last written."""

import os
from datetime import UTC, datetime
from functools import lru_cache

from plugins.kernel.code_digest import code_digest

from .errors import UnreadablePhotoError
from .facts_cache import cached
from .photo import Photo
from .stamps import Stamp, sidecar_paths, stamp_of


def known_facts(path: str, content_folder: str, lang: str, cache: str, trust: str = "") -> Photo:
    """Return the facts about the photo at *path*, from the folder *cache* if they are known.

    *trust* is the path of the list of trusted certificates, if there is one. Raise
    `UnreadablePhotoError` as `facts` does, and if the file is gone.
    """
    stamps = tuple(stamp_of(each) for each in (path, *sidecar_paths(path), trust))
    if not stamps[0]:
        raise UnreadablePhotoError(f'photo "{os.path.basename(path)}" is gone. Build again.')
    photo = _known(path, content_folder, lang, stamps, cache, trust)
    if not _is_current(photo):  # a process that runs for days
        _known.cache_clear()
        photo = _known(path, content_folder, lang, stamps, cache, trust)
    return photo


def _is_current(photo: Photo) -> bool:
    """Return whether no certificate has run out since *photo* was read."""
    until = photo.provenance.until if photo.provenance else None
    return until is None or datetime.now(UTC) < until


@lru_cache(maxsize=256)
def _known(
    path: str, content_folder: str, lang: str, stamps: tuple[Stamp, ...], cache: str, trust: str
) -> Photo:
    """Return the facts about a photo, which many stories may show.

    *stamps* are those of its file, of its sidecars and of the list of trusted certificates.
    """
    name, key = f"{path} in {lang} {trust}", (code_digest(f"{__package__}.facts"), stamps)

    def find() -> Photo:
        from .facts import facts  # with all that reads metadata; most builds know every photo

        return facts(path, content_folder, lang, trust)

    return cached(cache, name, key, find, _is_current)
