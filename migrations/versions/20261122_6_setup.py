"""site, channels: the steps of setting up"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_6"
down_revision = "20261122_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setup_steps",
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("skipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("skipped_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["users.id"], name=op.f("fk_setup_steps_done_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["skipped_by_id"], ["users.id"], name=op.f("fk_setup_steps_skipped_by_id")
        ),
        sa.PrimaryKeyConstraint("step", name=op.f("pk_setup_steps")),
    )
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=160), nullable=False),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_goals_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )


def downgrade() -> None:
    op.drop_table("goals")
    op.drop_table("setup_steps")
