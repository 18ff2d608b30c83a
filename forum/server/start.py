"""`forum start`: everything for one machine, in one process tree. Imports nothing heavy."""

import os
import subprocess
import sys
from pathlib import Path
from socket import socket

import click

from forum.config import Config
from forum.server import folder
from forum.server.glance import needs_nothing
from forum.server.listen import PortTaken, listen
from forum.server.options import DATA_FOLDER, make_folder, read_config
from forum.server.supervisor import Program, Supervisor, python

INTERRUPTED = 130


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty forum with a demonstration community.")
@click.option("--port", type=int, help="The port to listen on (FORUM_PORT, 8000).")
@click.option("--data", type=DATA_FOLDER, help="The data folder (FORUM_DATA, data/).")
@click.option("--host", help="The address to listen on (FORUM_HOST, 127.0.0.1).")
def start(demo: bool, port: int | None, data: Path | None, host: str | None) -> None:
    """Prepare the data folder, then run the server and its worker until Ctrl-C."""
    _tell_children(FORUM_PORT=port, FORUM_DATA=data, FORUM_HOST=host)
    try:
        make_folder()
        config = read_config()
        with folder.held(config.data_dir), _listen(config) as listener:
            if demo or not needs_nothing(config):
                _prepare(demo=demo)
            _run(listener)
    except folder.FolderInUse as error:
        words = f"Another Guildhall is running on {config.data_dir}. Stop it first, or use --data."
        raise click.ClickException(words) from error
    except PortTaken as error:
        raise click.ClickException(str(error)) from error


def _tell_children(**given: object) -> None:
    """The options become environment, which is what all processes of the tree read."""
    os.environ.update({name: str(value) for name, value in given.items() if value is not None})


def _listen(config: Config) -> socket:
    listener = listen(config.host, config.port)
    os.environ["FORUM_PORT"] = str(listener.getsockname()[1])
    return listener


def _prepare(*, demo: bool) -> None:
    """Migrate and fill in a process of its own, so that this one stays small."""
    command = python("prepare", *(["--demo"] if demo else []))
    try:
        code = subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code != 0:
        sys.exit(code)


def _run(listener: socket) -> None:
    supervisor = Supervisor(_programs(listener))
    supervisor.listen_to_signals()
    code = supervisor.run(on_stop=listener.close)
    if code == 0:
        click.echo("Stopped.")
    sys.exit(code)


def _programs(listener: socket) -> list[Program]:
    descriptor = listener.fileno()
    server = python("serve", "--follow-parent", "--descriptor", str(descriptor))
    return [
        Program("the server", server, pass_fds=(descriptor,)),
        Program("the worker", python("work", "--follow-parent")),
    ]
