"""F-13: somebody who owns the database changes what is in the audit log, and cuts lines off."""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from forum.audit import actions
from forum.audit.guard import ON_SQLITE, REFUSAL
from forum.audit.models import AuditEntry
from forum.config import SECRET_KEY_FILE
from forum.kernel.db import db
from tests.faults.databases import Database
from tests.faults.ground import Found, verify

DATABASE_FILE = "forum.db"
LINES = 500
MARK = "damage-me-"
VERBS = ("topics.close", "topics.move", "accounts.set_role", "moderation.reject")
# Each with a line of the log in it; the last of PostgreSQL's takes all of them at once.
EVERYWHERE = (
    "UPDATE audit_entries SET verb = 'x' WHERE id = {id}",
    "UPDATE audit_entries SET seal = seal WHERE id = {id}",
    "DELETE FROM audit_entries WHERE id = {id}",
    "DELETE FROM audit_entries",
)
ROW = "({id}, 'x', 'topic', 1, '{{}}', '{{}}', '2026-01-01 00:00:00.000000', 'x')"
INTO = "INTO audit_entries (id, verb, target_kind, target_id, before, after, at, seal) VALUES"
ON_CONFLICT = "ON CONFLICT (id) DO UPDATE SET verb = 'x'"
ONE_KIND = {
    "SQLite": (
        f"REPLACE {INTO} {ROW}",
        f"INSERT OR REPLACE {INTO} {ROW}",
        f"INSERT {INTO} {ROW} {ON_CONFLICT}",
        "UPDATE OR REPLACE audit_entries SET id = {id} + 1 WHERE id = {id}",
    ),
    "PostgreSQL": (f"INSERT {INTO} {ROW} {ON_CONFLICT}", "TRUNCATE audit_entries CASCADE"),
}


def audit_log(database: Database, rounds: int, port: int) -> Found:
    """Change it through the application and beside it; then, so many times, a byte of the file."""
    found = Found()
    _fill(database)
    kind = "PostgreSQL" if database.settings else "SQLite"
    statements = (*EVERYWHERE, *ONE_KIND[kind])
    _must_refuse(found, "through the application", statements, lambda: _by_application(database))
    if kind == "SQLite":
        _must_refuse(found, "by sqlite3", statements, lambda: _by_sqlite3(database.data))
        _damage(found, database, rounds)
        _cut_off(found, database, rounds)
    verify(found, database)
    return found


def _fill(database: Database) -> None:
    with database.opened():
        for number in range(LINES):
            facts = {"note": f"{MARK}{number + 1:06}-é", "count": random.randrange(10**6)}
            actions.record(None, random.choice(VERBS), "topic", number + 1, after=facts)


def _must_refuse(
    found: Found, how: str, statements: tuple[str, ...], told: Callable[[], Callable[[str], None]]
) -> None:
    tell = told()
    refused = 0
    for statement in statements:
        try:
            tell(statement.format(id=random.randint(1, LINES - 1)))
            said = "nothing"
        except (DatabaseError, sqlite3.DatabaseError) as error:
            said = str(error)
        refused += REFUSAL in said
        if REFUSAL not in said:
            found.wrong.append(f"{how}: {statement[:60]} was answered with {said[:200]}")
    found.figures[f"refused {how}"] = f"{refused} of {len(statements)}"


def _by_application(database: Database) -> Callable[[str], None]:
    def tell(statement: str) -> None:
        with database.opened(), db.engine.begin() as line:
            line.execute(text(statement))

    return tell


def _by_sqlite3(data: Path) -> Callable[[str], None]:
    def tell(statement: str) -> None:
        line = sqlite3.connect(data / DATABASE_FILE)
        try:
            with line:
                line.execute(statement)
        finally:
            line.close()

    return tell


@contextmanager
def _copy(database: Database) -> Iterator[tuple[Flask, Path]]:
    """The same forum in another folder, with everything in its one file."""
    with tempfile.TemporaryDirectory(prefix="guildhall-faults-") as folder:
        beside = Path(folder)
        shutil.copy(database.data / SECRET_KEY_FILE, beside)
        whole = sqlite3.connect(database.data / DATABASE_FILE)
        whole.execute("VACUUM INTO ?", (str(beside / DATABASE_FILE),))
        whole.close()
        with Database(beside).opened() as app:
            yield app, beside / DATABASE_FILE


def _damage(found: Found, database: Database, rounds: int) -> None:
    """Change one byte of one line, as a failing disk would, and ask which line it was."""
    with _copy(database) as (app, file):
        seals = dict(db.session.execute(select(AuditEntry.id, AuditEntry.seal)).tuples().all())
        _let_go()
        whole = file.read_bytes()
        named = 0
        for _ in range(rounds):
            line = random.randint(1, LINES)
            content, change = _with_damage(whole, line, seals[line])
            file.write_bytes(content)
            told = app.test_cli_runner().invoke(args=["audit", "verify"])
            _let_go()
            lines = [row.split()[1] for row in told.output.splitlines() if row.startswith("Line ")]
            named += lines == [str(line)]
            if told.exit_code != 1 or lines != [str(line)]:
                found.wrong.append(f"line {line}, {change}: {told.output[:200]!r}")
    found.figures |= {"lines": LINES, "changed bytes": rounds, "found at the exact line": named}


def _with_damage(whole: bytes, line: int, seal: str) -> tuple[bytes, str]:
    """The file with another byte somewhere between the facts of this line and its seal."""
    first = whole.index(f"{MARK}{line:06}".encode())
    last = whole.index(seal.encode()) + len(seal)
    # Between the facts there may be any white space: it says nothing.
    place = random.choice([at for at in range(first, last) if whole[at] != ord(" ")])
    byte = random.choice([one for one in range(256) if one != whole[place]])
    return whole[:place] + bytes([byte]) + whole[place + 1 :], f"{whole[place]} became {byte}"


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _cut_off(found: Found, database: Database, rounds: int) -> None:
    """Take lines from the end, which no seal can tell; the head that was kept elsewhere does."""
    noticed = 0
    with database.opened() as app:
        kept = app.test_cli_runner().invoke(args=["audit", "head"]).output.strip()
    for _ in range(max(1, rounds // 10)):
        left = LINES - random.randint(1, LINES // 2)
        with _copy(database) as (app, file):
            _take_away(file, left)
            ask = app.test_cli_runner().invoke
            alone, with_head = ask(args=["audit", "verify"]), ask(args=["audit", "verify", kept])
        noticed += with_head.exit_code == 1
        if alone.exit_code != 0 or with_head.exit_code != 1:
            found.wrong.append(f"cut after {left}: {alone.output!r}, {with_head.output!r}")
    found.figures["logs that were cut off, found by their head"] = noticed


def _take_away(file: Path, left: int) -> None:
    """The lines after this one, by somebody who takes the guards away first."""
    line = sqlite3.connect(file)
    with line:
        for name in ON_SQLITE:
            line.execute(f"DROP TRIGGER {name}")
        line.execute("DELETE FROM audit_entries WHERE id > ?", (left,))
    line.close()
