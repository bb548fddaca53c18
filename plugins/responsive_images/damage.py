"""What is wrong with a photo that cannot be decoded, in an editor's words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from plugins.photos.errors import UnreadablePhotoError


@contextmanager
def errors_named(original: str) -> Iterator[None]:
    """Turn whatever a decoder raises into an error that names the photo *original*."""
    name = os.path.basename(original)
    try:
        yield
    except UnreadablePhotoError:
        raise
    except (Image.DecompressionBombError, MemoryError) as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" has too many pixels. Save it smaller, as a JPEG for example.'
        ) from problem
    except Exception as problem:  # decoders raise errors of every kind for damaged files
        raise UnreadablePhotoError(f'photo "{name}" {_reason(problem)}') from problem


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno is not None:
        return f"cannot be read: {problem.strerror}."
    early = isinstance(problem, EOFError) or "truncated" in str(problem).lower()
    return f"is damaged{': it ends too early' if early else ''}. Copy the original again."
