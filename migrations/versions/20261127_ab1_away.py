"""moderation: who sits in a team can be away"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_ab1"
down_revision = "20261127_co1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("moderation_seats") as table:
        table.add_column(sa.Column("away_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("moderation_seats") as table:
        table.drop_column("away_until")
