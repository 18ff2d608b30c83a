"""The server and the worker as two forks of one process that has loaded the forum.

What both have loaded is in memory once, and is loaded in half the time. The process that begot them
then becomes small again, and looks after them as it would after programs that it has started.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from socket import socket
from typing import NoReturn

from forum.server.supervisor import STOPS, python
from forum.server.title import name_process

STANDARD_INPUT = 0
OPEN_FILES = Path("/proc/self/fd")


@dataclass(frozen=True)
class Begotten:
    """Two processes with the ends of their leashes, and the door: all of it outlives an exec."""

    door: int
    server: int
    server_leash: int
    worker: int
    worker_leash: int

    @classmethod
    def read(cls, words: str) -> "Begotten":
        """What `words` has written."""
        return cls(*map(int, words.split(",")))

    @property
    def words(self) -> str:
        """All five numbers, for the command line."""
        return ",".join(str(number) for number in vars(self).values())


def can_be() -> bool:
    """Whether this system forks well: elsewhere the two are programs of their own."""
    return sys.platform == "linux" and OPEN_FILES.exists() and threading.active_count() == 1


def beget(listener: socket) -> Callable[[], None]:
    """Load the forum and fork twice. Returns in the forks alone, with what each shall do.

    Whoever is told to stop meanwhile hears of it once somebody can act upon it.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    _load()
    door = os.dup(listener.fileno())
    server = ("serve", "--follow-parent", "--descriptor", str(door))
    born: list[int] = []
    live = _fork(server, born)
    if live is not None:
        return live
    # The door is shut only when nobody holds it any more: this one is the server's alone.
    os.close(door)
    live = _fork(("work", "--follow-parent"), born)
    if live is None:
        _become_small(Begotten(listener.fileno(), *born))
    return live


def _load() -> None:
    """Everything that both need. What is there now is never looked at by the collector again:
    that would write into it, and so make it two."""
    gc.disable()
    for name in ("serve", "work"):
        import_module(f"forum.server.{name}")
    import_module("sqlalchemy.orm").configure_mappers()
    gc.enable()
    gc.collect()
    gc.freeze()


def _fork(command: Sequence[str], born: list[int]) -> Callable[[], None] | None:
    """Note number and leash of one more child; returns what to do in the child itself."""
    end, leash = os.pipe()
    number = os.fork()
    born += [number, leash]
    if number:
        os.close(end)
        return None
    # The leashes are held by the parent alone: they are cut when it is gone.
    for other in born[1::2]:
        os.close(other)
    return partial(_live, command, end)


def _live(command: Sequence[str], end: int) -> None:
    """Be the server or the worker, as if this process had been started with its command."""
    os.setpgid(0, 0)
    os.dup2(end, STANDARD_INPUT)
    os.close(end)
    sys.orig_argv = list(python(*command))
    name_process(f"forum {' '.join(command)}")
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    program = getattr(import_module(f"forum.server.{command[0]}"), command[0])
    program.main(args=list(command[1:]), prog_name="forum", standalone_mode=False)


def _become_small(begotten: Begotten) -> NoReturn:
    """Let go of all that was loaded, and keep the children, the door and the lock on the folder."""
    for file in list(OPEN_FILES.iterdir()):
        # The descriptor of this very list is closed already.
        with suppress(OSError):
            os.set_inheritable(int(file.name), True)
    command = python("start", "--begotten", begotten.words)
    os.execv(command[0], command)  # noqa: S606 -- our own command
