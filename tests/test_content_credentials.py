"""What an original's content credentials say is read from the file and reported in plain words."""

import io
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from plugins.languages.labels import Labels, translations_of
from plugins.photos.credentials import (
    EDITED_BY_MACHINE,
    INVALID,
    INVALID_OF,
    MADE_BY_MACHINE,
    MADE_BY_PROGRAM,
    VALID_OF,
    Credentials,
    provenance,
    read,
)

from .conftest import ROOT, photo

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
DOCUMENTS = "1.3.6.1.5.5.7.3.36"
ENGLISH = translations_of({"THEME": str(ROOT / "theme")}, Labels)("en")
LOCKSMITHS = "1.3.6.1.4.1.99999.1"


def action(done: str, source_type: str = "", **parameters):
    """Return one action, as an assertion of C2PA lists them."""
    source = {"digitalSourceType": IPTC + source_type} if source_type else {}
    return {"action": f"c2pa.{done}", **source, "parameters": parameters}


TAKEN = action("created", "digitalCapture")
MADE = action("created", "trainedAlgorithmicMedia")


class Desk:
    """One who signs photos, with throw-away certificates."""

    def __init__(self, c2pa):
        from cryptography.hazmat.primitives.asymmetric import ec

        self.c2pa = c2pa
        self.root, self.key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))

    def certificate(self, name: str, purpose: str) -> str:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization

        def named(organisation):
            kinds = x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME
            return x509.Name([x509.NameAttribute(kind, organisation) for kind in kinds])

        usage = dict.fromkeys(
            "content_commitment key_encipherment data_encipherment key_agreement key_cert_sign "
            "crl_sign encipher_only decipher_only".split(),
            False,
        )
        theirs = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.public_key())
        purposes = x509.ExtendedKeyUsage([x509.ObjectIdentifier(purpose)])
        made = (
            x509.CertificateBuilder(named("Throw-away Root"), named(name), self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) - timedelta(days=1))
            .not_valid_after(datetime.now(UTC) + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(digital_signature=True, **usage), critical=True)
            .add_extension(purposes, critical=True)
            .add_extension(theirs, critical=False)
            .sign(self.root, hashes.SHA256())
        )
        return made.public_bytes(serialization.Encoding.PEM).decode()

    def signature(self, data: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, utils

        pair = utils.decode_dss_signature(self.key.sign(data, ec.ECDSA(hashes.SHA256())))
        return b"".join(number.to_bytes(32, "big") for number in pair)

    def signed(
        self,
        original: bytes,
        *actions,
        name: str = "Nikon",
        kind: str = "jpeg",
        purpose: str = DOCUMENTS,
        made_from: tuple[str, bytes] | None = None,
        elsewhere: str = "",
    ) -> bytes:
        """Return *original* with content credentials that tell of *actions*."""
        settings = {
            "builder": {"thumbnail": {"enabled": False}},
            "verify": {"verify_after_sign": False},
            "trust": {"trust_config": purpose},
        }
        manifest = {
            "claim_generator_info": [{"name": "Stet's tests", "version": "1"}],
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [*actions]}}],
        }
        builder = self.c2pa.Builder(manifest, context=self.c2pa.Context.from_dict(settings))
        if made_from:
            relation, other = made_from
            ingredient = {"title": "Other", "relationship": relation, "label": "other"}
            builder.add_ingredient(ingredient, "image/jpeg", io.BytesIO(other))
        if elsewhere:
            builder.set_remote_url(elsewhere)
            builder.set_no_embed()
        signer = self.c2pa.Signer.from_callback(
            self.signature, self.c2pa.C2paSigningAlg.ES256, self.certificate(name, purpose)
        )
        out = io.BytesIO()
        builder.sign(signer, f"image/{kind}", io.BytesIO(original), out)
        return out.getvalue()


@pytest.fixture(scope="module")
def desk():
    reason = "c2pa-python is not installed, so no photo can be signed"
    return Desk(pytest.importorskip("c2pa", reason=reason))


@pytest.fixture
def read_from(tmp_path):
    """Return what is read from a file of the bytes that are given."""

    def reading(data: bytes):
        path = tmp_path / "photo.jpg"
        path.write_bytes(data)
        return read(str(path))

    return reading


