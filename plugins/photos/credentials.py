"""Content credentials (C2PA) of an original: who signed it, and whether a machine made it.

They are read if the library c2pa-python is installed. The site shows another file, whose bytes
nobody signed, so the sentences are only about the original (NEWS-STANDARDS 17).

The signer is the one that the certificate names: there is no list of trusted certificates, so
anybody may have issued it. Expired certificates and unconfirmed times of signing are accepted: the
same file must get the same sentences every day, and "is not valid" would cast suspicion on an
innocent photographer.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from markupsafe import Markup

from plugins.kernel.labels import Labels, gettext_noop

from .clean_text import clean_line

LONGEST_ISSUER = 100
"""The most characters of an issuer's name."""

MADE_BY_MACHINE = gettext_noop("The original was made with artificial intelligence.")
EDITED_BY_MACHINE = gettext_noop("Parts of the original were made with artificial intelligence.")
MADE_BY_PROGRAM = gettext_noop("The original was made by a computer program.")

# Translators: the file of a photo is signed by its maker (C2PA); {issuer} is a person or a company
VALID_OF = gettext_noop(
    "The original’s content credentials are signed in the name of {issuer}, "
    "and the signature is valid."
)
# Translators: the file of a photo is signed by its maker (C2PA)
INVALID_OF = gettext_noop(
    "The original’s content credentials are signed in the name of {issuer}, "
    "but the signature is not valid."
)
# Translators: the file of a photo is signed by its maker (C2PA)
VALID = gettext_noop("The original’s content credentials are signed, and the signature is valid.")
# Translators: the file of a photo is signed by its maker (C2PA)
INVALID = gettext_noop(
    "The original’s content credentials are signed, but the signature is not valid."
)


@dataclass(frozen=True)
class Provenance:
    """How an original came about: *labels* are the sentences about it, in English."""

    labels: tuple[str, ...]
    issuer: str = ""

    def sentences(self, labels: Labels) -> Markup:
        """Return the sentences in the language of *labels*, as HTML."""
        return Markup(" ").join(labels(each, issuer=self.issuer) for each in self.labels)


@dataclass(frozen=True)
class Credentials:
    """The content credentials of an original."""

    issuer: str
    """The organisation that the certificate names; may be empty."""
    valid: bool
    """Whether the signature is valid, and picture and metadata are as they were signed."""
    origin: str = ""
    """`MADE_BY_MACHINE`, `EDITED_BY_MACHINE` or `MADE_BY_PROGRAM`; empty if unknown."""

    @property
    def by_machine(self) -> bool:
        """Whether a machine made the picture, or parts of it."""
        return bool(self.origin)


def read(path: str) -> Credentials | None:
    """Return the content credentials in the file at *path*.

    None if it has none, if they are too damaged to be read, or if the library is not installed.
    Nothing is fetched from the network.
    """
    try:
        with open(path, "rb") as file:
            if not _may_have_credentials(file):
                return None  # most photos: the library is not loaded
            file.seek(0)
            return _credentials(_report(file))
    except Exception:  # the library is not installed, or failed on a damaged file
        return None


def provenance(credentials: Credentials | None, source_type: str = "") -> Provenance | None:
    """Return how an original came about, by its *credentials* and *source_type*; None if unknown.

    *source_type* is the address in IPTC's field Digital Source Type.
    """
    issuer = credentials.issuer if credentials else ""
    labels = []
    if credentials and issuer:
        labels.append(VALID_OF if credentials.valid else INVALID_OF)
    elif credentials:
        labels.append(VALID if credentials.valid else INVALID)
    origin = _strongest({_origin(source_type), credentials.origin if credentials else ""})
    labels += [origin] if origin else []
    return Provenance(tuple(labels), issuer) if labels else None


_CHUNK = 1024 * 1024
_SIGNATURES = (b"jumb", b"c2pa:manifest")
"""Byte sequences in every file with credentials: a JUMBF box, or an element in a drawing."""

_SETTINGS = {
    "core": {"allowed_network_hosts": [], "decode_identity_assertions": False},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "trust": {
        "trust_config": "\n".join(  # the signing certificate must have one of these purposes
            (
                "1.3.6.1.4.1.62558.2.1",  # C2PA claims
                "1.3.6.1.5.5.7.3.36",  # documents
                "1.3.6.1.5.5.7.3.4",  # e-mail, used by older cameras and programs
                "1.3.6.1.4.1.311.76.59.1.9",  # documents, by Microsoft
            )
        )
    },
}
"""Settings of the library: no network, and the certificates that C2PA allows."""

