"""What keeps lines of the log as they were written: a trigger, for every program that opens it.

What follows from later lines (whether a deed stands, where its thing is now, whether it is settled)
may change, and the members of a deed when two accounts become one. That no line is missing is
proved by `forum verify`, which compares the log with what it is about.
"""

from typing import Any

from sqlalchemy import Connection, TextClause, text

REFUSAL = "what is in the activity log stays as it is"
WRITTEN = "kind, thing_kind, thing_id, channel_id, at, day, size, words"
BEFORE = f"CREATE TRIGGER deeds_no_update BEFORE UPDATE OF {WRITTEN} ON deeds"
ON_SQLITE = f"{BEFORE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION deeds_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""
ON_POSTGRESQL = f"{BEFORE} FOR EACH ROW EXECUTE FUNCTION deeds_stay()"


def clause(words: str) -> TextClause:
    """A condition of an index, in words that both databases know."""
    return text(words)


def put_up(table: Any, connection: Connection, **_: Any) -> None:
    """Make the trigger, right after the table was made."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(FUNCTION))
        connection.execute(text(ON_POSTGRESQL))
    else:
        connection.execute(text(ON_SQLITE))