def altered(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_an_untouched_photo_has_a_signature_that_holds(desk, read_from):
    found = read_from(desk.signed(photo(), TAKEN))

    assert found == Credentials("Nikon", valid=True)
    assert not found.by_machine


@pytest.mark.parametrize("kind", ["png", "webp", "avif", "gif"])
def test_every_kind_of_photo_is_read_whatever_its_name(desk, read_from, kind):
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(data, kind)

    assert read_from(desk.signed(data.getvalue(), TAKEN, kind=kind)) == Credentials("Nikon", True)


def test_of_a_photo_changed_after_signing_the_signature_does_not_hold(desk, read_from):
    data = desk.signed(photo(), TAKEN)

    assert read_from(altered(data, len(data) - 20)) == Credentials("Nikon", valid=False)


def test_a_changed_word_in_the_credentials_breaks_them(desk, read_from):
    data = desk.signed(photo(), MADE)

    found = read_from(data.replace(b"trainedAlgorithmicMedia", b"TrainedAlgorithmicMedia"))

    assert found is not None
    assert not found.valid


def test_a_certificate_for_something_else_signs_nothing(desk, read_from):
    data = desk.signed(photo(), TAKEN, purpose=LOCKSMITHS)

    assert read_from(data) == Credentials("Nikon", valid=False)


def test_a_photo_made_by_a_machine_says_so(desk, read_from):
    found = read_from(desk.signed(photo(), MADE))

    assert found == Credentials("Nikon", valid=True, origin=MADE_BY_MACHINE)
    assert found.by_machine


@pytest.mark.parametrize(
    ("done", "source_type", "origin"),
    [
        ("created", "compositeWithTrainedAlgorithmicMedia", EDITED_BY_MACHINE),
        ("created", "compositeSynthetic", EDITED_BY_MACHINE),
        ("created", "algorithmicMedia", MADE_BY_PROGRAM),
        ("created", "humanEdits", ""),
        ("edited", "trainedAlgorithmicMedia", EDITED_BY_MACHINE),
        ("edited", "compositeWithTrainedAlgorithmicMedia", EDITED_BY_MACHINE),
        ("edited", "algorithmicMedia", ""),
    ],
)
def test_the_use_of_a_machine_is_found_in_each_action(desk, read_from, done, source_type, origin):
    actions = [TAKEN] if done == "edited" else []

    found = read_from(desk.signed(photo(), *actions, action(done, source_type)))

    assert found == Credentials("Nikon", valid=True, origin=origin)


@pytest.mark.parametrize(
    ("relation", "actions", "origin"),
    [
        ("parentOf", [action("opened", ingredientIds=["other"])], MADE_BY_MACHINE),
        ("componentOf", [TAKEN, action("placed", ingredientIds=["other"])], EDITED_BY_MACHINE),
        ("inputTo", [TAKEN], ""),
    ],
)
def test_what_a_photo_was_made_from_counts(desk, read_from, relation, actions, origin):
    """A picture by a machine stays one when it is opened and saved, or placed in another."""
    other = desk.signed(photo("red"), MADE)

    found = read_from(desk.signed(photo(), *actions, made_from=(relation, other)))

    assert found == Credentials("Nikon", valid=True, origin=origin)


def test_a_hostile_name_is_tamed(desk, read_from):
    found = read_from(desk.signed(photo(), TAKEN, name="Ni\u202ekon\n\a" + "AB " * 18))

    assert found.valid
    assert found.issuer == "Nikon " + " ".join(["AB"] * 18)


def test_credentials_too_damaged_to_be_read_are_none(desk, read_from):
    data = desk.signed(photo(), TAKEN)
    at = data.index(b"jumb")

    for damaged in (data[: at + 40], data[: at + 4] + bytes(400) + data[at + 404 :]):
        assert read_from(damaged) is None


def test_whatever_byte_is_damaged_nothing_else_is_signed(desk, read_from):
    """A byte that only fills may be any; a claim that still holds is the one that was signed."""
    data = desk.signed(photo(), TAKEN)

    found = [
        read_from(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]) for at in range(0, 2400, 7)
    ]
    holding = [each for each in found if each and each.valid]
    assert set(holding) == {read_from(data)}
    assert len(holding) < len(found) / 2


def test_nothing_is_fetched_from_the_network(desk, read_from):
    """A photo whose credentials lie on a server has none: the server would learn of the build."""
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/photo.c2pa"
        data = desk.signed(photo(), TAKEN, elsewhere=address)

        assert address.encode() in data
        assert read_from(data + b"jumb") is None
        server.shutdown()
    assert asked == []


def test_a_photo_without_credentials_does_not_load_the_library(read_from, monkeypatch):
    class Unwanted:
        def __getattr__(self, name: str):
            pytest.fail(f"the library was asked for {name}")

    monkeypatch.setitem(sys.modules, "c2pa", Unwanted())

    assert read_from(photo()) is None
    assert read_from(b"") is None


