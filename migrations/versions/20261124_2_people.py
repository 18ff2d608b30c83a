"""members: whom members follow, and whom they blocked"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_2"
down_revision = "20261123_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("member_follows", "member_blocks"):
        op.create_table(
            name,
            sa.Column("who_id", sa.Integer(), nullable=False),
            sa.Column("whom_id", sa.Integer(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(["who_id"], ["users.id"], name=op.f(f"fk_{name}_who_id")),
            sa.ForeignKeyConstraint(["whom_id"], ["users.id"], name=op.f(f"fk_{name}_whom_id")),
            sa.PrimaryKeyConstraint("who_id", "whom_id", name=op.f(f"pk_{name}")),
        )
    op.create_index("ix_member_follows_whom", "member_follows", ["whom_id", "at"])
    op.create_index("ix_member_blocks_whom", "member_blocks", ["whom_id"])


def downgrade() -> None:
    op.drop_table("member_blocks")
    op.drop_table("member_follows")
