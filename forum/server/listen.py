"""The listening socket: taken once, early, with a clear sentence when the port is not free."""

import errno
import socket
import time

import click

BACKLOG = 2048
# A server that is just going away may hold the port for a moment.
PATIENCE_SECONDS = 10.0


class PortTaken(Exception):
    """Something else listens there, or this user may not; the message says what to do."""


def listen(host: str, port: int, *, patience: float = PATIENCE_SECONDS) -> socket.socket:
    """A socket that listens on the address; port 0 takes any free one. Raises PortTaken.

    A port that is taken is waited for, so many seconds at most, and that is said.
    """
    deadline, is_silent = time.monotonic() + patience, True
    while True:
        try:
            return _bind(host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                if is_silent:
                    words = f"Port {port} is still taken: waiting up to {patience:.0f} s."
                    click.echo(words, err=True)
                is_silent = False
                time.sleep(0.1)
                continue
            raise PortTaken(_sentence(error, host, port)) from error


def _bind(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken: stop what uses it, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"This user may not use port {port}: choose one above 1023 with --port."
    return f"Cannot listen on {host} port {port}: {error.strerror or error}."
