"""answering: kinds of message, what was promised, where topics stand, and who is called"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
revision = "20261126_an1"
down_revision = "20261126_go1"
branch_labels = None
depends_on = None

# Topics that are there already are noted with who answered them; nothing was promised for them.
NOTED = """
INSERT INTO answering_topics (topic_id, state, answerers, answer_id, answered_at, answered_by,
                              solved_at, solved_by_id)
SELECT t.id,
       CASE WHEN t.answer_id IS NOT NULL THEN 'solved'
            WHEN p.id IS NOT NULL THEN 'answered' ELSE 'unanswered' END,
       'anyone', p.id, p.created_at,
       CASE WHEN p.id IS NULL THEN NULL
            WHEN u.role IN ('moderator', 'admin') THEN 'team' ELSE 'peer' END,
       t.answered_at, t.answered_by_id
FROM topics t
LEFT JOIN posts p ON p.topic_id = t.id AND p.number = (
    SELECT min(r.number) FROM posts r
    WHERE r.topic_id = t.id AND r.number > 1 AND r.state = 'published'
      AND r.author_id <> t.author_id)
LEFT JOIN users u ON u.id = p.author_id
WHERE t.standing_since IS NULL AND t.merged_into_id IS NULL
"""


def upgrade() -> None:
    _protocols()
    _topics()
    _ladder()
    op.execute(sa.text(NOTED))


def downgrade() -> None:
    op.drop_table("answering_asks")
    op.drop_table("answering_calls")
    op.drop_table("answering_rungs")
    op.drop_table("answering_topics")
    op.drop_table("answering_away_notes")
    op.drop_table("answering_channels")
    op.drop_table("answering_protocols")


def _protocols() -> None:
    op.create_table(
        "answering_protocols",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("first_minutes", sa.Integer(), nullable=True),
        sa.Column("final_minutes", sa.Integer(), nullable=True),
        sa.Column("pace", sa.String(length=10), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("answerers", sa.String(length=10), nullable=False),
        sa.Column("steps", JSON, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("off_since", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_answering_protocols")),
    )
    op.create_table(
        "answering_channels",
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        _key("answering_channels", "channel_id", "channels"),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_answering_channels")),
    )
    op.create_table(
        "answering_away_notes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        _key("answering_away_notes", "user_id", "users"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_answering_away_notes")),
    )


def _topics() -> None:
    table = "answering_topics"
    op.create_table(
        table,
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("sorted_by_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answerers", sa.String(length=10), nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("first_due_at", MOMENT, nullable=True),
        sa.Column("final_due_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", sa.String(length=10), nullable=True),
        sa.Column("solved_at", MOMENT, nullable=True),
        sa.Column("solved_by_id", sa.Integer(), nullable=True),
        sa.Column("late_at", MOMENT, nullable=True),
        sa.Column("raised_at", MOMENT, nullable=True),
        _key(table, "topic_id", "topics"),
        _key(table, "sorted_by_id", "users"),
        _key(table, "seen_by_id", "users"),
        _key(table, "answer_id", "posts"),
        _key(table, "solved_by_id", "users"),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_answering_topics")),
    )
    is_due = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_answering_topics_due",
        table,
        ["due_at", "topic_id"],
        sqlite_where=is_due,
        postgresql_where=is_due,
    )
    op.create_index("ix_answering_topics_kind", table, ["kind", "started_at"])
    op.create_index("ix_answering_topics_state", table, ["state", "topic_id"])
    op.create_index(op.f("ix_answering_topics_answer_id"), table, ["answer_id"])


def _ladder() -> None:
    op.create_table(
        "answering_rungs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _key("answering_rungs", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answering_rungs")),
        sa.UniqueConstraint("level", "user_id", name=op.f("uq_answering_rungs_level_user_id")),
    )
    op.create_index(op.f("ix_answering_rungs_user_id"), "answering_rungs", ["user_id"])
    op.create_table(
        "answering_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        _key("answering_calls", "topic_id", "topics"),
        _key("answering_calls", "started_by_id", "users"),
        _key("answering_calls", "acknowledged_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answering_calls")),
    )
    rings = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_answering_calls_next",
        "answering_calls",
        ["next_at"],
        sqlite_where=rings,
        postgresql_where=rings,
    )
    op.create_index("ix_answering_calls_topic", "answering_calls", ["topic_id", "id"])
    op.create_table(
        "answering_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        _key("answering_asks", "call_id", "answering_calls"),
        _key("answering_asks", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answering_asks")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_answering_asks_call_id_number")),
    )
    op.create_index(op.f("ix_answering_asks_user_id"), "answering_asks", ["user_id"])


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
