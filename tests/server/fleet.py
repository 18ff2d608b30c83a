"""Several server processes and workers of one forum, each as if on a machine of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from forum.app import create_app
from forum.config import Config
from forum.kernel.db import db
from forum.server import folder, schema
from tests.server.running import LONGEST, health
from tests.server.services import free_port
from tests.support import make

FORUM = (sys.executable, "-P", "-m", "forum")
KEY = "a key that all machines of this forum share"


@dataclass
class Machine:
    """One process with a data folder of its own."""

    data: Path
    process: subprocess.Popen[bytes]
    port: int = 0

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=LONGEST)


@dataclass
class Fleet:
    """A forum on PostgreSQL and Redis, whose processes share nothing else."""

    root: Path
    settings: Mapping[str, str]
    machines: list[Machine] = field(default_factory=list)

    def prepare(self) -> Flask:
        """Bring the database up to date; the application is for rows of the test's own."""
        data = self.root / "first"
        folder.prepare(data)
        app = create_app(Config.from_environment(self.settings, data_dir=data))
        with app.app_context():
            schema.migrate(app.extensions["config"])
            db.session.remove()
        return app

    def serve(self) -> Machine:
        port = free_port()
        machine = self._start("serve", "--port", str(port))
        machine.port = port
        return self._ready(machine)

    def serve_again(self, machine: Machine) -> Machine:
        """Start a server that has ended anew, on its folder and its port."""
        machine.process = self._run(machine.data, "serve", "--port", str(machine.port))
        return self._ready(machine)

    def _ready(self, machine: Machine) -> Machine:
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline and machine.process.poll() is None:
            try:
                if health(machine.port) == "ok":
                    return machine
            except OSError:
                time.sleep(0.1)
        raise AssertionError((machine.data / "log").read_text()[-2000:])

    def work(self) -> Machine:
        return self._start("work")

    def end(self) -> None:
        for machine in self.machines:
            machine.process.terminate()
        for machine in self.machines:
            machine.process.wait(timeout=LONGEST)

    def _start(self, *command: str) -> Machine:
        data = self.root / f"machine{len(self.machines)}"
        folder.prepare(data)
        self.machines.append(Machine(data, self._run(data, *command)))
        return self.machines[-1]

    def _run(self, data: Path, *command: str) -> subprocess.Popen[bytes]:
        kept = {name: word for name, word in os.environ.items() if not name.startswith("FORUM_")}
        env = {**kept, **self.settings, "FORUM_DATA": str(data)}
        with (data / "log").open("ab") as log:
            return subprocess.Popen((*FORUM, *command), env=env, stdout=log, stderr=log)


def fleet(root: Path, database_url: str, redis_url: str) -> Fleet:
    settings = {
        # Without our prefix, as hosting services name them.
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "FORUM_SECRET_KEY": KEY,
        "FORUM_URL": "http://127.0.0.1",
    }
    return Fleet(root, settings)


def place(title: str) -> str:
    """The address of a new topic whose counts are true; inside an application's context."""
    topic = make.topic(title=title, people_count=1)
    for counted in (topic.channel, topic.author):
        counted.topic_count = counted.post_count = 1
    db.session.add_all([topic.channel, topic.author])
    db.session.commit()
    return f"/t/{topic.slug}/{topic.id}"
