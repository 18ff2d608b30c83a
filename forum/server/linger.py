"""An answer given before the request was read to its end, so that the sender gets to see it.

Closing a connection with unread bytes in it makes the system throw the answer away; browsers then
show a failure of the connection in place of the page that helps. So the rest is read and forgotten.
"""

import asyncio

from forum.server.answers import Message, Receive, Send

PATIENCE_SECONDS = 20.0
MOST_BYTES = 256 * 1024 * 1024


class Incoming:
    """Stands before `receive`, and knows whether there is more of the request to come."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.more = True

    async def __call__(self) -> Message:
        """The next message of the request."""
        message = await self._receive()
        self.more = message.get("more_body", False)
        return message


class LingeringSender:
    """Stands before `send`: holds the end of the response until the request has come to its own."""

    def __init__(self, send: Send, incoming: Incoming) -> None:
        self._send = send
        self._incoming = incoming

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
                while self._incoming.more and left > 0:
                    message = await self._incoming()
                    left -= len(message.get("body", b""))
        except TimeoutError:
            return
