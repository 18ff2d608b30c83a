from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import JSON

from forum.exports import describing, lines, personal, tables
from forum.exports.tables import Secrets
from forum.kernel.db import Base, UtcDateTime
from tests.house.source import ROOT

DOCUMENT = Path(ROOT, "docs/export-format.md")
# Words that make a column look as if somebody could come in with it.
TELLING = ("password", "hash", "token", "secret", "seal", "key", "code")
# They look so, and open nothing.
HARMLESS = {
    "code_uses.code_id",
    "launch_entries.code_due_since",
    "launch_entries.code_id",
    "launch_entries.code_spent_at",
    "perk_claims.code_id",
    "codes.code",
    "codes.key",
    "audit_entries.seal",
    "automod_rules.key",
    "training_scenarios.key",
    "badge_awards.occurrence_key",
    "chosen_settings.key",
    "consistency_talks.clause_key",
    "drafts.key",
    "draws.entries_hash",
    "guideline_clauses.key",
    "invitations.code",
    "orders.codes",
    "orders.email_key",
    "stores.key",
    "stores.old_secret_until",
    "jobs.key",
    "messages.client_key",
    "moderation_teams.key",
    "notices.key",
    "posts.client_key",
    "flags.clause_key",
    "reviewables.clause_key",
    "rulings.clause_key",
    "appeals.clause_key",
    "saved_replies.key",
    "sanctions.clause_key",
    "users.name_key",
}


def test_every_table_and_column_stands_in_the_documentation():
    told = DOCUMENT.read_text().partition("compares. -->\n\n")[2]

    # `forum export-format` prints what belongs there.
    assert told == describing.tables_in_words()


def test_whatever_a_column_can_hold_comes_back_from_its_line():
    held = {
        datetime: datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
        date: date(2026, 11, 22),
        bytes: b"\x00\xff",
        dict: {"a": [1, None]},
        bool: True,
        int: 7,
        float: 0.5,
        str: "words",
    }
    for table in tables.leaving(Secrets.LEAVE):
        columns = tables.columns(table, Secrets.LEAVE)
        row = [held[_holds(column)] for column in columns]
        line = lines.line(columns, row)

        back = lines.values({column.name: column for column in columns}, line)

        assert back == dict(zip([column.name for column in columns], row, strict=True)), table.name


def _holds(column):
    """The Python type of a column's values."""
    if isinstance(column.type, JSON):
        return dict
    return datetime if isinstance(column.type, UtcDateTime) else column.type.python_type


def test_every_table_says_what_it_is():
    words = describing.tables_in_words().split("\n### ")

    assert [part for part in words if part.splitlines()[2].strip() == ""] == []


def test_what_is_said_to_stay_or_to_be_secret_exists():
    known = Base.metadata.tables
    named = tables.LEFT_BEHIND.keys() | tables.SECRET_TABLES.keys() | tables.SECRET_COLUMNS.keys()

    assert named <= known.keys()
    for name, hidden in (*tables.SECRET_COLUMNS.items(), *tables.LEFT_COLUMNS.items()):
        assert set(hidden) <= set(known[name].columns.keys())


def test_what_names_a_process_of_this_machine_never_leaves():
    jobs = Base.metadata.tables["jobs"]

    for secrets in Secrets:
        assert "leased_by" not in {column.name for column in tables.columns(jobs, secrets)}


def test_no_column_that_looks_like_a_secret_leaves_unseen():
    suspects = {
        f"{table.name}.{column.name}"
        for table in tables.leaving(Secrets.STAY)
        for column in tables.columns(table, Secrets.STAY)
        if any(word in column.name for word in TELLING)
    }

    assert suspects - HARMLESS == set()
    assert suspects >= HARMLESS


def test_every_table_about_members_is_theirs_or_named_as_not_theirs():
    about = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.target_fullname == "users.id" for key in table.foreign_keys)
    }
    theirs = {name for name in about if personal.owner_of(Base.metadata.tables[name]) is not None}

    assert about - theirs - {*personal.NOT_THEIRS, *OF_STAFF} == set()


# Rows that say what staff did or decided.
OF_STAFF = {
    "code_pools",
    "perks",
    "answering_calls",
    "answering_topics",
    "waves",
    "audit_entries",
    "consistency_talks",
    "automod_changes",
    "automod_rules",
    "badges",
    "products",
    "stores",
    "channels",
    "circles",
    "goals",
    "launch_events",
    "feedback_rounds",
    "launch_promises",
    "launches",
    "rehearsals",
    "complaints",
    "saved_replies",
    "saved_reply_versions",
    "guideline_translations",
    "guidelines",
    "chosen_settings",
    "group_goals",
    "guides",
    "merged_members",
    "milestones",
    "page_versions",
    "points_rules",
    "reviewables",
    "setup_steps",
    "spotlight_rounds",
    "training_scenarios",
    "calibration_cases",
}
