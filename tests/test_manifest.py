"""Which files of output/ are unchanged: this process and another find the same."""

import pytest

from plugins.press.store import manifest
from plugins.press.store.fingerprints import file_stamp


@pytest.mark.parametrize("many", [1, 1000], ids=["another process", "this one"])
def test_what_was_changed_or_removed_is_not_unchanged(tmp_path, monkeypatch, many):
    monkeypatch.setattr(manifest, "MANY", many)
    for name in ("kept", "changed", "gone"):
        (tmp_path / name).write_text(name)
    stamps = {name: file_stamp(str(tmp_path), name) for name in ("kept", "changed", "gone")}
    (tmp_path / "changed").write_text("by hand")
    (tmp_path / "gone").unlink()

    is_unchanged = manifest.unchanged_files(str(tmp_path), stamps)

    assert [name for name in stamps if is_unchanged(name)] == ["kept"]


def test_a_file_that_is_not_there_has_no_stamp(tmp_path):
    assert file_stamp(str(tmp_path), "nothing") == ""
