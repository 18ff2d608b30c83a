"""An answer given before the request was read to its end, so that the sender gets to see it.

Closing a connection with unread bytes in it makes the system throw the answer away; browsers then
show a failure of the connection in place of the page that helps. So the rest is read and forgotten.
"""

import asyncio

from forum.server.answers import Message, Receive, Send

PATIENCE_SECONDS = 20.0
MOST_BYTES = 256 * 1024 * 1024


class LingeringSender:
    """Stands before `send`: holds the end of the response until the sender has come to its own."""

    def __init__(self, send: Send, receive: Receive) -> None:
        self._send = send
        self._receive = receive

    async def __call__(self, message: Message) -> None:
        """Pass a message on; before the last one, read what is left of the request."""
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        elif not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            await self._drain()
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    async def _drain(self) -> None:
        left = MOST_BYTES
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while left > 0:
                    message = await self._receive()
                    left -= len(message.get("body", b""))
                    if not message.get("more_body", False):
                        return
        except TimeoutError:
            return
