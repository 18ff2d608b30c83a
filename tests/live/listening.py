"""The forum behind its real server in a thread, and an open page that listens to it."""

import json
import select
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from flask import Flask

from forum.accounts.models import Session, User
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.server.listen import listen
from forum.server.serve import Server, settings_for
from forum.server.shell import Shell
from forum.server.stream import PURPOSE, Streams

PATIENCE = 6.0
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass
class Serving:
    """A running server, and every page that a test has opened."""

    server: Server
    streams: Streams
    port: int
    thread: threading.Thread
    pages: list["OpenPage"] = field(default_factory=list)

    def open(self, **how: Any) -> "OpenPage":
        page = OpenPage(self.port, **how)
        self.pages.append(page)
        return page

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)

    def close(self) -> None:
        for page in self.pages:
            page.close()
        self.stop()


def serving(app: Flask) -> Serving:
    """Serve the application of the tests on a free port."""
    config = app.extensions["config"]
    listener = listen("127.0.0.1", 0)
    # A thread begins once, and this application is served many times.
    app.extensions["web_threads"] = []
    streams = Streams(app, config.database_url)
    server = Server(settings_for(Shell(app, config.data_dir, streams=streams)))
    server.streams = streams
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    return Serving(server, streams, listener.getsockname()[1], thread)


class OpenPage:
    """A page that listens, as a browser does, down to the bytes."""

    def __init__(
        self,
        port: int,
        *,
        topics: str = "",
        channels: str = "all",
        token: str = "",
        since: int | None = None,
        last: int | None = None,
        path: str = "/live",
        headers: Mapping[str, str] = NOTHING,
        source: str = "127.0.0.1",
    ) -> None:
        self.line = socket.create_connection(
            ("127.0.0.1", port), timeout=PATIENCE, source_address=(source, 0)
        )
        asked = f"?topics={topics}&channels={channels}&token={token}"
        asked += f"&since={since}" if since is not None else ""
        more = {"Host": f"127.0.0.1:{port}", **headers}
        if last is not None:
            more["Last-Event-ID"] = str(last)
        head = "".join(f"{name}: {value}\r\n" for name, value in more.items())
        self.line.sendall(f"GET {path}{asked} HTTP/1.1\r\n{head}\r\n".encode())
        self._bytes = b""
        self.is_closed = False
        self.head = ""
        self.last = 0
        self.ended = ""
        # After so many milliseconds a browser would come again.
        self.again = 0
        self.heard: list[dict[str, Any]] = []
        self._wait(lambda: bool(self.head))

    @property
    def status(self) -> int:
        return int(self.head.split()[1])

    def until(self, kind: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """The first event of this kind; fails when none comes."""
        found = self._wait(lambda: any(one["kind"] == kind for one in self.heard), seconds)
        assert found, f"no {kind} among {self.heard}"
        return next(one for one in self.heard if one["kind"] == kind)

    def kinds(self, seconds: float) -> list[str]:
        """What kinds of events came within so many seconds."""
        self._wait(lambda: False, seconds)
        return [one["kind"] for one in self.heard]

    def until_end(self, seconds: float = PATIENCE) -> str:
        """The word with which the server ended the stream; empty when it did not."""
        self._wait(lambda: self.is_closed, seconds)
        return self.ended

    def close(self) -> None:
        self.line.close()

    def _wait(self, done: Any, seconds: float = PATIENCE) -> bool:
        deadline = time.monotonic() + seconds
        while not done() and not self.is_closed and (left := deadline - time.monotonic()) > 0:
            ready, _, _ = select.select([self.line], [], [], left)
            if ready:
                self._read()
        return bool(done())

    def _read(self) -> None:
        piece = self.line.recv(65536)
        self.is_closed = not piece
        self._bytes += piece
        if not self.head and b"\r\n\r\n" in self._bytes:
            head, _, self._bytes = self._bytes.partition(b"\r\n\r\n")
            self.head = head.decode()
        for block in self._blocks():
            self._take(block)

    def _blocks(self) -> Iterator[str]:
        """The messages that are whole; the marks of the pieces they came in are left out."""
        *whole, self._bytes = self._bytes.split(b"\n\n")
        if b"0\r\n\r\n" in self._bytes:
            self.is_closed = True
        for block in whole:
            yield "\n".join(line for line in block.decode().splitlines() if ": " in line)

    def _take(self, block: str) -> None:
        said = dict(line.split(": ", 1) for line in block.splitlines())
        self.last = int(said.get("id", self.last))
        self.again = int(said.get("retry", self.again))
        if said.get("event") == "end":
            self.ended = said["data"]
        elif "event" not in said and "data" in said:
            self.heard.append({"id": int(said.get("id", 0)), **json.loads(said["data"])})


def signed_in(user: User) -> Session:
    """A session of the member, as one browser has it."""
    ends = clock.now().replace(year=clock.now().year + 1)
    session = Session(user_id=user.id, token_hash=tokens.new_token()[:60], expires_at=ends)
    with transaction():
        db.session.add(session)
    return session


def pass_of(app: Flask, session: Session, *, ends: float = 0) -> str:
    """The word that the member's pages carry."""
    words = f"{session.id}-{session.user_id}-{int(ends or time.time() + 1000)}"
    return tokens.signed(words, app.config["SECRET_KEY"], purpose=PURPOSE)
