"""The whole forum behind the real shell with its memory, asked without a socket."""

import asyncio
import contextvars
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask

from forum.server.memory import Memory, memory_for
from forum.server.shell import Shell
from forum.web.guest_pages import HELD_SERVER

T = TypeVar("T")


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_from_memory(self) -> bool:
        return self.headers.get("x-cache") == "memory"


class Door:
    """One event loop, one shell, and as many readers as a test wants."""

    def __init__(self, app: Flask, folder: Path) -> None:
        found = memory_for(app)
        assert found is not None
        self.memory: Memory = found
        self.memory._tells = True
        self._app = app
        self._shell = Shell(app, folder, memory=self.memory)
        self._runner = asyncio.Runner()

    def get(self, path: str, *, method: str = "GET", address: str = "10.0.0.1", **more: str):
        """Ask for a page; headers by their names with underscores."""
        return self._run(self.ask(path, method=method, address=address, **more))

    def get_at_once(self, path: str, times: int) -> list[Answered]:
        async def every() -> list[Answered]:
            return await asyncio.gather(*(self.ask(path) for _ in range(times)))

        return self._run(every())

    async def ask(
        self, path: str, *, method: str = "GET", address: str = "10.0.0.1", **more: str
    ) -> Answered:
        """Ask for a page, inside the loop."""
        pairs = [(name.lower().replace("_", "-"), value) for name, value in more.items()]
        return await self.ask_raw(path, pairs, method=method, address=address)

    async def ask_raw(
        self,
        path: str,
        headers: list[tuple[str, str]],
        *,
        method: str = "GET",
        address: str = "10.0.0.1",
    ) -> Answered:
        """Ask with headers as they are, twice the same among them if need be."""
        place, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": place,
            "raw_path": place.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(b"host", b"f"), *((n.encode(), v.encode()) for n, v in headers)],
            "client": (address, 1000),
            "server": ("127.0.0.1", 8000),
        }
        got: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            got.append(dict(message))

        await self._shell(scope, _nobody, send)
        head = {name.decode().lower(): value.decode() for name, value in got[0]["headers"]}
        return Answered(got[0]["status"], head, b"".join(one.get("body", b"") for one in got[1:]))

    def raw(self, path: str, headers: list[tuple[str, str]]) -> Answered:
        return self._run(self.ask_raw(path, headers))

    def _run(self, asking: Coroutine[Any, Any, T]) -> T:
        # The test's own application context must not be found by the requests.
        return self._runner.run(asking, context=contextvars.Context())

    def close(self) -> None:
        self._runner.close()
        self._app.config.pop(HELD_SERVER, None)


async def _nobody() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}
