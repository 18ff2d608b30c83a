"""Shutting the door: nobody new may come to it, and who stands before it already is let in first.

The system takes connections before the server does, and keeps them in a line. When the socket that
listens is closed, whoever stands in that line is cut off, though they believe to be connected and
may have sent a request. So the system is told to leave new callers without an answer: they call
again a second later, and are refused then by a door that is shut, which is something that browsers
and proxies understand. Those who were connected before are let in meanwhile, as always.
"""

import asyncio
import ctypes
import select
import socket
import struct
import sys
from contextlib import suppress

# How long somebody may take for the last of the three greetings of TCP.
GREETING_SECONDS = 0.2
LOOK_SECONDS = 0.01
# Where callers cannot be left without an answer, the line may never be empty.
LONGEST_SECONDS = 1.0
# As Linux numbers them; Python has no names for these.
ATTACH_FILTER, DETACH_FILTER = 26, 27
# For each packet: look at its flags; drop it when it asks for a connection (SYN), and else keep it.
NO_NEW_CALLERS = (
    (0x30, 0, 0, 13),
    (0x45, 0, 1, 0x02),
    (0x06, 0, 0, 0),
    (0x06, 0, 0, 0xFFFFFFFF),
)


async def let_in(door: socket.socket) -> None:
    """Return when nobody stands before the door any more; the caller closes it then.

    Whoever reads from the door goes on doing so meanwhile.
    """
    turn_away(door)
    await asyncio.sleep(GREETING_SECONDS)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + LONGEST_SECONDS
    # The system rings when somebody comes, and not when nobody is left.
    while is_somebody_there(door) and loop.time() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)
    # Who was let in just now is made known to the server in its next turn.
    await asyncio.sleep(LOOK_SECONDS)


def turn_away(door: socket.socket) -> None:
    """Leave new callers without an answer, where the system can do that."""
    if sys.platform == "linux":
        steps = b"".join(struct.pack("=HBBI", *step) for step in NO_NEW_CALLERS)
        kept = ctypes.create_string_buffer(steps)
        program = struct.pack("HP", len(NO_NEW_CALLERS), ctypes.addressof(kept))
        with suppress(OSError):
            door.setsockopt(socket.SOL_SOCKET, ATTACH_FILTER, program)


def welcome(door: socket.socket) -> None:
    """Answer callers again: another process may have shut this door and left it to its heir."""
    if sys.platform == "linux":
        with suppress(OSError):
            door.setsockopt(socket.SOL_SOCKET, DETACH_FILTER, 0)


def is_somebody_there(door: socket.socket) -> bool:
    """Whether the system has taken a connection that nobody has come to yet."""
    looking = select.poll()
    looking.register(door, select.POLLIN)
    return bool(looking.poll(0))