_SIGNED = "claimSignature.validated"
_HARMLESS = {
    "signingCredential.untrusted",
    "signingCredential.expired",
    "claimSignature.outsideValidity",
    "timeStamp.mismatch",
    "timeStamp.malformed",
    "timeStamp.outsideValidity",
    "timeStamp.untrusted",
    "assertion.action.malformed",
}
"""C2PA's codes of failures that do not concern the signature and the hashes."""

_SOURCE_TYPE = re.compile(r"https?://cv\.iptc\.org/newscodes/digitalsourcetype/(\w+)/?", re.I)
_ORIGINS = {
    "trainedalgorithmicmedia": MADE_BY_MACHINE,
    "compositewithtrainedalgorithmicmedia": EDITED_BY_MACHINE,
    "compositesynthetic": EDITED_BY_MACHINE,
    "algorithmicmedia": MADE_BY_PROGRAM,
}
"""What IPTC's digital source types mean here: https://cv.iptc.org/newscodes/digitalsourcetype/"""
_OF_A_PART = {MADE_BY_MACHINE: EDITED_BY_MACHINE, EDITED_BY_MACHINE: EDITED_BY_MACHINE}
"""The origin of a picture, by that of one of its parts."""


def _may_have_credentials(file: BinaryIO) -> bool:
    """Return whether *file* holds one of the byte sequences that credentials begin with."""
    tail = b""
    while chunk := file.read(_CHUNK):
        window = tail + chunk
        if any(each in window for each in _SIGNATURES):
            return True
        tail = window[1 - max(map(len, _SIGNATURES)) :]
    return False


def _report(file: BinaryIO) -> Mapping[str, object]:
    """Return the library's report on *file*; raise whatever the library raises."""
    import c2pa  # an extra that few newsrooms install

    with (
        c2pa.Context.from_dict(_SETTINGS) as context,
        c2pa.Reader(None, file, context=context) as reader,
    ):
        report = json.loads(reader.json())
    return report if isinstance(report, dict) else {}


def _credentials(report: Mapping[str, object]) -> Credentials | None:
    label = report.get("active_manifest")
    manifests = _mapping(report.get("manifests"))
    if not isinstance(label, str) or label not in manifests:
        return None
    signature = _mapping(_mapping(manifests[label]).get("signature_info"))
    names = (signature.get(key) for key in ("issuer", "common_name"))
    clean = (clean_line(name, LONGEST_ISSUER) for name in names if isinstance(name, str))
    issuer = next(filter(None, clean), "")
    return Credentials(issuer, _is_valid(report), _strongest(set(_origins(manifests, label))))


def _is_valid(report: Mapping[str, object]) -> bool:
    results = _mapping(report.get("validation_results"))
    active = _mapping(results.get("activeManifest"))
    deltas = map(_mapping, _list(results.get("ingredientDeltas")))
    groups = [active, *(_mapping(delta.get("validationDeltas")) for delta in deltas)]
    faults = {code for group in groups for code in _codes(group, "failure")}
    return _SIGNED in _codes(active, "success") and faults <= _HARMLESS


def _codes(results: Mapping[str, object], kind: str) -> set[str]:
    return {str(_mapping(status).get("code")) for status in _list(results.get(kind))}


def _origins(manifests: Mapping[str, object], active: str) -> Iterator[str]:
    """Yield the origins that the *active* one of *manifests* and those of its ingredients name."""
    left, seen = [(active, True)], set()
    while left:
        label, is_all = step = left.pop()
        if step in seen:
            continue
        seen.add(step)
        manifest = _mapping(manifests.get(label))
        for action in _actions(manifest):
            origin = _origin(action.get("digitalSourceType"))
            created = is_all and action.get("action") == "c2pa.created"
            yield origin if created else _OF_A_PART.get(origin, "")
        for ingredient in map(_mapping, _list(manifest.get("ingredients"))):
            source, relation = ingredient.get("active_manifest"), ingredient.get("relationship")
            if isinstance(source, str) and relation in {"parentOf", "componentOf"}:
                left.append((source, is_all and relation == "parentOf"))


def _actions(manifest: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for assertion in map(_mapping, _list(manifest.get("assertions"))):
        if str(assertion.get("label")).startswith("c2pa.actions"):
            yield from map(_mapping, _list(_mapping(assertion.get("data")).get("actions")))


def _origin(source_type: object) -> str:
    address = _SOURCE_TYPE.fullmatch(source_type.strip()) if isinstance(source_type, str) else None
    return _ORIGINS.get(address[1].lower(), "") if address else ""


def _strongest(origins: set[str]) -> str:
    order = (MADE_BY_MACHINE, EDITED_BY_MACHINE, MADE_BY_PROGRAM)
    return next((origin for origin in order if origin in origins), "")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
