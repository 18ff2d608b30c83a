"""belonging: who was asked, and what all of them said together"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_9"
down_revision = "20261124_11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "belonging_asks",
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_belonging_asks_user_id_users")
        ),
        sa.PrimaryKeyConstraint("quarter", "user_id", name=op.f("pk_belonging_asks")),
    )
    op.create_index(op.f("ix_belonging_asks_user_id"), "belonging_asks", ["user_id"])
    op.create_table(
        "belonging_counts",
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("score", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "score", name=op.f("pk_belonging_counts")),
    )


def downgrade() -> None:
    op.drop_table("belonging_counts")
    op.drop_index(op.f("ix_belonging_asks_user_id"), table_name="belonging_asks")
    op.drop_table("belonging_asks")
