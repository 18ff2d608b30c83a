"""newcomers: whoever invited somebody who bought and kept it has credit for it"""

import sqlalchemy as sa
from alembic import op

revision = "20261202_or1"
down_revision = "20261201_as1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invited_members") as batch:
        credit = sa.Column("credit", sa.String(20), server_default="none", nullable=False)
        batch.add_column(credit)
        batch.add_column(sa.Column("credit_least", sa.Integer(), nullable=True))
    with op.batch_alter_table("invited_members") as batch:
        batch.alter_column("credit", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("invited_members") as batch:
        batch.drop_column("credit_least")
        batch.drop_column("credit")
