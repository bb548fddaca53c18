"""Plans the renditions of a photo. Their names change with everything that affects their bytes."""

from functools import cache
from hashlib import blake2b

from PIL import features

from plugins.kernel.code_digest import code_digest
from plugins.photos.photo import Photo
from plugins.photos.plans import Plan, is_copied, is_resized, stem


def planned(photo: Photo) -> Plan | None:
    """Return how *photo* is shown in several sizes, or None if it is shown as it is."""
    size = photo.width, photo.height
    if not is_resized(photo.kind, photo.animated, size, photo.bytes):
        return None
    from .rights import rights_of  # imported late: most builds plan no rendition

    copied = is_copied(photo.kind, photo.flat, size, photo.bytes)
    rights = rights_of(photo.metadata)
    facts = repr((photo.digest, *size, photo.kind, photo.flat, photo.focus, *rights))
    key = blake2b(f"{facts} {_makers(copied)}".encode(), digest_size=6).hexdigest()
    return Plan(stem(photo.path, key), *size, photo.flat, photo.focus, photo.kind, copied)


@cache
def _makers(copied: bool) -> str:
    """Return a digest of the code and the codecs that make renditions, and copies if needed."""
    codecs = ("avif", "jpg", "libjpeg_turbo", "littlecms2", "webp", "zlib")
    versions = [f"{name} {features.version(name)}" for name in codecs]
    code = code_digest(f"{__package__}.renditions", python=False)  # Pillow makes all the bytes
    copying = code_digest(f"{__package__}.clean_copies") if copied else ""
    return " ".join([code, copying, *versions])
