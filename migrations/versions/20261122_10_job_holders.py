"""a job knows which process holds it"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_10"
down_revision = "20261122_9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("jobs") as batch:
        batch.add_column(sa.Column("leased_by", sa.String(length=120), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("jobs") as batch:
        batch.drop_column("leased_by")
