"""A forum in real processes, as an operator runs it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

START = (sys.executable, "-P", "-m", "forum", "start")
ADDRESS = re.compile(r"Guildhall is at http://127\.0\.0\.1:(\d+)")
LONGEST = 30.0


class Running:
    """A started forum, and its address once it has said so."""

    def __init__(
        self,
        data: Path,
        *options: str,
        settings: Mapping[str, str] = MappingProxyType({}),
        program: Sequence[str] = START,
    ) -> None:
        left_out = ("FORUM_", "PYTHONDONTWRITEBYTECODE")
        kept = {name: word for name, word in os.environ.items() if not name.startswith(left_out)}
        command = (*program, "--data", str(data), *options)
        told = {**kept, **settings}
        self.process = subprocess.Popen(
            command, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.said = ""

    def port(self) -> int:
        """Wait for the line that names the address."""
        for line in self.process.stdout:
            self.said += line
            if found := ADDRESS.search(line):
                return int(found[1])
        raise AssertionError(f"it never served: {self.said} {self.process.stderr.read()}")

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        said, complaint = self.process.communicate(timeout=LONGEST)
        self.said += said + complaint
        return self.process.returncode

    def children(self, word: str) -> list[int]:
        """The processes below this one whose command holds the word."""
        table = subprocess.run(
            ("ps", "-eo", "pid=,ppid=,args="), capture_output=True, text=True, check=True
        ).stdout
        rows = [line.split(maxsplit=2) for line in table.splitlines()]
        mine = str(self.process.pid)
        return [int(row[0]) for row in rows if row[1] == mine and word in row[2].split()]


def health(port: int) -> str:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    line.request("GET", "/healthz")
    answer = line.getresponse().read().decode().strip()
    line.close()
    return answer


def is_closed(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) != 0


def are_gone(numbers: list[int], seconds: float = 5.0) -> bool:
    """Whether none of the processes runs, soon: a process ends a moment after its last line."""
    ends = time.monotonic() + seconds
    while any(is_alive(number) for number in numbers):
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True


def is_alive(number: int) -> bool:
    """Whether the process runs; one that has ended and is only remembered does not."""
    state = subprocess.run(
        ("ps", "-o", "stat=", "-p", str(number)), capture_output=True, text=True, check=False
    ).stdout.strip()
    return state not in {"", "Z"}
