"""The facts about a photo: its size and format, its metadata, and what the newsroom adds.

Only the header of a photo's file is read; nothing is decoded. Files come from anywhere, so
everything that is wrong with one is raised as a `PhotoError` in an editor's words.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from typing import BinaryIO

from . import credentials, sidecars
from .clean_text import clean_line
from .device_words import claims_nothing
from .errors import UnreadablePhotoError
from .formats import FORMATS, ORIGINALS, SUFFIXES
from .image_header import REMEDY, Header, drawing_header, photo_header
from .metadata import LONGEST_CREDIT, Metadata, in_language
from .metadata_doubts import doubts
from .metadata_reader import read_metadata
from .photo import Photo
from .sidecars import Sidecar, SidecarFiles
from .signatures import LONGEST, held_by
from .trust_list import certificates_in

LARGEST_FILE = 256 * 1024 * 1024
LARGEST_SVG = 16 * 1024 * 1024

_CHUNK = 1024 * 1024
_UNSAFE = re.compile(r'["#?%&;<>{}|\\\x00-\x1f\x7f]')


def facts(path: str, content_folder: str, lang: str = "", trust: str = "") -> Photo:
    """Return the photo at *path*, with texts in *lang* if the file has them in several languages.

    *trust* is the path of the list of trusted certificates: who signed a photo is named only then.
    Raise `UnreadablePhotoError` if browsers cannot show the file, or its name cannot be in a web
    address.
    """
    relative = os.path.relpath(path, content_folder).replace(os.sep, "/")
    name = os.path.basename(path)
    suffix = os.path.splitext(name)[1].lower()
    _check_name(path, relative, suffix)
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            _check_size(name, size, suffix)
            header = (
                drawing_header(file, name)
                if suffix == ".svg"
                else photo_header(file, name, (FORMATS | ORIGINALS)[suffix])
            )
            beside = sidecars.read_sidecars(path, content_folder)
            digest = _digest(file, beside.data)
    except OSError as problem:
        reason = problem.strerror or "it is damaged"
        raise UnreadablePhotoError(f'photo "{name}" cannot be read: {reason}.') from problem
    photo = Photo(
        relative,
        header.width,
        header.height,
        kind=header.kind,
        digest=digest,
        bytes=size,
        flat=header.flat,
        animated=header.animated,
        dark=header.dark,
    )
    photo = _described(photo, header, beside, path, lang)
    signed = credentials.read(path, certificates_in(trust))
    return replace(photo, provenance=credentials.provenance(signed, photo.metadata.source_type))


def _check_name(path: str, relative: str, suffix: str) -> None:
    """Raise `UnreadablePhotoError` for an unknown suffix, or a path that no address can contain."""
    name = os.path.basename(path)
    if unsafe := _UNSAFE.search(relative):
        renamed = re.sub(r"-+", "-", _UNSAFE.sub("-", name))
        shown = unsafe[0] if unsafe[0].isprintable() else "a control character"
        raise UnreadablePhotoError(
            f'photo "{name}" has {shown} in its name or folder, '
            f'which web addresses cannot contain. Rename it, to "{renamed}" for example.'
        )
    if suffix != ".svg" and suffix not in FORMATS and suffix not in ORIGINALS:
        raise UnreadablePhotoError(not_shown(path))


def not_shown(path: str) -> str:
    """Return the message that the file at *path* is in a format that browsers do not show."""
    try:
        with open(path, "rb") as file:
            held = held_by(file.read(LONGEST))
    except OSError:
        held = ""
    what = f" ({held})" if held and held not in SUFFIXES else ""
    return (
        f'photo "{os.path.basename(path)}" is in a format that browsers do not show{what}. {REMEDY}'
    )


def _check_size(name: str, size: int, suffix: str) -> None:
    if not size:
        raise UnreadablePhotoError(f'photo "{name}" is empty. Copy the original again.')
    if size > (LARGEST_SVG if suffix == ".svg" else LARGEST_FILE):
        raise UnreadablePhotoError(f'photo "{name}" is too large. Save a smaller file.')


def _digest(file: BinaryIO, beside: Iterable[bytes]) -> str:
    """Return a digest of the bytes of a *file* and of those *beside* it."""
    digest = blake2b(digest_size=20)
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    for data in beside:
        digest.update(b"\0" + len(data).to_bytes(8) + data)
    return digest.hexdigest()


def _described(photo: Photo, header: Header, beside: SidecarFiles, path: str, lang: str) -> Photo:
    """Return *photo* with its metadata, in *lang*, from its file and its sidecars."""
    read = read_metadata(header.info, beside.xmp)
    metadata = _with_sidecar(read.metadata, header.title, beside.sidecar)
    creators = clean_line(", ".join(metadata.creators), LONGEST_CREDIT)
    width, height = (photo.height, photo.width) if read.turned else (photo.width, photo.height)
    return replace(
        photo,
        width=width,
        height=height,
        caption=in_language(metadata.caption, lang),
        credit=beside.sidecar.credit
        or _credit(creators, metadata.credit_line)
        or _owner(metadata, lang),
        alt=in_language(metadata.alt, lang),
        description=in_language(metadata.description, lang),
        focus=beside.sidecar.focus or (50, 50),
        expires=beside.sidecar.expires,
        metadata=metadata,
        faults=(*doubts(read, beside.sidecar, path), *beside.faults),
    )


def _with_sidecar(metadata: Metadata, title: str, sidecar: Sidecar) -> Metadata:
    """Return *metadata*, and the *title* of a drawing, overridden by the newsroom's *sidecar*."""
    alt = sidecar.alt or ("" if metadata.alt else title)
    return replace(
        metadata,
        caption=(("", sidecar.caption),) if sidecar.caption else metadata.caption,
        credit_line=sidecar.credit or metadata.credit_line,
        alt=(("", alt),) if alt else metadata.alt,
        licence=sidecar.licence or metadata.licence,
    )


def _credit(creator: str, credit_line: str) -> str:
    credit = clean_line(credit_line, LONGEST_CREDIT)
    if not creator or not credit:
        return creator or credit
    if re.search(rf"(?<!\w){re.escape(creator.casefold())}(?!\w)", credit.casefold()):
        return credit  # the credit line names the creator already
    return f"{creator}/{credit}"


def _owner(metadata: Metadata, lang: str) -> str:
    """Return the copyright notice, which stands for the credit of a photo that has no other."""
    notice = clean_line(in_language(metadata.copyright, lang), LONGEST_CREDIT)
    return "" if claims_nothing(notice) else notice
