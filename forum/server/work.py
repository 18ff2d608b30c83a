"""`forum work`: the process that does what pages owe: mail, pictures, schedules."""

import signal
import threading
from pathlib import Path

import click

from forum.jobs import worker
from forum.server import anew, leash
from forum.server.opening import at_work, open_forum
from forum.server.options import read_config


@click.command()
@click.option("--follow-parent", is_flag=True, hidden=True, help="Stop when the parent is gone.")
def work(follow_parent: bool) -> None:
    """Run the worker alone; `forum serve` runs beside it."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    if follow_parent:
        leash.follow_parent()
    config = read_config()
    app = open_forum(config)
    with at_work(config):
        worker.run(app, _stop_when(asked, config.data_dir))
        anew.let_go(app)
    if not asked.is_set():
        anew.wait_for_end(config.data_dir, asked)
    if not asked.is_set():
        anew.begin_anew()


def _stop_when(asked: threading.Event, data_dir: Path) -> threading.Event:
    """Set when this process is asked to stop, or to let go of the folder for a restore."""
    stop = threading.Event()

    def watch() -> None:
        anew.wait_for_call(data_dir, asked)
        stop.set()

    threading.Thread(target=watch, name="watch", daemon=True).start()
    return stop
