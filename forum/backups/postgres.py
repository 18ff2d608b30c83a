"""Calling PostgreSQL's own programs on our database."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from forum.kernel.db import db

# Everything of the old forum goes and everything of the backup comes, in one transaction.
EMPTY = "SET lock_timeout = '30s'; DROP SCHEMA IF EXISTS \"{schema}\" CASCADE;"
# A dump makes every schema but this one.
PUBLIC = "public"


def run(*command: str) -> None:
    """Run one of its programs on our database. Raises OSError or CalledProcessError."""
    with connection_words(db.engine.url) as words:
        _call(*command, f"--dbname={words}")


def read(file: Path) -> None:
    """Let it read a whole dump, as it would to bring it back, and throw away what it says."""
    _call("pg_restore", f"--file={os.devnull}", str(file))


def replace_all(file: Path, workplace: Path) -> None:
    """Put the contents of a dump in the place of all that there is: all of it or nothing.

    What the dump means is written to a file first: were it sent by a pipe, the end of a killed
    process would look like the end of the dump.
    """
    script = workplace / "restore.sql"
    _call("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
    first = workplace / "first.sql"
    schema = _schema()
    makes = f"CREATE SCHEMA {PUBLIC};" if schema == PUBLIC else ""
    first.write_text(EMPTY.format(schema=schema) + makes)
    db.engine.dispose()
    with connection_words(db.engine.url) as words:
        _call(
            "psql",
            f"--dbname={words}",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--file={first}",
            f"--file={script}",
        )


def said(error: Exception) -> str:
    """What a program said when it failed, or what Python says."""
    return str(getattr(error, "stderr", None) or error).strip()[-500:]


def _schema() -> str:
    with db.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT current_schema()").scalar() or PUBLIC)


def _call(*command: str) -> None:
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)


@contextmanager
def connection_words(url: URL) -> Iterator[str]:
    """Where the database is; the password stands in a file, where no list of processes shows it."""
    parts = {
        "host": url.host,
        "port": url.port,
        "user": url.username,
        "dbname": url.database,
        **url.query,
    }
    with tempfile.NamedTemporaryFile("w", prefix="guildhall-", suffix=".pgpass") as file:
        if url.password:
            password = str(url.password).replace("\\", "\\\\").replace(":", "\\:")
            file.write(f"*:*:*:*:{password}\n")
            file.flush()
            parts["passfile"] = file.name
        yield " ".join(f"{name}={_quoted(value)}" for name, value in parts.items() if value)


def _quoted(value: object) -> str:
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
