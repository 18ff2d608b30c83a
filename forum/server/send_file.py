"""Files that a page hands over to the shell, so that a slow reader keeps no worker thread.

Flask names the file in an X-Sendfile header after it has decided who may see it; here the file
takes the place of the empty body. Only files below the data folder are sent.
"""

import asyncio
import re
from pathlib import Path
from typing import IO

from forum.server.answers import Message, Send

HANDED_OVER = b"x-sendfile"
CHUNK = 256 * 1024
RANGE = re.compile(rb"bytes (\d+)-(\d+)/")
WITH_CONTENT = {200, 206}


class FileSender:
    """Stands before `send` for one response."""

    def __init__(self, send: Send, folder: Path, *, method: str) -> None:
        self._send = send
        self._folder = folder
        self._wanted = method != "HEAD"
        self._part: re.Match[bytes] | None = None
        self._file: Path | None = None

    async def __call__(self, message: Message) -> None:
        """Pass a message on, or the file where the page named one."""
        if message["type"] == "http.response.start":
            self._file = self._take_name(message)
            await self._send(message)
        elif self._file is None:
            await self._send(message)
        elif not message.get("more_body", False):
            await self._send_file(self._file)

    def _take_name(self, message: Message) -> Path | None:
        """Remove the header, which is nobody else's business, and read it."""
        headers = message["headers"]
        self._part = RANGE.match(dict(headers).get(b"content-range", b""))
        named = [value for name, value in headers if name == HANDED_OVER]
        message["headers"] = [pair for pair in headers if pair[0] != HANDED_OVER]
        if not named:
            return None
        file = Path(named[0].decode("utf-8")).resolve()
        if not file.is_relative_to(self._folder) or not file.is_file():
            raise ValueError("A page named a file that is not in the data folder.")
        return file if self._wanted and message["status"] in WITH_CONTENT else None

    async def _send_file(self, path: Path) -> None:
        with await asyncio.to_thread(path.open, "rb") as file:
            left = await asyncio.to_thread(self._seek, file)
            while left > 0:
                data = await asyncio.to_thread(file.read, min(CHUNK, left))
                if not data:
                    break
                left -= len(data)
                await self._send(_piece(data, more=True))
        await self._send(_piece(b"", more=False))

    def _seek(self, file: IO[bytes]) -> int:
        """Go to the first byte that is wanted; returns how many there are."""
        if self._part is None:
            size = file.seek(0, 2)
            file.seek(0)
            return size
        first, last = int(self._part[1]), int(self._part[2])
        file.seek(first)
        return last - first + 1


def _piece(data: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": more}
