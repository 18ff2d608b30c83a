"""mailing: of which days a member's summary was thought of"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_6c"
down_revision = "20261124_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digests",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_digests_user_id")),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_digests")),
    )


def downgrade() -> None:
    op.drop_table("digests")
