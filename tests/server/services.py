"""A PostgreSQL and a Redis of our own, which a test may stop, kill, and start again."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PLACES = "/usr/lib/postgresql"
STRANGER = "nobody"
PATIENCE = 20.0


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


class OwnPostgres:
    """A server in a folder of its own. As root it runs as a user that may do nothing else."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._as = {"user": STRANGER, "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(folder, STRANGER)
        self._run(_program("initdb"), "-U", "guildhall", "-A", "trust", "--no-sync", "-E", "UTF8")
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://guildhall@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        how = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        self._run(_program("pg_ctl"), "-w", "-l", log, "-o", how, "start")

    def stop(self) -> None:
        """As if the power were cut for its processes: nobody is asked, nothing is finished."""
        self._run(_program("pg_ctl"), "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *options: str) -> None:
        done = subprocess.run(
            (program, "-D", str(self.folder / "data"), *options),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            **self._as,
        )
        assert done.returncode == 0, done.stderr


class OwnRedis:
    """A server that keeps nothing on the disk: started again, it is empty."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ("redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "")
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/")
        deadline = time.monotonic() + PATIENCE
        while self.ask("PING") != "+PONG" and time.monotonic() < deadline:
            time.sleep(0.05)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def ask(self, command: str) -> str:
        """The answer to a command of one word; nothing when nobody answers."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(f"{command}\r\n".encode())
                return line.recv(4096).decode().strip()
        except OSError:
            return ""


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """One that is there for the block; the test is left out where it is not installed."""
    if not _program("initdb"):
        pytest.skip("there is no PostgreSQL to start here")
    folder = Path(tempfile.mkdtemp(prefix="guildhall-postgres-"))
    try:
        server = OwnPostgres(folder, free_port())
        try:
            yield server
        finally:
            if (folder / "data/postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def own_redis() -> Iterator[OwnRedis]:
    """One that is there for the block; the test is left out where it is not installed."""
    if not shutil.which("redis-server"):
        pytest.skip("there is no Redis to start here")
    server = OwnRedis(free_port())
    try:
        yield server
    finally:
        server.kill()


def _program(name: str) -> Any:
    """On PATH, or where Debian keeps it; the newest of them."""
    kept = sorted(Path(PLACES).glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    return shutil.which(name) or (str(kept[-1]) if kept else None)
