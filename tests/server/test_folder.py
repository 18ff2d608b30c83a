import threading
from contextlib import ExitStack

import pytest

from forum.server import folder
from forum.server.listen import listen


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
    holding = folder.held(tmp_path, patience=0)
    with folder.held(tmp_path), pytest.raises(folder.FolderInUse), holding:
        pass

    with folder.held(tmp_path):
        assert (tmp_path / "in_use").exists()


def test_a_forum_that_is_just_going_away_is_waited_for_and_that_is_said(tmp_path, capsys):
    with ExitStack() as other:
        other.enter_context(folder.held(tmp_path))
        going = threading.Timer(0.3, other.close)
        going.start()
        with folder.held(tmp_path):
            pass
        going.join()

    assert f"{tmp_path} is still in use: waiting up to 10 s." in capsys.readouterr().err


def test_a_port_that_is_just_becoming_free_is_waited_for_and_that_is_said(capsys):
    taken = listen("127.0.0.1", 0)
    port = taken.getsockname()[1]
    going = threading.Timer(0.3, taken.close)
    going.start()

    listen("127.0.0.1", port).close()
    going.join()

    said = capsys.readouterr().err
    assert said == f"Port {port} is still taken: waiting up to 10 s.\n"
