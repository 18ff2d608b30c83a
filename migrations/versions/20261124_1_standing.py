"""standing: what staff and time have to do with it; all members are looked at once"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_1"
down_revision = "20261124_6"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "standing_states",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("grace_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("leader_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leader_by_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], ["users.id"], name=op.f(f"fk_standing_states_{name}"))
            for name in ("user_id", "locked_by_id", "leader_by_id")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_standing_states")),
    )
    _owe_a_look()


def downgrade() -> None:
    op.drop_table("standing_states")
    op.execute("DELETE FROM jobs WHERE kind IN ('standing.begin', 'standing.look')")


def _owe_a_look() -> None:
    """Existing members get what they have earned, and are not told of it as of news."""
    jobs = sa.table(
        "jobs",
        sa.column("kind", sa.String()),
        sa.column("key", sa.String()),
        sa.column("payload", JSON),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("run_at", sa.DateTime(timezone=True)),
        sa.column("attempts", sa.Integer()),
    )
    now = sa.func.current_timestamp()
    op.execute(
        jobs.insert().values(
            kind="standing.begin", key="once", payload={}, created_at=now, run_at=now, attempts=0
        )
    )
