"""What keeps the log as it was written: triggers that let rows be added, and nothing else.

They hold for every program that opens the database. Whoever may change its tables can take them
away; that is what the seals are for.
"""

from typing import Any

from sqlalchemy import Connection, text

REFUSAL = "what is in the audit log stays as it is"
SAYS = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
# Replacing a row deletes the old one without a word, unless it is stopped at the new one.
ANEW = "INSERT ON audit_entries WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)"
ON_SQLITE = {
    "audit_entries_no_replace": f"BEFORE {ANEW} {SAYS}",
    "audit_entries_no_update": f"BEFORE UPDATE ON audit_entries {SAYS}",
    "audit_entries_no_delete": f"BEFORE DELETE ON audit_entries {SAYS}",
}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""
RUNS = "EXECUTE FUNCTION audit_entries_stay()"
ON_POSTGRESQL = {
    "audit_entries_no_change": f"BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW {RUNS}",
    "audit_entries_no_truncate": f"BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT {RUNS}",
}


def put_up(table: Any, connection: Connection, **_: Any) -> None:
    """Make the triggers, right after the table was made."""
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        connection.execute(text(FUNCTION))
    for name, what in (ON_POSTGRESQL if is_postgresql else ON_SQLITE).items():
        connection.execute(text(f"CREATE TRIGGER {name} {what}"))
