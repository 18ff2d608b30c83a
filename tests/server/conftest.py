"""A small application behind the real shell and the real server, on a free port."""

import hashlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from flask import Flask, request, send_file

from forum.server.listen import listen
from forum.server.serve import settings_for
from forum.server.shell import Shell
from forum.server.spool import Limits
from tests.live.listening import OpenPage
from tests.server.fleet import Machine
from tests.server.running import Running
from tests.server.visiting import Visitor

LIMITS = Limits(
    body_bytes=200_000,
    memory_bytes=10_000,
    room_bytes=300_000,
    first_seconds=0.5,
    bytes_for_a_second=100_000,
)


class Ticker:
    """A thread of the application, as the flusher is one."""

    def __init__(self) -> None:
        self.happened: list[str] = []

    def start(self) -> None:
        self.happened.append("start")

    def stop(self) -> None:
        self.happened.append("stop")


@dataclass
class Served:
    """A running server, and the strings by which a test holds it."""

    app: Flask
    server: uvicorn.Server
    port: int
    thread: threading.Thread
    lines: list[socket.socket] = field(default_factory=list)

    def connect(self) -> socket.socket:
        """A line to the server, closed with it at the latest."""
        self.lines.append(socket.create_connection(("127.0.0.1", self.port), timeout=10))
        return self.lines[-1]

    def send(self, raw: bytes) -> bytes:
        """Send raw bytes; returns everything until the server closes."""
        with self.connect() as line:
            line.sendall(raw)
            return read_all(line)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)

    def close(self) -> None:
        for line in self.lines:
            line.close()
        self.stop()


def read_all(line: socket.socket) -> bytes:
    """Everything that comes until the other side closes."""
    parts = []
    while piece := line.recv(65536):
        parts.append(piece)
    return b"".join(parts)


def small_app(folder: Path) -> Flask:
    app = Flask("small")
    app.config["MAX_CONTENT_LENGTH"] = LIMITS.body_bytes
    app.config["USE_X_SENDFILE"] = True
    app.extensions["web_threads"] = [Ticker()]

    @app.post("/echo")
    def echo() -> dict[str, Any]:
        body = request.get_data()
        return {"length": len(body), "sha256": hashlib.sha256(body).hexdigest()}

    @app.post("/form")
    def form() -> dict[str, Any]:
        return {"names": sorted(request.form)}

    @app.get("/who")
    def who() -> dict[str, Any]:
        return {"address": request.remote_addr, "headers": dict(request.headers)}

    @app.get("/file")
    def file() -> Any:
        return send_file(folder / "picture.bin", conditional=True, max_age=60)

    @app.get("/elsewhere")
    def elsewhere() -> Any:
        return send_file(__file__)

    @app.errorhandler(413)
    def too_large(error: Exception) -> tuple[str, int]:
        return "<h1>Too much at once</h1>", 413

    return app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "picture.bin").write_bytes(bytes(range(256)) * 4000)
    return tmp_path


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def start(wrap: Callable[[Any], Any] = lambda shell: shell) -> Served:
        app = small_app(folder)
        listener = listen("127.0.0.1", 0)
        port = listener.getsockname()[1]
        server = uvicorn.Server(settings_for(wrap(Shell(app, folder, LIMITS))))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append(Served(app, server, port, thread))
        return running[-1]

    yield start
    for served in running:
        served.close()


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    return serve()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def begin(*options: str) -> Running:
        started.append(Running(tmp_path / "data", *options))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
            running.wait()


@pytest.fixture
def visit() -> Iterator[Callable[..., Visitor]]:
    """A browser at the door of one server."""
    with ExitStack() as ends:

        def go(machine: Machine, cookie: str = "") -> Visitor:
            visitor = Visitor(machine.port, cookie)
            ends.callback(visitor.close)
            return visitor

        yield go


@pytest.fixture
def hear() -> Iterator[Callable[..., OpenPage]]:
    """A page of a topic that one server keeps up to date."""
    with ExitStack() as ends:

        def open_(machine: Machine, path: str, token: str = "") -> OpenPage:
            page = OpenPage(machine.port, topics=path.rpartition("/")[2], token=token)
            ends.callback(page.close)
            return page

        yield open_
