"""Load: many requests for one page on a few lines, by wrk where it is there, else by ourselves."""

import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle

from tests.bench.serving import Process, cores

LINES = 8
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
SPAN = r"([\d.]+)(us|ms|s|m)"


@dataclass(frozen=True)
class Loaded:
    """How many in a second, milliseconds of the middle one and of the slowest in a hundred."""

    a_second: float
    middle: float
    late: float
    cpu_ms: float


def load(process: Process, path: str, *, seconds: float, cookies: Sequence[str] = ()) -> Loaded:
    """Ask for the page as fast as it comes, with each cookie in turn; raises unless all are 2xx."""
    before = process.cpu_seconds
    found = (_by_wrk if has_wrk() else _by_ourselves)(process.port, path, seconds, cookies)
    a_second, middle, late, count = found
    return Loaded(a_second, middle, late, (process.cpu_seconds - before) * 1000 / max(1, count))


def has_wrk() -> bool:
    """Whether the program is installed; on Debian it is the package of the same name."""
    return shutil.which("wrk") is not None


def _by_wrk(
    port: int, path: str, seconds: float, cookies: Sequence[str]
) -> tuple[float, float, float, int]:
    command = ("taskset", "-c", str(cores()[1])) if shutil.which("taskset") else ()
    options = ("-t1", f"-c{LINES}", f"-d{max(1, round(seconds))}s", "--latency")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_in_turn(cookies))
        script.flush()
        if cookies:
            options = (*options, "-s", script.name)
        said = subprocess.run(
            (*command, "wrk", *options, f"http://127.0.0.1:{port}{path}"),
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{path}: {said}")
    return (
        float(_find(r"Requests/sec:\s+([\d.]+)", said)[1]),
        _milliseconds(_find(rf"50%\s+{SPAN}", said)),
        _milliseconds(_find(rf"99%\s+{SPAN}", said)),
        int(_find(r"(\d+) requests in", said)[1]),
    )


def _in_turn(cookies: Sequence[str]) -> str:
    """What wrk has to be told, in its own language, to send another cookie each time."""
    listed = ", ".join(f'"{cookie}"' for cookie in cookies)
    return (
        f"local cookies, turn = {{{listed}}}, 0\n"
        "request = function()\n"
        "  turn = turn % #cookies + 1\n"
        "  return wrk.format(nil, nil, {Cookie = cookies[turn]})\n"
        "end\n"
    )


def _find(pattern: str, said: str) -> re.Match[str]:
    found = re.search(pattern, said)
    if found is None:
        raise RuntimeError(f"wrk said something else: {said}")
    return found


def _milliseconds(found: re.Match[str]) -> float:
    return float(found[1]) * UNITS[found[2]]


def _by_ourselves(
    port: int, path: str, seconds: float, cookies: Sequence[str]
) -> tuple[float, float, float, int]:
    spent: list[float] = []
    until = time.perf_counter() + seconds
    lines = [
        threading.Thread(target=_line, args=(port, path, cookies, until, spent))
        for _ in range(LINES)
    ]
    for line in lines:
        line.start()
    for line in lines:
        line.join()
    ordered = sorted(spent)
    late = ordered[int(len(ordered) * 0.99) - 1]
    return len(spent) / seconds, statistics.median(spent), late, len(spent)


def _line(port: int, path: str, cookies: Sequence[str], until: float, spent: list[float]) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    turn = cycle([{"Cookie": cookie} for cookie in cookies] or [{}])
    while time.perf_counter() < until:
        begun = time.perf_counter()
        line.request("GET", path, headers=next(turn))
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        spent.append((time.perf_counter() - begun) * 1000)
    line.close()
