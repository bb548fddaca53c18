"""What an original's content credentials say is read from the file and reported in plain words."""

import io
import os
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from plugins.languages.labels import Labels, translations_of
from plugins.photos.credentials import (
    EDITED_BY_MACHINE,
    MADE_BY_MACHINE,
    MADE_BY_PROGRAM,
    TRUSTED_OF,
    VALID,
    WELL_FORMED,
    Credentials,
    provenance,
    read,
)
from plugins.photos.trust_list import list_problem, note, passed

from .conftest import ROOT, photo, proof, story

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


def named(organisation: str):
    """Return the name of an *organisation*, as certificates have it."""
    from cryptography import x509

    kinds = x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME
    return x509.Name([x509.NameAttribute(kind, organisation) for kind in kinds])


class Desk:
    """One who signs photos, with throw-away certificates."""

    def __init__(self, c2pa):
        from cryptography.hazmat.primitives.asymmetric import ec

        self.c2pa = c2pa
        self.root, self.key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self.life = timedelta(days=1)

    def root_certificate(self) -> str:
        """Return the certificate of the one who certifies, for a list of trusted ones."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization

        name = named("Throw-away Root")
        made = (
            x509.CertificateBuilder(name, name, self.root.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) - timedelta(days=1))
            .not_valid_after(datetime.now(UTC) + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.root, hashes.SHA256())
        )
        return made.public_bytes(serialization.Encoding.PEM).decode()

    def certificate(self, name: str, purpose: str) -> str:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization

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
            .not_valid_after(datetime.now(UTC) + self.life)
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

    def reading(data: bytes, trusted: str = ""):
        path = tmp_path / "photo.jpg"
        path.write_bytes(data)
        found = read(str(path), trusted)
        return found and replace(found, until=None)

    return reading


def altered(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_an_untouched_photo_is_valid_and_names_nobody(desk, read_from):
    """Anybody can make a certificate in the name of Reuters."""
    found = read_from(desk.signed(photo(), TAKEN, name="Reuters"))

    assert found == Credentials(VALID)
    assert not found.by_machine


def test_a_list_of_trusted_certificates_vouches_for_a_name(desk, read_from):
    data = desk.signed(photo(), TAKEN)

    assert read_from(data, desk.root_certificate()) == Credentials(TRUSTED_OF, "Nikon")
    assert read_from(data, Desk(desk.c2pa).root_certificate()) == Credentials(VALID)


@pytest.mark.parametrize("kind", ["png", "webp", "avif", "gif"])
def test_every_kind_of_photo_is_read_whatever_its_name(desk, read_from, kind):
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(data, kind)
    signed = desk.signed(data.getvalue(), TAKEN, kind=kind)

    assert read_from(signed, desk.root_certificate()) == Credentials(TRUSTED_OF, "Nikon")


def test_a_photo_changed_after_signing_cannot_be_confirmed(desk, read_from):
    data = desk.signed(photo(), TAKEN)
    moved = data[:2] + b"\xff\xfe\0\x06abcd" + data[2:]

    for changed in (altered(data, len(data) - 20), moved):
        assert read_from(changed, desk.root_certificate()) == Credentials(WELL_FORMED)


def test_a_changed_word_in_the_credentials_breaks_them(desk, read_from):
    data = desk.signed(photo(), MADE)

    found = read_from(data.replace(b"trainedAlgorithmicMedia", b"TrainedAlgorithmicMedia"))

    assert found is not None
    assert found.state == WELL_FORMED


def test_a_certificate_for_something_else_signs_nothing(desk, read_from):
    data = desk.signed(photo(), TAKEN, purpose=LOCKSMITHS)

    assert read_from(data, desk.root_certificate()) == Credentials(WELL_FORMED)


def test_a_certificate_that_ran_out_confirms_nothing_without_a_trusted_clock(desk, read_from):
    brief = Desk(desk.c2pa)
    brief.life = timedelta(seconds=3)
    data = brief.signed(photo(), TAKEN)
    assert read_from(data).state == VALID

    time.sleep(4)

    assert read_from(data, brief.root_certificate()) == Credentials(WELL_FORMED)


def test_it_is_known_when_a_state_ends(desk, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(desk.signed(photo(), TAKEN))

    ends = read(str(tmp_path / "photo.jpg")).until

    assert timedelta(hours=23) < ends - datetime.now(UTC) < timedelta(hours=25)


def test_a_photo_made_by_a_machine_says_so(desk, read_from):
    found = read_from(desk.signed(photo(), MADE))

    assert found == Credentials(VALID, origin=MADE_BY_MACHINE)
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

    assert found == Credentials(VALID, origin=origin)


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

    assert found == Credentials(VALID, origin=origin)


def test_a_hostile_name_is_tamed(desk, read_from):
    data = desk.signed(photo(), TAKEN, name="Ni\u202ekon\n\a" + "AB " * 18)

    found = read_from(data, desk.root_certificate())

    assert found.issuer == "Nikon " + " ".join(["AB"] * 18)


def test_credentials_too_damaged_to_be_read_are_none(desk, read_from):
    data = desk.signed(photo(), TAKEN)
    at = data.index(b"jumb")

    for damaged in (data[: at + 40], data[: at + 4] + bytes(400) + data[at + 404 :]):
        assert read_from(damaged) is None


@pytest.mark.parametrize("step", [23, *proof(7)])
def test_whatever_byte_is_damaged_nothing_else_is_signed(desk, read_from, step):
    """A byte that only fills may be any; a claim that still holds is the one that was signed."""
    data = desk.signed(photo(), TAKEN)

    found = [
        read_from(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        for at in range(0, 2400, step)
    ]
    holding = [each for each in found if each and each.state == VALID]
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


REPORT = """{"active_manifest": "a", "manifests": {"a": {"signature_info": {"issuer": "%s"}}},
"validation_state": "%s"}"""


@pytest.mark.parametrize(
    ("state", "issuer", "expected"),
    [
        ("Trusted", "Leica", Credentials(TRUSTED_OF, "Leica")),
        ("Trusted", " ", Credentials(VALID)),
        ("Valid", "Leica", Credentials(VALID)),
        ("Invalid", "Leica", Credentials(WELL_FORMED)),
        ("a state that is not known yet", "Leica", Credentials(WELL_FORMED)),
    ],
)
def test_only_a_trusted_signer_is_named(read_from, monkeypatch, state, issuer, expected):
    monkeypatch.setitem(sys.modules, "c2pa", Library(REPORT % (issuer, state)))

    assert read_from(b"jumb") == expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("", None),
        ("[]", None),
        ('{"active_manifest": "a"}', None),
        ('{"active_manifest": [], "manifests": {"a": 1}}', None),
        ('{"active_manifest": "a", "manifests": {"a": 1}}', Credentials(WELL_FORMED)),
        (
            '{"active_manifest": "a", "manifests": {"a": {"signature_info": {"issuer": 1}, '
            '"ingredients": [{"active_manifest": "a", "relationship": "parentOf"}, 7], '
            '"assertions": [{"label": "c2pa.actions", "data": {"actions": [3, '
            '{"digitalSourceType": 4}]}}]}}}',
            Credentials(WELL_FORMED),
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
        (Credentials(TRUSTED_OF, "Nikon"), "", (TRUSTED_OF,)),
        (Credentials(WELL_FORMED), "", (WELL_FORMED,)),
        (
            Credentials(WELL_FORMED, origin=EDITED_BY_MACHINE),
            IPTC + "trainedAlgorithmicMedia",
            (WELL_FORMED, MADE_BY_MACHINE),
        ),
        (
            Credentials(VALID, origin=EDITED_BY_MACHINE),
            IPTC + "digitalCapture",
            (VALID, EDITED_BY_MACHINE),
        ),
    ],
)
def test_the_message_about_an_original(credentials, source_type, expected):
    found = provenance(credentials, source_type)

    assert (found.labels if found else ()) == expected
    assert found is None or found.sentences(ENGLISH)


def test_readers_see_the_origin_in_plain_words():
    made = Credentials(TRUSTED_OF, "A {b} Agency", MADE_BY_MACHINE)

    assert provenance(made).sentences(ENGLISH) == (
        "The original’s content credentials are valid and signed by A {b} Agency, a trusted "
        "source. The original was made with artificial intelligence."
    )
    assert provenance(Credentials(VALID)).sentences(ENGLISH) == (
        "The original’s content credentials are valid, but it is not confirmed who signed them."
    )
    assert provenance(Credentials(WELL_FORMED)).sentences(ENGLISH) == (
        "The original has content credentials, but they cannot be confirmed."
    )
    assert provenance(None) is None


# The list of trusted certificates, and the clock


def test_the_list_of_trusted_certificates_is_checked(desk, tmp_path):
    path = tmp_path / "trust.pem"
    assert list_problem("") == ""
    assert list_problem(str(path)).startswith("is not there")
    assert list_problem(str(tmp_path)).startswith("is not a file")
    for text in ("", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        path.write_text(text)
        os.utime(path, ns=(len(text), len(text)))
        assert list_problem(str(path)).startswith("holds no certificates"), text
    path.write_text("Our agency:\n" + desk.root_certificate())
    assert list_problem(str(path)) == ""


def test_a_moment_that_passes_changes_a_file(tmp_path):
    start = datetime(2026, 3, 14, tzinfo=UTC)
    for day in (1, 1, 9):
        note(tmp_path, start + timedelta(days=day))

    assert not passed(tmp_path, start).exists()
    assert len(passed(tmp_path, start + timedelta(days=2)).read_text().splitlines()) == 1
    assert len(passed(tmp_path, start + timedelta(days=99)).read_text().splitlines()) == 2


STORY = story("Bus", "2020-05-01", body="![A bus](a.jpg)\nA bus. (AP)")


def said(site) -> str:
    """Return what the story says of its photo."""
    assert site.status == 0, site.messages
    return site("/2020/05/01/bus/").select_one(".provenance").string


def test_a_story_names_a_signer_whom_the_list_vouches_for(desk, build, tmp_path):
    """Neither the story nor the photo changes between the builds: the setting does."""
    (tmp_path / "trust.pem").write_text(desk.root_certificate())
    files = {"bus.md": STORY, "photos/a.jpg": desk.signed(photo(), TAKEN, name="Reuters")}

    assert "not confirmed who" in said(build(files))
    trusting = build(files, CREDENTIALS_TRUST_LIST=str(tmp_path / "trust.pem"))
    assert "signed by Reuters, a trusted" in said(trusting)

    wrong = build(files, CREDENTIALS_TRUST_LIST="no.pem")
    assert "CREDENTIALS_TRUST_LIST is 'no.pem', which is not there." in "\n".join(wrong.faults)


@pytest.mark.proof
def test_a_story_is_read_again_when_a_certificate_runs_out(desk, build, tmp_path):
    brief = Desk(desk.c2pa)
    brief.life = timedelta(seconds=30)
    files = {"bus.md": STORY, "photos/a.jpg": brief.signed(photo(), TAKEN)}
    ends = time.monotonic() + 31

    assert "not confirmed who" in said(build(files))
    time.sleep(max(0, ends - time.monotonic()))
    assert "cannot be confirmed" in said(build(files))
