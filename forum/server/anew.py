"""Making room for a restore: a process lets go of the forum, waits, and begins again."""

import os
import sys
import threading
from pathlib import Path

from flask import Flask

from forum.kernel.db import db
from forum.server import folder

LOOK_SECONDS = 0.25


def let_go(app: Flask) -> None:
    """Close every line to the database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def wait_for_call(data_dir: Path, asked: threading.Event) -> None:
    """Wait until somebody wants the folder alone, or this process is asked to stop."""
    while not asked.wait(LOOK_SECONDS) and not folder.is_closed(data_dir):
        pass


def wait_for_end(data_dir: Path, asked: threading.Event) -> None:
    """Wait until the folder is open again, or this process is asked to stop."""
    while not asked.wait(LOOK_SECONDS) and folder.is_closed(data_dir):
        pass


def begin_anew(*more: str) -> None:
    """Become the same command again, with everything read anew: settings, key and code."""
    os.execv(sys.executable, [*sys.orig_argv, *more])  # noqa: S606 -- our own command
