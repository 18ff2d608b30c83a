"""mailing: letters that came back after they had left"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_6d"
down_revision = "20261124_7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("refused_addresses", schema=None) as refused:
        refused.add_column(
            sa.Column("came_back", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("refused_addresses", schema=None) as refused:
        refused.alter_column("came_back", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("refused_addresses", schema=None) as refused:
        refused.drop_column("came_back")
