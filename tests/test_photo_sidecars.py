"""What the newsroom says of a photo in a file beside it."""

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.photos.sidecars import (
    LARGEST_FILE,
    Sidecar,
    SidecarFiles,
    parsed_sidecar,
    read_sidecars,
)
from plugins.photos.stamps import sidecar_paths

from .test_photos import xmp


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A content folder with a folder for photos; commands are typed beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "photos").mkdir(parents=True)
    return tmp_path / "content"


def about(content, name="bus.jpg"):
    return read_sidecars(str(content / "photos" / name), str(content))


def test_the_names_of_the_files_beside_a_photo():
    assert sidecar_paths("photos/night-bus.jpg") == (
        "photos/night-bus.yml",
        "photos/night-bus.jpg.xmp",
        "photos/night-bus.xmp",
    )


def test_most_photos_have_nothing_beside_them(content):
    assert about(content) == SidecarFiles(data=(b"", b""))


WHOLE = """\
# from the picture desk
---
Caption: "The last 41: late again"
credit: Lena Vogt/AP
alt: >
  A bus
  at night
licence: https://creativecommons.org/licenses/by/4.0/
focus: 30 20
expires: 2026-12-31
"""


def test_every_field_of_a_sidecar_is_read():
    assert parsed_sidecar(WHOLE.encode(), "bus.yml") == (
        Sidecar(
            caption="The last 41: late again",
            credit="Lena Vogt/AP",
            alt="A bus at night",
            licence="https://creativecommons.org/licenses/by/4.0/",
            focus=(30, 20),
            expires=date(2026, 12, 31),
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "---\n", "# nothing yet\n", "caption:\nfocus:\n", "\ufeff"])
def test_a_file_that_says_nothing_is_no_fault(text):
    assert parsed_sidecar(text.encode(), "bus.yml") == (Sidecar(), ())


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("30 20", (30, 20)),
        ("30% 20%", (30, 20)),
        ("30, 20", (30, 20)),
        ("[30, 20]", (30, 20)),
        ("33.4 66.6", (33, 67)),
        ("0 100", (0, 100)),
        ("left", (0, 50)),
        ("Right", (100, 50)),
        ("top", (50, 0)),
        ("bottom", (50, 100)),
        ("center", (50, 50)),
        ("centre", (50, 50)),
        ("left top", (0, 0)),
        ("bottom right", (100, 100)),
        ("top center", (50, 0)),
        ("center left", (0, 50)),
        ("center bottom", (50, 100)),
        ("30 top", (30, 0)),
        ("right 20", (100, 20)),
        ("101 20", None),
        ("-1 20", None),
        ("30", None),
        ("30 20 10", None),
        ("30px 20px", None),
        ("left right", None),
        ("top bottom", None),
        ("top top", None),
        ("20 left", None),
        ("top 20", None),
        ("nan inf", None),
        ("here", None),
        ("[[30], 20]", None),
    ],
)
def test_a_focus_is_two_percentages_or_words_as_in_css(text, focus):
    sidecar, faults = parsed_sidecar(f"focus: {text}".encode(), "bus.yml")

    assert sidecar.focus == focus
    assert bool(faults) == (focus is None)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("alt: A\ncaptoin: B", 2, '"captoin" is not a field of a photo. Did you mean "caption"?'),
        ("license: https://x.org", 1, 'not a field of a photo. Did you mean "licence"?'),
        (
            "zzz: B", 1,
            '"zzz" is not a field of a photo. Write one of caption, credit, alt, licence, focus, '
            "expires.",
        ),
        ("alt: A\n\nalt: B", 3, '"alt" appears twice. Keep one of them.'),
        ("alt: [A, B]", 1, '"alt" is not text. Write it after the colon.'),
        ("focus: {x: 1}", 1, '"focus" is not text. Write it after the colon.'),
        (
            "alt: A\nfocus: here", 2,
            'focus "here" is not a place in a photo. Write two percentages, from the left and '
            'the top, such as "30 20", or words such as "left top".',
        ),
        (
            "expires: 31.12.2026", 1,
            'expires "31.12.2026" is not a date. Write the last day on which the photo may be '
            'shown, such as "2026-12-31".',
        ),
        ("expires: 2026-02-30", 1, 'expires "2026-02-30" is not a date.'),
        ("expires: 20261231", 1, 'expires "20261231" is not a date.'),
        ("licence: javascript:alert(1)", 1, 'licence "javascript:alert(1)" is not a web address.'),
        ("licence: CC BY", 1, 'licence "CC BY" is not a web address.'),
        ("caption: \u202e", 1, "has no text."),
        ("alt: A\ncaption: 'B", 2, "the file has an error"),
        ("alt: A\n\tcaption: B", 2, "the file has an error"),
        ("alt: &a A\ncaption: *a", 1, "YAML anchors and aliases are refused. Write the value out."),
        ("alt: A\ncaption: !!python/object:os.system B", 2, 'is refused. Delete it.'),
        ("alt: A # not B", 1, 'YAML reads what follows " #" as a comment'),
        ("- A\n- B", 1, 'the file holds no fields. Write them as "caption: ...".'),
        ("just words", 1, 'the file holds no fields. Write them as "caption: ...".'),
        ("alt: A\n---\nalt: B", 2, "the file holds two YAML documents. Keep one."),
        ("alt: " + "x" * 70_000, 1, "the file is longer than 65536 characters. Shorten it."),
        ("alt: A\x07", 1, "holds the control character U+0007. Delete it."),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_the_remedy(text, line, words):
    _, faults = parsed_sidecar(text.encode(), "content/photos/bus.yml")

    (fault,) = faults
    assert (fault.path, fault.line, fault.warning) == ("content/photos/bus.yml", line, False)
    assert words in fault.text


