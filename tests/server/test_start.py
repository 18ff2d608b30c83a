"""`forum start`: real processes, a real data folder, a free port."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from forum.server import folder
from forum.server.listen import PATIENCE_SECONDS, listen
from tests.server.running import LONGEST, Running, are_gone, health, is_alive, is_closed


def test_a_forum_starts_serves_survives_a_killed_server_and_stops_cleanly(start):
    running = start("--port", "0")
    port = running.port()
    assert health(port) == "ok"
    [server] = running.children("serve")
    assert running.children("work")

    os.kill(server, signal.SIGKILL)
    began = time.monotonic()
    assert health(port) == "ok"
    assert time.monotonic() - began < LONGEST
    assert running.children("serve") != [server]

    assert running.end(signal.SIGTERM) == 0
    assert "Stopped." in running.said
    assert is_closed(port)


def test_started_again_it_keeps_everything_and_ctrl_c_ends_it(start, tmp_path):
    first = start("--port", "0")
    first.port()
    assert first.end(signal.SIGINT) == 0
    data = tmp_path / "data"
    key = (data / "secret_key").read_bytes()
    database = (data / "forum.db").read_bytes()

    again = start("--port", "0")
    again.port()
    assert again.end(signal.SIGINT) == 0

    assert (data / "secret_key").read_bytes() == key
    assert (data / "forum.db").read_bytes()[:16] == database[:16]
    assert not (data / "before-migrations").exists()
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "secret_key").stat().st_mode & 0o777 == 0o600


def test_when_the_parent_is_killed_its_children_go_too(start):
    running = start("--port", "0")
    port = running.port()
    children = running.children("serve") + running.children("work")

    running.process.kill()
    # The output ends when the last process that could write to it has ended.
    running.wait()

    assert are_gone(children)
    assert is_closed(port)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there they are forked")
def test_only_those_who_shut_the_door_hold_it(start):
    running = start("--port", "0")
    port = running.port()
    [server], [worker] = running.children("serve"), running.children("work")

    assert doors(server, port) > 0
    assert doors(running.process.pid, port) == 1
    assert doors(worker, port) == 0


def doors(process: int, port: int) -> int:
    """How often the process holds the socket that listens on the port."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    [inode] = {line[9] for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "0A"}
    held = [file for file in Path(f"/proc/{process}/fd").iterdir() if file.is_symlink()]
    return sum(str(file.readlink()) == f"socket:[{inode}]" for file in held)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there they are forked")
def test_what_the_server_and_the_worker_have_loaded_is_in_memory_once(start, tmp_path):
    running = start("--port", "0")
    running.port()
    [server], [worker] = running.children("serve"), running.children("work")

    # Nobody but the two has these pages: their parent has let go of them.
    assert min(shared_mb(server), shared_mb(worker)) > 15
    assert shared_mb(running.process.pid) < 5
    with pytest.raises(folder.FolderInUse), folder.held(tmp_path / "data", patience=0):
        pass
    assert running.end(signal.SIGTERM) == 0
    with folder.held(tmp_path / "data"):
        assert not is_alive(server)


def shared_mb(number: int) -> float:
    """What a process shares that is not a file's."""
    lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Shared_Dirty")).split()[1]) / 1024


@pytest.mark.slow
def test_a_taken_port_is_said_in_one_sentence(start, monkeypatch):
    taken = listen("127.0.0.1", 0)
    port = taken.getsockname()[1]

    running = start("--port", str(port))
    code = running.wait()
    taken.close()

    assert code == 1
    assert running.said == (
        f"Port {port} is still taken: waiting up to 10 s.\n"
        f"Error: Port {port} is taken: stop what uses it, or choose another with --port.\n"
    )
    assert PATIENCE_SECONDS < LONGEST


@pytest.mark.slow
def test_a_second_forum_on_the_same_folder_is_refused(start, tmp_path):
    folder.prepare(tmp_path / "data")
    with folder.held(tmp_path / "data"):
        running = start("--port", "0")
        code = running.wait()

    assert code == 1
    assert "is still in use: waiting up to 10 s." in running.said
    assert "Another Guildhall is running on" in running.said


def test_a_wrong_setting_of_the_environment_is_said_in_one_sentence(start):
    running = start("--port", "70000")

    assert running.wait() == 78
    assert running.said == "Error: FORUM_PORT is '70000': it must be a number from 0 to 65535.\n"


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("no folder")

    running = Running(tmp_path / "file" / "data", "--port", "0")

    assert running.wait() == 1
    assert running.said.startswith("Error: Cannot write to the data folder")
    assert running.said.count("\n") == 1
