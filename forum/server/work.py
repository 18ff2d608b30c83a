"""`forum work`: the process that does what pages owe: mail, pictures, schedules."""

import signal
import threading

import click

from forum.jobs import worker
from forum.server import leash
from forum.server.opening import at_work, open_forum
from forum.server.options import read_config


@click.command()
@click.option("--follow-parent", is_flag=True, hidden=True, help="Stop when the parent is gone.")
def work(follow_parent: bool) -> None:
    """Run the worker alone; `forum serve` runs beside it."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if follow_parent:
        leash.follow_parent()
    config = read_config()
    app = open_forum(config)
    with at_work(config):
        worker.run(app, stop)
