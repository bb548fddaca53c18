"""Whether output/ stands as it was left is found out by this process or by another, alike."""

import pytest

from plugins.press import standing
from plugins.press.standing import stamp_of


@pytest.mark.parametrize("many", [1, 1000], ids=["another process", "this one"])
def test_what_was_changed_or_taken_away_does_not_stand(tmp_path, monkeypatch, many):
    monkeypatch.setattr(standing, "MANY", many)
    for name in ("kept", "changed", "gone"):
        (tmp_path / name).write_text(name)
    stamps = {name: stamp_of(str(tmp_path), name) for name in ("kept", "changed", "gone")}
    (tmp_path / "changed").write_text("by hand")
    (tmp_path / "gone").unlink()

    stands = standing.standing(str(tmp_path), stamps)

    assert [name for name in stamps if stands(name)] == ["kept"]


def test_a_file_that_is_not_there_has_no_stamp(tmp_path):
    assert stamp_of(str(tmp_path), "nothing") == ""
