"""why an address took no letters is kept as long as it is stopped"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_9"
down_revision = "20261122_8"
branch_labels = None
depends_on = None

# What is still known of addresses that were refused before.
KNOWN = (
    "UPDATE refused_addresses SET error = (SELECT letters.error FROM letters"
    " WHERE letters.to_address = refused_addresses.address AND letters.failed_at IS NOT NULL"
    " ORDER BY letters.id DESC LIMIT 1)"
)


def upgrade() -> None:
    with op.batch_alter_table("refused_addresses") as batch:
        batch.add_column(sa.Column("error", sa.Text(), nullable=True))
    op.execute(KNOWN)


def downgrade() -> None:
    with op.batch_alter_table("refused_addresses") as batch:
        batch.drop_column("error")
