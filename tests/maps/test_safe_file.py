from __future__ import annotations

import pytest

from maps.safe_file import writing


def test_whole_and_readable_by_its_owner_alone(tmp_path):
    target = tmp_path / "file.txt"
    with writing(target) as path:
        path.write_text("new")
        assert not target.exists()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_left_as_it_was_where_the_block_raises(tmp_path):
    target = tmp_path / "file.txt"
    target.write_text("old")

    def fail():
        with writing(target) as path:
            path.write_text("half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_suffix_for_writers_that_look_at_it(tmp_path):
    with writing(tmp_path / "file", suffix=".npz") as path:
        assert path.suffix == ".npz"
        path.write_text("")


def test_no_folder_no_file(tmp_path):
    with pytest.raises(FileNotFoundError), writing(tmp_path / "none" / "file"):
        pass
