"""moderation: how urgent a case is and why, when it is due, who has it, and the teams"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_q1"
down_revision = "20261125_20"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
PEOPLE = ("assigned_to_id", "claimed_by_id")
OPTIONAL = {
    "channel_id": sa.Integer(),
    "protocol_due_at": MOMENT,
    "changes_at": MOMENT,
    "assigned_to_id": sa.Integer(),
    "claimed_by_id": sa.Integer(),
    "claimed_until": MOMENT,
    "waits_until": MOMENT,
    "snoozed_until": MOMENT,
    "paused_at": MOMENT,
    "escalated_at": MOMENT,
}
# Each with what it is for cases that are there already.
NEEDED = {
    "clause_key": (sa.String(length=32), ""),
    "severity": (sa.Integer(), 12),
    "priority": (sa.Integer(), 12),
    "parts": (JSON, []),
    "band": (sa.String(length=10), "low"),
    "rank": (sa.Integer(), 3),
    "protocol": (sa.String(length=40), ""),
    "team": (sa.String(length=40), "moderation"),
    "state": (sa.String(length=10), "open"),
    "paused_seconds": (sa.Integer(), 0),
    "escalated_level": (sa.Integer(), 0),
    "version": (sa.Integer(), 1),
    "due_at": (MOMENT, None),
    "band_due_at": (MOMENT, None),
}
STILL_OPEN = sa.text("decided_at IS NULL")
ASIDE = sa.text("state IN ('waiting', 'snoozed')")
PARTIAL = {"ix_reviewables_kind_queue": STILL_OPEN, "ix_reviewables_aside": ASIDE}
INDEXES = {
    "ix_reviewables_queue": ["state", "rank", "due_at", "id"],
    "ix_reviewables_kind_queue": ["target_kind", "rank", "due_at", "id"],
    "ix_reviewables_aside": ["rank", "due_at", "id"],
    "ix_reviewables_decided": ["decided_at", "id"],
    "ix_reviewables_changes": ["changes_at"],
    "ix_reviewables_claimed": ["claimed_by_id", "claimed_until"],
    "ix_reviewables_assigned": ["assigned_to_id", "decided_at"],
}


def upgrade() -> None:
    create_teams()
    with op.batch_alter_table("reviewables") as cases:
        for name, kind in (OPTIONAL | {name: kind for name, (kind, _) in NEEDED.items()}).items():
            cases.add_column(sa.Column(name, kind, nullable=True))
    fill()
    with op.batch_alter_table("reviewables") as cases:
        for name, (kind, _) in NEEDED.items():
            cases.alter_column(name, existing_type=kind, nullable=False)
        for name in PEOPLE:
            cases.create_foreign_key(op.f(f"fk_reviewables_{name}"), "users", [name], ["id"])
        cases.drop_index("ix_reviewables_waiting")
    for name, columns in INDEXES.items():
        where = PARTIAL.get(name)
        op.create_index(name, "reviewables", columns, sqlite_where=where, postgresql_where=where)


def create_teams() -> None:
    op.create_table(
        "moderation_teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("hours", JSON, nullable=False),
        sa.Column("holidays", JSON, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("dealt_since", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_teams")),
        sa.UniqueConstraint("key", name=op.f("uq_moderation_teams_key")),
    )
    op.create_table(
        "moderation_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["moderation_teams.id"], name=op.f("fk_moderation_seats_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_moderation_seats_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_seats")),
        sa.UniqueConstraint("team_id", "user_id", name=op.f("uq_moderation_seats_team_id_user_id")),
    )
    op.create_index(op.f("ix_moderation_seats_user_id"), "moderation_seats", ["user_id"])


def fill() -> None:
    """Cases that wait are due two days after they came, until the worker weighs them at once."""
    known = ("created_at", "decided_at", "reason")
    kinds = {"created_at": MOMENT, "decided_at": MOMENT, "reason": sa.String()}
    kinds |= {name: kind for name, (kind, _) in NEEDED.items()} | OPTIONAL
    columns = [sa.column(name, kind) for name, kind in kinds.items()]
    cases = sa.table("reviewables", sa.column("id", sa.Integer()), *columns)
    bind = op.get_bind()
    bind.execute(cases.update().values({n: v for n, (_, v) in NEEDED.items() if v is not None}))
    for row in bind.execute(sa.select(cases.c.id, *(cases.c[name] for name in known))).all():
        due = row.created_at + timedelta(hours=48)
        part = {"part": "severity", "points": 12, "word": row.reason}
        now = {"due_at": due, "band_due_at": due, "parts": [part]}
        over = row.decided_at is not None
        now |= {"state": "decided"} if over else {"changes_at": row.created_at}
        bind.execute(cases.update().where(cases.c.id == row.id).values(now))


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name="reviewables")
    with op.batch_alter_table("reviewables") as cases:
        for name in PEOPLE:
            cases.drop_constraint(op.f(f"fk_reviewables_{name}"), type_="foreignkey")
        for name in [*OPTIONAL, *NEEDED]:
            cases.drop_column(name)
        cases.create_index("ix_reviewables_waiting", ["decided_at", "created_at", "id"])
    op.drop_table("moderation_seats")
    op.drop_table("moderation_teams")
