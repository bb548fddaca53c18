"""A copy of a photo that is published as it is: the same picture, its rights, nothing private."""

import os
from pathlib import Path

from plugins.photos.facts import facts

from .containers.kinds import stripped
from .rights import rights_of


def clean_copy(original: str, content_folder: str) -> bytes:
    """Return the bytes of the photo *original* without private metadata.

    Raise `PhotoError` for a photo that cannot be shown, and `OSError` for one that cannot be read.
    """
    photo = facts(original, content_folder)
    data = Path(original).read_bytes()
    rights = rights_of(photo.metadata)
    return stripped(data, photo.kind, *rights, os.path.basename(original))
