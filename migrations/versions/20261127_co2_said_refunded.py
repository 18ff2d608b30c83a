"""commerce: what went back of an order, as its shop says beside it"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_co2"
down_revision = "20261127_cd1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.add_column(
            sa.Column("said_refunded_minor", sa.BigInteger(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("orders") as orders:
        orders.alter_column("said_refunded_minor", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("said_refunded_minor")
