"""live: what open pages are told"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_3"
down_revision = "20261122_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "live_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_events")),
        # A number that was given is never given again, also when all rows are gone.
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("live_events", schema=None) as batch_op:
        batch_op.create_index("ix_live_events_at", ["at"], unique=False)
    op.create_table(
        "quiet_members",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_quiet_members_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_quiet_members")),
    )
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.add_column(sa.Column("standing_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "uq_topics_standing",
            ["channel_id"],
            unique=True,
            sqlite_where=sa.text("standing_since IS NOT NULL"),
            postgresql_where=sa.text("standing_since IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_index("uq_topics_standing")
        batch_op.drop_column("standing_since")
    op.drop_table("quiet_members")
    op.drop_table("live_events")
