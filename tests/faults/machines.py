"""On PostgreSQL two servers may share a database; on SQLite there is one, asked twice at once."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forum.config import SECRET_KEY_FILE
from tests.faults.databases import Database
from tests.server.fleet import Fleet


@contextmanager
def two_doors(database: Database, port: int) -> Iterator[tuple[int, int]]:
    """The ports of the forum that runs: twice the same, or that of another machine beside it."""
    if not database.settings:
        yield port, port
        return
    secret = (database.data / SECRET_KEY_FILE).read_text().strip()
    with tempfile.TemporaryDirectory(prefix="guildhall-faults-") as folder:
        several = Fleet(Path(folder), {**database.settings, "FORUM_SECRET_KEY": secret})
        try:
            yield port, several.serve().port
        finally:
            several.end()
