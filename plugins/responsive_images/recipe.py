"""What the files that are made of a photo depend on, beside its pixels."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from plugins.kernel.photos import Photo
from plugins.kernel.renditions import Plan, plan


def planned(photo: Photo) -> Plan | None:
    """Return how *photo* is shown in several sizes, or None when it is shown as it is."""

    def recipe() -> str:
        from .rights import exif, packet  # most builds make nothing and do without

        rights = blake2b(packet(photo.said) + b"\0" + exif(photo.said), digest_size=8)
        return f"{_darkroom()} {rights.hexdigest()}"

    return plan(photo, recipe)


@cache
def _darkroom() -> str:
    """Return what changes when the darkroom works otherwise."""
    return blake2b(Path(__file__).with_name("darkroom.py").read_bytes(), digest_size=8).hexdigest()