def test_a_fault_in_one_field_leaves_the_others():
    sidecar, faults = parsed_sidecar(b"focus: here\nalt: A bus\nexpires: never", "bus.yml")

    assert sidecar == Sidecar(alt="A bus")
    assert [fault.line for fault in faults] == [1, 3]


def test_bytes_that_are_no_text_are_a_fault():
    _, (fault,) = parsed_sidecar(b"alt: A\ncaption: Zo\xeb", "bus.yml")

    assert (fault.line, fault.text) == (2, "is not UTF-8 text. Save the file as UTF-8.")


def test_texts_stand_on_one_line_at_a_readers_length():
    sidecar, _ = parsed_sidecar(
        b"alt: |\n  A bus\n  at night\ncaption: " + b"word " * 1000, "bus.yml"
    )

    assert sidecar.alt == "A bus at night"
    assert len(sidecar.caption) <= 2000


def test_the_xmp_that_names_the_whole_file_comes_first(content):
    packets = [xmp(creator="One"), xmp(creator="Two")]
    for name, packet in zip(("bus.xmp", "bus.jpg.xmp"), packets, strict=True):
        (content / "photos" / name).write_bytes(packet)

        assert about(content) == SidecarFiles(xmp=packet, data=(b"", packet))


def test_damaged_xmp_is_a_warning(content):
    (content / "photos" / "bus.xmp").write_bytes(b"<x")

    (fault,) = about(content).faults

    assert str(fault) == (
        "content/photos/bus.xmp:1: warning: cannot be read as XMP, so it is ignored. "
        "Save it again, or delete it."
    )


@pytest.mark.parametrize("name", ["bus.yml", "bus.xmp"])
def test_a_link_out_of_the_content_folder_is_not_followed(content, name):
    (content.parent / "secret").write_text("caption: Secret")
    (content / "photos" / name).symlink_to(content.parent / "secret")

    found = about(content)

    assert (found.sidecar, found.xmp, found.data) == (Sidecar(), b"", (b"", b""))
    assert [str(fault) for fault in found.faults] == [
        f"content/photos/{name}:1: is a link that leads outside content/. Put the file itself there."
    ]


def test_a_link_within_the_content_folder_is_followed(content):
    (content / "photos" / "bus.yml").write_text("caption: A bus.")
    (content / "photos" / "tram.yml").symlink_to("bus.yml")

    assert about(content, "tram.jpg").sidecar.caption == "A bus."


@pytest.mark.parametrize("name", ["bus.yml", "bus.xmp"])
def test_a_huge_file_is_a_fault(content, name):
    (content / "photos" / name).touch()
    os.truncate(content / "photos" / name, LARGEST_FILE + 1)

    (fault,) = about(content).faults

    assert str(fault).startswith(f"content/photos/{name}:1: is too large.")


def test_a_pipe_or_a_folder_beside_a_photo_is_none_of_its_files(content):
    os.mkfifo(content / "photos" / "bus.yml")
    (content / "photos" / "bus.xmp").mkdir()

    assert about(content) == SidecarFiles(data=(b"", b""))


@given(st.one_of(st.binary(max_size=80), st.text(" \n:-#&*!'\"[]{}|>altfocus10", max_size=60)))
@settings(max_examples=400, deadline=None)
def test_nothing_in_a_file_ends_in_a_traceback(data):
    data = data if isinstance(data, bytes) else data.encode()

    _, faults = parsed_sidecar(data, "bus.yml")

    assert all(1 <= fault.line <= data.count(b"\n") + data.count(b"\r") + 3 for fault in faults)
