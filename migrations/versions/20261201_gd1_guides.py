"""guides: ordered pages, and what members have read of them"""

import sqlalchemy as sa
from alembic import op

revision = "20261201_gd1"
down_revision = "20261202_or2"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "guides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("summary", sa.String(300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("published_by_id", sa.Integer()),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"]),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"]),
        sa.ForeignKeyConstraint(["published_by_id"], ["users.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_guides_channel_id", "guides", ["channel_id"])
    op.create_table(
        "guide_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["guide_id"], ["guides.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_guide_steps_order", "guide_steps", ["guide_id", "position"])
    op.create_table(
        "guide_reads",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
        sa.ForeignKeyConstraint(["step_id"], ["guide_steps.id"]),
        sa.PrimaryKeyConstraint("user_id", "step_id"),
    )
    op.create_index("ix_guide_reads_step_id", "guide_reads", ["step_id"])


def downgrade() -> None:
    op.drop_table("guide_reads")
    op.drop_table("guide_steps")
    op.drop_table("guides")
