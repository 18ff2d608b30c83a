"""launches: since when somebody has handed back a code that they had seen"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_cs1"
down_revision = "20261129_an2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    spent = sa.Column("code_spent_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("launch_entries", spent)


def downgrade() -> None:
    op.drop_column("launch_entries", "code_spent_at")
