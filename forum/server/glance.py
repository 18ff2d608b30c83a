"""Whether a forum can be served as it stands, asked without loading any of it.

Most starts find nothing to prepare. A look into the file says so in a few milliseconds, where the
preparation would load the whole forum once more before the server does.
"""

import re
import sqlite3
from contextlib import closing

from forum import paths
from forum.config import Config

REVISION = re.compile(r'^(revision|down_revision) = "([^"]+)"', re.MULTILINE)
# An owner who can come in: without one, a fresh site prints the way to set it up.
OWNER = "SELECT 1 FROM users WHERE role = 'admin' AND deactivated_at IS NULL LIMIT 1"


def needs_nothing(config: Config) -> bool:
    """Whether the database is an SQLite file of this version of the code and has an owner.

    In doubt the answer is no, and the preparation finds out more.
    """
    scheme, _, place = config.database_url.partition(":///")
    if scheme != "sqlite" or "?" in place:
        return False
    try:
        with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as line:
            versions = {row[0] for row in line.execute("SELECT version_num FROM alembic_version")}
            return versions == newest() and line.execute(OWNER).fetchone() is not None
    except sqlite3.Error:
        return False


def newest() -> set[str]:
    """The migrations that no other one follows."""
    known: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for file in (paths.MIGRATIONS / "versions").glob("*.py"):
        for name, revision in REVISION.findall(file.read_text(encoding="utf-8")):
            known[name].add(revision)
    return known["revision"] - known["down_revision"]
