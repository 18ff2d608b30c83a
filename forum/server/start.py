"""`forum start`: everything for one machine, in one process tree. Imports nothing heavy."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from socket import socket
from typing import NoReturn

import click

from forum.config import Config
from forum.server import folder, twins
from forum.server.glance import needs_nothing
from forum.server.listen import PortTaken, listen
from forum.server.options import DATA_FOLDER, make_folder, read_config
from forum.server.supervisor import Adopted, Program, Supervisor, python
from forum.server.twins import Begotten

INTERRUPTED = 130


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty forum with a demonstration community.")
@click.option("--port", type=int, help="The port to listen on (FORUM_PORT, 8000).")
@click.option("--data", type=DATA_FOLDER, help="The data folder (FORUM_DATA, data/).")
@click.option("--host", help="The address to listen on (FORUM_HOST, 127.0.0.1).")
@click.option("--begotten", hidden=True, help="What runs already, and shall be looked after.")
def start(
    demo: bool, port: int | None, data: Path | None, host: str | None, begotten: str | None
) -> None:
    """Prepare the data folder, then run the server and its worker until Ctrl-C."""
    if begotten is not None:
        _go_on(Begotten.read(begotten))
    _tell_children(FORUM_PORT=port, FORUM_DATA=data, FORUM_HOST=host)
    # In a fork this goes on when it has let go of the folder and the door of its parent.
    live = _begin(demo=demo)
    live()


def _begin(*, demo: bool) -> Callable[[], None]:
    """Prepare and run; returns in the server and in the worker alone, with what they shall do."""
    try:
        make_folder()
        config = read_config()
        with folder.held(config.data_dir), _listen(config) as listener:
            if demo or not needs_nothing(config):
                _prepare(demo=demo)
            if twins.can_be():
                return twins.beget(listener)
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


def _go_on(begotten: Begotten) -> NoReturn:
    """Look after the server and the worker that this process has forked before."""
    listener = socket(fileno=begotten.door)
    server = Adopted(begotten.server, begotten.server_leash)
    worker = Adopted(begotten.worker, begotten.worker_leash)
    _run(listener, [server, worker])


def _run(listener: socket, adopted: Sequence[Adopted] = ()) -> NoReturn:
    supervisor = Supervisor(_programs(listener))
    for child, process in zip(supervisor.children, adopted, strict=False):
        child.adopt(process, time.monotonic())
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
