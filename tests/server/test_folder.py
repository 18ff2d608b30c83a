import pytest

from forum.server import folder


def test_the_folder_is_for_its_owner_alone(tmp_path):
    data = tmp_path / "deep" / "data"

    folder.prepare(data)

    assert {entry.name for entry in data.iterdir()} == {"mail", "secret_key", "uploads"}
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "secret_key").stat().st_mode & 0o777 == 0o600
    assert len((data / "secret_key").read_text().strip()) >= 32


def test_a_key_that_is_there_stays(tmp_path):
    folder.prepare(tmp_path)
    key = (tmp_path / "secret_key").read_text()

    folder.prepare(tmp_path)

    assert (tmp_path / "secret_key").read_text() == key


def test_two_folders_have_two_keys(tmp_path):
    folder.prepare(tmp_path / "one")
    folder.prepare(tmp_path / "two")

    keys = {(tmp_path / name / "secret_key").read_text() for name in ("one", "two")}
    assert len(keys) == 2


def test_a_folder_is_held_by_one_at_a_time(tmp_path):
    with folder.held(tmp_path), pytest.raises(folder.FolderInUse), folder.held(tmp_path):
        pass

    with folder.held(tmp_path):
        assert (tmp_path / "in_use").exists()
