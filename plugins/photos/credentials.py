"""Content credentials (C2PA) of an original: how far they hold, and whether a machine made it.

They are read if the library c2pa-python is installed. The site shows another file, whose bytes
nobody signed, so the sentences are only about the original (NEWS-STANDARDS 17).

There are the three states of C2PA's trust model. *Well-formed* credentials can be read; they are
*valid* if the signature, the certificate and all hashes are right; and *trusted* if, besides, the
newsroom's list of trusted certificates vouches for the signer. Anybody can make a certificate in
any name, so only a trusted signer is named.

A certificate that runs out takes validity with it, unless a trusted clock stamped the signature
(``Credentials.until``).
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from markupsafe import Markup

from plugins.kernel.labels import Labels, gettext_noop

from .clean_text import clean_line

LONGEST_ISSUER = 100
"""The most characters of an issuer's name."""

MADE_BY_MACHINE = gettext_noop("The original was made with artificial intelligence.")
EDITED_BY_MACHINE = gettext_noop("Parts of the original were made with artificial intelligence.")
MADE_BY_PROGRAM = gettext_noop("The original was made by a computer program.")

# Translators: C2PA's state "trusted": the signature of a photo's file is right, and the newsroom's
# list of trusted certificates names who signed it; {issuer} is a person or a company
TRUSTED_OF = gettext_noop(
    "The original’s content credentials are valid and signed by {issuer}, a trusted source."
)
# Translators: C2PA's state "valid": the signature is right, but anybody may have made it
VALID = gettext_noop(
    "The original’s content credentials are valid, but it is not confirmed who signed them."
)
# Translators: C2PA's state "well-formed": there are credentials, but something in them is not right
WELL_FORMED = gettext_noop("The original has content credentials, but they cannot be confirmed.")


@dataclass(frozen=True)
class Provenance:
    """How an original came about: *labels* are the sentences about it, in English."""

    labels: tuple[str, ...]
    issuer: str = ""
    until: datetime | None = None
    """When the labels change because a certificate runs out; None if they stay."""

    def sentences(self, labels: Labels) -> Markup:
        """Return the sentences in the language of *labels*, as HTML."""
        return Markup(" ").join(labels(each, issuer=self.issuer) for each in self.labels)


@dataclass(frozen=True)
class Credentials:
    """The content credentials of an original."""

    state: str
    """`TRUSTED_OF`, `VALID` or `WELL_FORMED`."""
    issuer: str = ""
    """The organisation that signed; empty unless a list of trusted certificates vouches for it."""
    origin: str = ""
    """`MADE_BY_MACHINE`, `EDITED_BY_MACHINE` or `MADE_BY_PROGRAM`; empty if unknown."""
    until: datetime | None = None
    """When the certificate runs out, and the state with it; None if the state stays."""

    @property
    def by_machine(self) -> bool:
        """Whether a machine made the picture, or parts of it."""
        return bool(self.origin)


def read(path: str, trusted: str = "") -> Credentials | None:
    """Return the content credentials in the file at *path*.

    *trusted* are the certificates, in PEM, of those whom the newsroom trusts. None if the file has
    no credentials, if they are too damaged to be read, or if the library is not installed. Nothing
    is fetched from the network.
    """
    try:
        with open(path, "rb") as file:
            if not _may_have_credentials(file):
                return None  # most photos: the library is not loaded
            file.seek(0)
            return _credentials(*_reports(file, trusted))
    except Exception:  # the library is not installed, or failed on a damaged file
        return None


def provenance(credentials: Credentials | None, source_type: str = "") -> Provenance | None:
    """Return how an original came about, by its *credentials* and *source_type*; None if unknown.

    *source_type* is the address in IPTC's field Digital Source Type.
    """
    labels = [credentials.state] if credentials else []
    origin = _strongest({_origin(source_type), credentials.origin if credentials else ""})
    labels += [origin] if origin else []
    if not credentials:
        return Provenance(tuple(labels)) if labels else None
    return Provenance(tuple(labels), credentials.issuer, credentials.until)


_CHUNK = 1024 * 1024
_SIGNATURES = (b"jumb", b"c2pa:manifest")
"""Byte sequences in every file with credentials: a JUMBF box, or an element in a drawing."""

_PURPOSES = "\n".join(  # the signing certificate must have one of these
    (
        "1.3.6.1.4.1.62558.2.1",  # C2PA claims
        "1.3.6.1.5.5.7.3.36",  # documents
        "1.3.6.1.5.5.7.3.4",  # e-mail, used by older cameras and programs
        "1.3.6.1.4.1.311.76.59.1.9",  # documents, by Microsoft
    )
)
_SETTINGS: Mapping[str, object] = {
    "core": {"allowed_network_hosts": [], "decode_identity_assertions": False},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True},
}
"""Settings of the library: no network."""

_STAMPED = "timeStamp.trusted"
_RUN_OUT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00)")

_STATES = {"Trusted": TRUSTED_OF, "Valid": VALID}
"""C2PA's states by the library's names for them; it calls all others invalid."""

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


def _reports(file: BinaryIO, trusted: str) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return the library's two reports on *file*; raise whatever the library raises.

    The second holds the certificates. It is empty where it cannot be made.
    """
    import c2pa  # an extra that few newsrooms install

    trust = {"trust_config": _PURPOSES} | ({"trust_anchors": trusted} if trusted else {})
    with (
        c2pa.Context.from_dict({**_SETTINGS, "trust": trust}) as context,
        c2pa.Reader(None, file, context=context) as reader,
    ):
        report, certificates = json.loads(reader.json()), {}
        with suppress(Exception):
            certificates = json.loads(reader.crjson())
    return _mapping(report), _mapping(certificates)


def _credentials(
    report: Mapping[str, object], certificates: Mapping[str, object]
) -> Credentials | None:
    label = report.get("active_manifest")
    manifests = _mapping(report.get("manifests"))
    if not isinstance(label, str) or label not in manifests:
        return None
    state = _STATES.get(str(report.get("validation_state")), WELL_FORMED)
    origin = _strongest(set(_origins(manifests, label)))
    issuer = _issuer(_mapping(manifests[label])) if state == TRUSTED_OF else ""
    if state == TRUSTED_OF and not issuer:
        state = VALID
    until = None if state == WELL_FORMED or _is_stamped(report) else _end(certificates, label)
    return Credentials(state, issuer, origin, until)


def _issuer(manifest: Mapping[str, object]) -> str:
    """Return the organisation, or else the name, in the certificate of *manifest*."""
    signature = _mapping(manifest.get("signature_info"))
    names = (signature.get(key) for key in ("issuer", "common_name"))
    clean = (clean_line(name, LONGEST_ISSUER) for name in names if isinstance(name, str))
    return next(filter(None, clean), "")


def _is_stamped(report: Mapping[str, object]) -> bool:
    """Return whether a clock that is trusted says when the credentials were signed."""
    results = _mapping(report.get("validation_results"))
    return _STAMPED in _codes(_mapping(results.get("activeManifest")), "success")


def _end(certificates: Mapping[str, object], label: str) -> datetime | None:
    """Return when the certificate of the manifest *label* runs out; None if that is not known."""
    for manifest in map(_mapping, _list(certificates.get("manifests"))):
        if manifest.get("label") == label:
            signature = _mapping(manifest.get("signature"))
            dates = _mapping(_mapping(signature.get("certificateInfo")).get("validity"))
            if match := _RUN_OUT.fullmatch(str(dates.get("notAfter"))):
                return datetime.fromisoformat(f"{match[1]}+00:00")
    return None


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