def test_a_file_that_is_not_there_has_none(tmp_path):
    assert read(str(tmp_path / "photo.jpg")) is None


def test_without_the_library_there_are_none(read_from, monkeypatch):
    monkeypatch.setitem(sys.modules, "c2pa", None)

    assert read_from(photo() + b"jumb c2pa") is None


class Library:
    """A library that reports what it is given."""

    def __init__(self, report: str):
        self.Context = self.Reader = self
        self.report = report

    def from_dict(self, settings):
        return self

    def __call__(self, kind, file, context):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        pass

    def json(self):
        return self.report


REPORT = """{"active_manifest": "a", "manifests": {"a": {"signature_info": {"issuer": "Leica"}}},
"validation_results": {"activeManifest": {"success": [{"code": "claimSignature.validated"}],
"failure": [{"code": "%s"}]}}}"""


@pytest.mark.parametrize(
    ("fault", "valid"),
    [
        ("signingCredential.untrusted", True),
        ("signingCredential.expired", True),
        ("timeStamp.untrusted", True),
        ("signingCredential.revoked", False),
        ("assertion.dataHash.mismatch", False),
        ("a fault that is not known yet", False),
    ],
)
def test_neither_a_calendar_nor_a_list_of_trust_breaks_a_signature(
    read_from, monkeypatch, fault, valid
):
    """The words beside a photo stay the same when its camera's certificate has run out."""
    monkeypatch.setitem(sys.modules, "c2pa", Library(REPORT % fault))

    assert read_from(b"jumb") == Credentials("Leica", valid)


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("", None),
        ("[]", None),
        ('{"active_manifest": "a"}', None),
        ('{"active_manifest": [], "manifests": {"a": 1}}', None),
        ('{"active_manifest": "a", "manifests": {"a": 1}}', Credentials("", valid=False)),
        (
            '{"active_manifest": "a", "manifests": {"a": {"signature_info": {"issuer": 1}, '
            '"ingredients": [{"active_manifest": "a", "relationship": "parentOf"}, 7], '
            '"assertions": [{"label": "c2pa.actions", "data": {"actions": [3, '
            '{"digitalSourceType": 4}]}}]}}}',
            Credentials("", valid=False),
        ),
        ("[" * 100_000, None),
    ],
)
def test_a_report_in_an_unknown_shape_is_no_trouble(read_from, monkeypatch, report, expected):
    monkeypatch.setitem(sys.modules, "c2pa", Library(report))

    assert read_from(b"jumb") == expected


@pytest.mark.parametrize(
    ("credentials", "source_type", "expected"),
    [
        (None, "", ()),
        (None, IPTC + "digitalCapture", ()),
        (None, "https://example.org/trainedAlgorithmicMedia", ()),
        (None, IPTC + "trainedAlgorithmicMedia", (MADE_BY_MACHINE,)),
        (None, IPTC.replace("http", "https") + "trainedAlgorithmicMedia/", (MADE_BY_MACHINE,)),
        (None, IPTC + "compositeWithTrainedAlgorithmicMedia", (EDITED_BY_MACHINE,)),
        (None, IPTC + "algorithmicMedia", (MADE_BY_PROGRAM,)),
        (Credentials("Nikon", True), "", (VALID_OF,)),
        (Credentials("", False), "", (INVALID,)),
        (
            Credentials("Nikon", False, EDITED_BY_MACHINE),
            IPTC + "trainedAlgorithmicMedia",
            (INVALID_OF, MADE_BY_MACHINE),
        ),
        (
            Credentials("Nikon", True, EDITED_BY_MACHINE),
            IPTC + "digitalCapture",
            (VALID_OF, EDITED_BY_MACHINE),
        ),
    ],
)
def test_the_message_about_an_original(credentials, source_type, expected):
    found = provenance(credentials, source_type)

    assert (found.labels if found else ()) == expected
    assert found is None or found.sentences(ENGLISH)


def test_readers_see_the_origin_in_plain_words():
    made = Credentials("A {b} Agency", valid=True, origin=MADE_BY_MACHINE)

    assert provenance(made).sentences(ENGLISH) == (
        "The original’s content credentials are signed in the name of A {b} Agency, and the "
        "signature is valid. The original was made with artificial intelligence."
    )
    assert provenance(Credentials("", valid=False)).sentences(ENGLISH) == (
        "The original’s content credentials are signed, but the signature is not valid."
    )
    assert provenance(None) is None
