"""A door that is shut: who stood before it is answered, and nobody is cut off."""

import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from forum.server import shutting
from forum.server.listen import listen
from forum.server.serve import Server, settings_for
from forum.server.shell import Shell
from forum.server.stream import Streams
from tests.server.conftest import LIMITS, read_all, small_app

CALLERS = 20
WHO = b"GET /who HTTP/1.1\r\nHost: f\r\n\r\n"
LIVE = b"GET /live?topics=&channels=all&token= HTTP/1.1\r\nHost: f\r\n\r\n"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only there callers can be left")


class Surprised(Server):
    """Asked to stop in the very moment in which many have called, before it has looked."""

    asked = WHO
    callers: tuple[socket.socket, ...] = ()

    async def on_tick(self, counter: int) -> bool:
        address = self.door.getsockname()
        self.callers = tuple(call(address, self.asked) for _ in range(CALLERS))
        self.should_exit = True
        return await super().on_tick(counter)


def call(address: tuple[str, int], asked: bytes = b"", *, patience: float = 10.0) -> socket.socket:
    line = socket.create_connection(address, timeout=patience)
    line.sendall(asked)
    return line


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with listen("127.0.0.1", 0) as listener:
        yield listener


@pytest.fixture
def surprise(door: socket.socket) -> Iterator[Callable[..., Surprised]]:
    """Serve until the server has ended; gives it with what its callers read from."""
    ended: list[Surprised] = []

    def serve(application: Any, *, asked: bytes = WHO, streams: Streams | None = None) -> Surprised:
        server = Surprised(settings_for(application))
        server.door, server.streams, server.asked = door.dup(), streams, asked
        ended.append(server)
        server.run(sockets=[door])
        return server

    yield serve
    for server in ended:
        for line in server.callers:
            line.close()


def test_who_stands_before_the_door_when_a_server_is_asked_to_stop_is_answered(surprise, folder):
    server = surprise(Shell(small_app(folder), folder, LIMITS))

    answers = [read_all(line) for line in server.callers]

    assert len(answers) == CALLERS
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)
    assert all(b"connection: close" in answer for answer in answers)


def test_the_door_is_shut_for_all_who_come_later(surprise, folder, door):
    address = door.getsockname()

    surprise(Shell(small_app(folder), folder, LIMITS))

    with pytest.raises(ConnectionRefusedError):
        call(address)


def test_a_page_that_opens_a_stream_at_the_last_moment_is_told_to_come_again(surprise, app):
    config = app.extensions["config"]
    app.extensions["web_threads"] = []
    streams = Streams(app, config.database_url)
    shell = Shell(app, config.data_dir, streams=streams)

    server = surprise(shell, asked=LIVE, streams=streams)

    heard = [read_all(line) for line in server.callers]
    assert [b"event: end\ndata: restart\n" in one for one in heard] == [True] * CALLERS


@linux_only
def test_while_a_door_is_being_shut_nobody_new_gets_into_the_line(door):
    shutting.turn_away(door)

    with pytest.raises(TimeoutError):
        call(door.getsockname(), patience=0.1)

    assert not shutting.is_somebody_there(door)


@linux_only
def test_who_was_in_the_line_is_heard_while_nobody_new_gets_in(door):
    with call(door.getsockname()) as line:
        shutting.turn_away(door)
        line.sendall(WHO)

        guest, _ = door.accept()
        with guest:
            assert guest.recv(1000) == WHO


@linux_only
def test_a_door_that_somebody_left_shut_is_opened_by_the_next(door):
    shutting.turn_away(door)
    shutting.welcome(door)
    shutting.welcome(door)

    with call(door.getsockname()):
        assert shutting.is_somebody_there(door)


def test_where_callers_cannot_be_left_alone_the_door_is_shut_all_the_same(
    surprise, folder, monkeypatch
):
    monkeypatch.setattr(shutting, "ATTACH_FILTER", 9999)

    server = surprise(Shell(small_app(folder), folder, LIMITS))

    answers = [read_all(line) for line in server.callers]
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)
