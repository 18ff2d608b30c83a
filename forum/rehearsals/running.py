"""Running a rehearsal: in processes of its own, on a database of its own, in a folder that is
thrown away.

Those processes know nothing of the forum but a script without names: not its database, not its
key, not where its mail goes.
"""

import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from flask import current_app

from forum import paths
from forum.config import Config
from forum.kernel.leaving import go_on_or_leave

SCRIPT, FIGURES, PROGRESS, SAID = "script.json", "figures.json", "progress", "said.txt"
FOLDER, BUSY, PREFIX = "rehearsals", "busy", "copy-"
# The forum itself goes first.
NICENESS = 10
LOOK_SECONDS = 0.25
LONGEST_SECONDS = 600.0

Tell: TypeAlias = Callable[[int], object]


class Broken(Exception):
    """A rehearsal could not be played to its end: a word of ours, and what the machine said."""

    def __init__(self, reason: str, details: str = "") -> None:
        super().__init__(f"{reason}: {details}")
        self.reason = reason
        self.details = details


def run(script: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Play what the script says; the figures of it. Raises Broken, or Leaving."""
    until = time.monotonic() + LONGEST_SECONDS
    with stage() as place:
        (place / SCRIPT).write_text(json.dumps(script), encoding="utf-8")
        _do(place, "migrate", tell=tell, until=until)
        _do(place, "launch", "play-copy", tell=tell, until=until)
        found: dict[str, Any] = json.loads((place / FIGURES).read_text(encoding="utf-8"))
    return found


@contextmanager
def stage() -> Iterator[Path]:
    """An empty folder for one rehearsal, one at a time; what killed ones left is gone too."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / BUSY).open("w") as lock:
        while not _has(lock.fileno()):
            go_on_or_leave()
            time.sleep(LOOK_SECONDS)
        _clear()
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder) as name:
            yield Path(name)


def clear_leftovers() -> None:
    """Take away what killed rehearsals left, unless one is running."""
    if not _folder().is_dir():
        return
    with (_folder() / BUSY).open("w") as lock:
        if _has(lock.fileno()):
            _clear()


def environment() -> dict[str, str]:
    """What the processes of a rehearsal are told: where the code is, and nothing of ours."""
    return {
        "PYTHONPATH": str(Path(paths.__file__).resolve().parents[1]),
        "FORUM_SECRET_KEY": secrets.token_urlsafe(48),
        "FORUM_LOG_LEVEL": "ERROR",
    }


def _folder() -> Path:
    config: Config = current_app.extensions["config"]
    return config.data_dir / FOLDER


def _has(handle: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _clear() -> None:
    for left in _folder().glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


def _do(place: Path, *command: str, tell: Tell, until: float) -> None:
    """Run one command of a forum whose data folder this place is. Raises Broken."""
    with (place / SAID).open("wb") as said:
        process = subprocess.Popen(
            (sys.executable, "-P", "-m", "forum", "--data", str(place), *command),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            _watch(process, place, tell, until)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode != 0:
        words = (place / SAID).read_text(encoding="utf-8", errors="replace").strip()
        raise Broken("broken", words)


def _watch(process: "subprocess.Popen[bytes]", place: Path, tell: Tell, until: float) -> None:
    """Wait for its end, and pass on how far it is."""
    told = 0
    while process.poll() is None:
        if time.monotonic() > until:
            raise Broken("too_long")
        go_on_or_leave()
        now = _progress(place)
        if now > told:
            tell(told := now)
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_SECONDS)


def _progress(place: Path) -> int:
    with suppress(OSError, ValueError):
        return int((place / PROGRESS).read_text())
    return 0
