"""`forum serve`: the web server as one process, which is how a service manager wants it."""

import os
import resource
import signal
import socket
import threading
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import uvicorn
from flask import Flask
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from forum.config import Config
from forum.server import anew, folder, leash, shutting
from forum.server.closed import Closed, Look, look_of
from forum.server.listen import PortTaken, listen
from forum.server.memory import memory_for
from forum.server.opening import at_work, open_forum
from forum.server.options import read_config
from forum.server.protocol import STOPS, BoundedProtocol
from forum.server.ready import Ready
from forum.server.shell import Shell
from forum.server.stream import Streams

METRICS = "forum.server.metrics"
DRAIN_SECONDS = 30
LAST_SECONDS = 3.0
KEEP_ALIVE_SECONDS = 15
# A tick of the server is a tenth of a second.
LOOK_TICKS = 2
MOST_CONNECTIONS = 4000


@click.command()
@click.option("--host", help="The address to listen on (FORUM_HOST, 127.0.0.1).")
@click.option("--port", type=int, help="The port to listen on (FORUM_PORT, 8000).")
@click.option("--descriptor", type=int, hidden=True, help="A socket that listens already.")
@click.option("--follow-parent", is_flag=True, hidden=True, help="Stop when the parent is gone.")
def serve(host: str | None, port: int | None, descriptor: int | None, follow_parent: bool) -> None:
    """Run the web server alone; `forum work` runs beside it."""
    if follow_parent:
        leash.follow_parent()
    config = read_config(host=host, port=port)
    app = open_forum(config)
    try:
        listener = _listener(config, descriptor)
    except PortTaken as error:
        raise click.ClickException(str(error)) from error
    _allow_many_connections()
    door = listener.dup()
    with at_work(config):
        look = _run(app, config, listener, door)
    if look is not None:
        _wait_for_restore(app, config, look=look, door=door)


def _listener(config: Config, descriptor: int | None) -> socket.socket:
    if descriptor is None:
        return listen(config.host, config.port)
    listener = socket.socket(fileno=descriptor)
    shutting.welcome(listener)
    return listener


def _allow_many_connections() -> None:
    """Each connection is an open file, and the usual bound of 1,024 is soon met."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + 1000
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def _run(app: Flask, config: Config, listener: socket.socket, door: socket.socket) -> Look | None:
    """Serve until asked to stop; when a restore wants the folder, returns how the brand looks."""
    # Files are sent by the shell, see send_file.py.
    app.config["USE_X_SENDFILE"] = True
    streams = Streams(app, config.database_url)
    server = Server(settings_for(_application(app, config, streams)))
    server.streams, server.data_dir, server.door = streams, config.data_dir, door
    # uvicorn drains on these signals once it runs, and then raises them again for whoever listened
    # before: that is us, from the first moment on.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    click.echo(f"Guildhall is at {config.public_url} (Ctrl-C stops it).")
    server.run(sockets=[listener])
    if server.has_let_go and time.monotonic() - server.stopped_at < DRAIN_SECONDS:
        look = look_of(app)
        anew.let_go(app)
        return look
    # A thread that is still busy after the drain must not keep the process alive.
    last = threading.Timer(LAST_SECONDS, os._exit, [0])
    last.daemon = True
    last.start()
    return None


def _wait_for_restore(app: Flask, config: Config, *, look: Look, door: socket.socket) -> None:
    """Answer with a kind page until the folder is open again, and then begin anew.

    The door stays open throughout: whoever knocks in between is answered a moment later.
    """
    server = Waiting(settings_for(Closed(app, look)))
    server.data_dir, server.door = config.data_dir, door
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    server.run(sockets=[door.dup()])
    if server.is_open_again:
        door.set_inheritable(True)
        anew.begin_anew("--descriptor", str(door.fileno()))


class Doorkeeper(uvicorn.Server):
    """Lets in who stands before the door before it is shut."""

    # A second handle of what is listened on: it keeps the door open where another server comes.
    door: socket.socket | None = None
    data_dir = Path()

    @property
    def is_followed(self) -> bool:
        """Whether another server of this process takes this one's place at the door."""
        return False

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, and end."""
        self.lifespan.state[STOPS] = True
        if self.door is not None and not self.is_followed:
            await shutting.let_in(self.door)
            self.door.close()
        await super().shutdown(sockets)


class Server(Doorkeeper):
    """Lets the open pages go before it waits for what is still being answered."""

    streams: Streams | None = None
    has_let_go = False
    stopped_at = 0.0

    @property
    def is_followed(self) -> bool:
        """When it ends for a restore."""
        return self.has_let_go

    async def on_tick(self, counter: int) -> bool:
        """End also when somebody wants the data folder alone."""
        if counter % LOOK_TICKS == 0 and folder.is_closed(self.data_dir):
            self.has_let_go = True
        return await super().on_tick(counter) or self.has_let_go

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, and end."""
        self.stopped_at = time.monotonic()
        if self.streams is not None:
            self.streams.say_goodbye()
        await super().shutdown(sockets)


class Waiting(Doorkeeper):
    """Serves until the data folder is open again."""

    is_open_again = False

    @property
    def is_followed(self) -> bool:
        """When the restore has ended."""
        return self.is_open_again

    async def on_tick(self, counter: int) -> bool:
        """End when the restore has."""
        if counter % LOOK_TICKS == 0 and not folder.is_closed(self.data_dir):
            self.is_open_again = True
        return await super().on_tick(counter) or self.is_open_again


def _application(app: Flask, config: Config, streams: Streams) -> Any:
    """The shell; behind a trusted proxy it learns who the reader really is."""
    shell: Any = Shell(app, config.data_dir, streams=streams, memory=memory_for(app))
    shell = Ready(shell, app)
    if config.metrics_token:
        # Its library takes a moment to load, and few forums are watched.
        shell = import_module(METRICS).Measured(shell, app, token=config.metrics_token)
    if config.trusted_proxies:
        return ProxyHeadersMiddleware(shell, [str(network) for network in config.trusted_proxies])
    return shell


def settings_for(application: Any) -> uvicorn.Config:
    """How uvicorn runs the application: our protocol, one process, nothing said about itself."""
    return uvicorn.Config(
        application,
        http=BoundedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=2048,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
