"""newcomers: who was taken out of a circle, or left it"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_22"
down_revision = "20261125_s1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle_outs",
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_outs_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_circle_outs_user_id_users")
        ),
        sa.PrimaryKeyConstraint("circle_id", "user_id", name=op.f("pk_circle_outs")),
    )
    op.create_index(op.f("ix_circle_outs_user_id"), "circle_outs", ["user_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_circle_outs_user_id"), table_name="circle_outs")
    op.drop_table("circle_outs")
