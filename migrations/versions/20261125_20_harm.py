"""pages: what breaking a clause does"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_20"
down_revision = "20261124_9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("guideline_clauses") as table:
        table.add_column(sa.Column("harm", sa.String(20), nullable=False, server_default="other"))
    with op.batch_alter_table("guideline_clauses") as table:
        table.alter_column("harm", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("guideline_clauses") as table:
        table.drop_column("harm")
