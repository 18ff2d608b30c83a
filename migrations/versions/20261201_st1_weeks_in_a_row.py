"""accounts: whether others see how many weeks in a row a member contributed"""

import sqlalchemy as sa
from alembic import op

revision = "20261201_st1"
down_revision = "20261130_lv1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("hides_streak", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("users", column)
    with op.batch_alter_table("users") as users:
        users.alter_column("hides_streak", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.drop_column("hides_streak")
