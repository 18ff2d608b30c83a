"""commerce: a refund says in which currency it is"""

import sqlalchemy as sa
from alembic import op

revision = "20261202_or2"
down_revision = "20261202_or1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("refunds") as batch:
        batch.add_column(sa.Column("currency", sa.String(3), server_default="", nullable=False))
    with op.batch_alter_table("refunds") as batch:
        batch.alter_column("currency", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("refunds") as batch:
        batch.drop_column("currency")
