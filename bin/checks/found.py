"""What this machine has: a PostgreSQL to test on, another Python, a Chromium."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HOSTS = ("/var/run/postgresql", "/tmp", "127.0.0.1")  # noqa: S108 -- where its socket may be


def postgres() -> URL | None:
    """A server on which this user may make databases: the one named, or one on this machine."""
    named = os.environ.get("FORUM_TEST_DATABASE_URL")
    if named:
        url = make_url(named).set(drivername="postgresql+psycopg")
        return url if _may_make_databases(url) else None
    for host, user in product(HOSTS, (None, "postgres")):
        url = URL.create("postgresql+psycopg", username=user, database="postgres")
        url = url.update_query_dict({"host": host})
        if _may_make_databases(url):
            return url
    return None


@contextmanager
def own_database(server: URL, word: str = "check") -> Iterator[str]:
    """The address of a new database; in the end, all that begin with its name are dropped."""
    name = f"guildhall_{word}_{os.getpid()}"
    _run(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        for found in _names_like(server, name):
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            _run(server, drop.format(sql.Identifier(found)))


def python(version: str) -> str | None:
    """The command of a Python of this version: on PATH, or one that pyenv or uv knows."""
    environment = dict(os.environ)
    if shutil.which("pyenv"):
        environment["PYENV_VERSION"] = _said("pyenv", "latest", version) or ""
    probe = (f"python{version}", "-c", "import sys; print(sys.executable)")
    return _said(*probe) or _said(*probe, env=environment) or _said("uv", "python", "find", version)


def chromium() -> str | None:
    """The command of a Chromium, or what FORUM_TEST_CHROMIUM names."""
    named = os.environ.get("FORUM_TEST_CHROMIUM")
    return named or next((shutil.which(name) for name in BROWSERS if shutil.which(name)), None)


def _said(*command: str, env: dict[str, str] | None = None) -> str | None:
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _connect(server: URL) -> psycopg.Connection:
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, connect_timeout=3)


def _may_make_databases(server: URL) -> bool:
    question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with _connect(server) as connection:
            row = connection.execute(question).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def _run(server: URL, statement: sql.Composed) -> None:
    with _connect(server) as connection:
        connection.execute(statement)


def _names_like(server: URL, name: str) -> list[str]:
    with _connect(server) as connection:
        question = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        return [row[0] for row in connection.execute(question, (name,))]
