"""Opens HEIC, the format of telephones.

This needs the library pillow-heif. It is an extra, because its licence, GPLv2 by the libraries in
it, is not that of this project.
"""

from typing import Any, BinaryIO

from .errors import UnreadablePhotoError

INSTALL = '.venv/bin/pip install "pillow-heif<2"'
"""How the library that reads HEIC is installed."""


def heif(file: BinaryIO | str, name: str) -> Any:
    """Return the HEIC *file* with the size and the metadata of its picture; nothing is decoded.

    Its method ``to_pillow`` decodes it, upright. Raise `UnreadablePhotoError`, with the photo's
    *name*, if the library is missing.
    """
    try:
        import pillow_heif  # an extra
    except ImportError:
        raise UnreadablePhotoError(
            f'photo "{name}" is HEIC, which only another library reads. Install it: {INSTALL}, '
            "or save the photo as JPEG."
        ) from None
    return pillow_heif.open_heif(file)
