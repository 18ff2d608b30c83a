"""Processes that are measured: each on its core, with the processor time and memory it used."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ADDRESS = re.compile(r"is at http://127\.0\.0\.1:(\d+)")
TICKS = os.sysconf("SC_CLK_TCK")
LONGEST = 40.0
PYTHON = (sys.executable, "-P")


@dataclass
class Process:
    """A program that runs on one core."""

    popen: subprocess.Popen[str]
    port: int = 0

    @property
    def cpu_seconds(self) -> float:
        """The processor time used so far, in the program and in the system for it."""
        fields = Path(f"/proc/{self.popen.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory(self) -> "Memory":
        """What it holds at present."""
        text = Path(f"/proc/{self.popen.pid}/smaps_rollup").read_text()
        kb = {line.split()[0]: int(line.split()[1]) for line in text.splitlines()[1:]}
        return Memory(kb["Rss:"] / 1024, kb["Pss:"] / 1024, kb["Pss_Anon:"] / 1024)

    def die(self) -> None:
        """End it at once, without a word."""
        self.popen.kill()
        self.popen.wait()

    def end(self) -> None:
        """Ask it to stop and wait until it has."""
        self.popen.terminate()
        try:
            self.popen.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.communicate()


@dataclass(frozen=True)
class Memory:
    """Megabytes: resident, its fair share of it, and what is its own and no file's."""

    resident: float
    share: float
    own: float


def cores() -> tuple[int, int]:
    """The core of the server, and the one from which it is asked; the same if there is only one."""
    found = sorted(os.sched_getaffinity(0))
    return found[0], found[-1]


@contextmanager
def running(
    *command: str, core: int, settings: Mapping[str, str], says_address: bool
) -> Iterator[Process]:
    """The program for the block; with `says_address` it is waited for until it names its port."""
    left_out = ("FORUM_", "PYTHONDONTWRITEBYTECODE")
    env = {name: word for name, word in os.environ.items() if not name.startswith(left_out)}
    pinned = ("taskset", "-c", str(core)) if shutil.which("taskset") else ()
    popen = subprocess.Popen(
        (*pinned, *PYTHON, *command),
        env={**env, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    process = Process(popen)
    try:
        if says_address:
            process.port = _port(popen)
        yield process
    finally:
        process.end()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _port(popen: subprocess.Popen[str]) -> int:
    for line in popen.stdout or ():
        if found := ADDRESS.search(line):
            return int(found[1])
    raise RuntimeError("it never served")
