"""HTTP as uvicorn speaks it, with bounds on the size of a request's head and the time it may take.

uvicorn gathers a head without limit and waits for it for ever; this is where both end.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 64 * 1024
HEAD_SECONDS = 20.0
# Stands in the state of the application once the server has been told to stop.
STOPS = "stops"
# So long a line without a request stays open when the server is told to stop.
LAST_CALL_SECONDS = 0.5
TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: 27\r\nconnection: close\r\n\r\n"
    b"The request is too large.\r\n"
)


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection whose request head is too long or too slow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_head = True
        self._head_bytes = 0
        self._began = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._is_last_call = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first head."""
        super().connection_made(transport)
        self._set_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._drop_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to an unfinished head."""
        began = self._began
        super().data_received(data)
        if not self._in_head or self.transport.is_closing():
            return
        # The first piece of a head may hold the end of a body, which is not counted.
        self._head_bytes += len(data) if began == self._began else 0
        if self._head_bytes > HEAD_BYTES:
            self.transport.write(TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins: give it its time."""
        super().on_message_begin()
        self._in_head = True
        self._head_bytes = 0
        self._began += 1
        self.scope["state"]["hang_up"] = self.transport.abort
        self._set_deadline()

    def on_headers_complete(self) -> None:
        """The head is whole; what follows is bounded by the spool."""
        self._in_head = False
        self._drop_deadline()
        super().on_headers_complete()
        if self._is_last_call or STOPS in self.app_state:
            self.cycle.keep_alive = False

    def shutdown(self) -> None:
        """Answer what is on its way, say that it was the last, and close the line.

        uvicorn would close a line on which nothing is being answered at once, together with a
        request that has been sent and not been read yet.
        """
        self._is_last_call = True
        if self._is_idle():
            self.loop.call_later(LAST_CALL_SECONDS, self._close_if_idle)
        else:
            super().shutdown()

    def _is_idle(self) -> bool:
        cycle: Any = self.cycle
        return cycle is None or bool(cycle.response_complete)

    def _close_if_idle(self) -> None:
        is_being_asked = self._in_head and self._head_bytes > 0
        if self._is_idle() and not is_being_asked:
            self._close()

    def _set_deadline(self) -> None:
        self._drop_deadline()
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._close)

    def _drop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
