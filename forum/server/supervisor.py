"""One process tree: a parent that starts programs, starts them again, and stops them together."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from forum.server.options import UNFIT

log = logging.getLogger(__name__)

STOPS = (signal.SIGINT, signal.SIGTERM)
GRACE_SECONDS = 33.0
TICK_SECONDS = 0.1
SHORTEST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
# Who has lived so long begins again with the shortest pause.
HEALTHY_SECONDS = 20.0


@dataclass(frozen=True)
class Program:
    """What to run: a name for the log, the command, and the descriptors it inherits."""

    name: str
    command: tuple[str, ...]
    pass_fds: tuple[int, ...] = ()


class Adopted:
    """A process that this one has forked before it became what it is; speaks like a `Popen`."""

    def __init__(self, number: int, leash: int) -> None:
        self.pid = number
        self.stdin = os.fdopen(leash, "wb", buffering=0)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status once it has ended; below nothing when a signal ended it."""
        if self.returncode is None:
            number, status = os.waitpid(self.pid, os.WNOHANG)
            if number:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def terminate(self) -> None:
        """Ask it to stop."""
        os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)


@dataclass
class Child:
    """One program with the process that runs it at present."""

    program: Program
    process: subprocess.Popen[bytes] | Adopted | None = None
    started_at: float = 0.0
    failures: int = 0
    next_start: float = field(default=0.0)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def is_unfit(self) -> bool:
        """Whether the program has said that starting it again is of no use."""
        return self.process is not None and self.process.poll() == UNFIT

    def keep_running(self, now: float) -> None:
        """Start the program when it is due; when it has ended, say when that will be."""
        if self.is_running or self.is_unfit:
            return
        if self.process is not None:
            self._note_end(self.process.returncode or 0, now)
        if now >= self.next_start:
            self._start(now)

    def adopt(self, process: Adopted, now: float) -> None:
        """Look after a process that runs the program already."""
        self.process, self.started_at = process, now

    def ask_to_stop(self) -> None:
        """Ask politely."""
        if self.process is not None and self.is_running:
            self.process.terminate()

    def kill(self) -> None:
        """Do not ask any more."""
        if self.process is not None and self.is_running:
            self.process.kill()

    def let_go(self) -> None:
        """Drop the leash of a process that has ended."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()

    def _start(self, now: float) -> None:
        # Standard input is the leash: it closes when this process ends, however it ends. The
        # process group of its own keeps Ctrl-C from reaching the child twice.
        self.process = subprocess.Popen(
            self.program.command,
            stdin=subprocess.PIPE,
            pass_fds=self.program.pass_fds,
            process_group=0,
        )
        self.started_at = now

    def _note_end(self, code: int, now: float) -> None:
        lived = now - self.started_at
        # Killed from outside, or after a long life, says nothing about the next try.
        self.failures = 0 if lived > HEALTHY_SECONDS or code < 0 else self.failures + 1
        pause = min(SHORTEST_PAUSE * 2**self.failures, LONGEST_PAUSE)
        self.next_start = now + pause
        log.warning(
            "%s ended with %s after %.1f s; it starts again in %.1f s",
            self.program.name,
            code,
            lived,
            pause,
        )
        self.let_go()
        self.process = None


class Supervisor:
    """Runs programs side by side until it is told to stop."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self.children = [Child(program) for program in programs]
        self._stops = 0
        self._told = threading.Event()

    def run(self, on_stop: Callable[[], object]) -> int:
        """Keep all programs running; after a stop, call `on_stop` and end them all.

        Returns the exit status: 0 after a stop, or that of a program which said it is unfit to run.
        """
        while not self._told.is_set():
            for child in self.children:
                child.keep_running(time.monotonic())
            if any(child.is_unfit for child in self.children):
                break
            self._told.wait(TICK_SECONDS)
        on_stop()
        self._end()
        return UNFIT if any(child.is_unfit for child in self.children) else 0

    def stop(self, *_: object) -> None:
        """Stop gracefully; told a second time, stop at once. Fit to be a signal handler."""
        self._stops += 1
        self._told.set()

    def listen_to_signals(self) -> None:
        """Stop on Ctrl-C and on the polite signal of service managers.

        What was sent while this process was begotten waits for this moment.
        """
        for number in STOPS:
            signal.signal(number, self.stop)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)

    def _end(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.is_running for child in self.children):
            if self._stops > 1 or time.monotonic() > deadline:
                for child in self.children:
                    child.kill()
            time.sleep(TICK_SECONDS / 2)
        for child in self.children:
            child.let_go()


def python(*arguments: str) -> tuple[str, ...]:
    """A command that runs this forum with the Python that runs now."""
    return (sys.executable, "-P", "-m", "forum", *arguments)
