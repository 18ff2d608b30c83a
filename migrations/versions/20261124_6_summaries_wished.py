"""mailing: how often a member wishes a summary by mail"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_6"
down_revision = "20261124_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inboxes", schema=None) as inboxes:
        inboxes.add_column(sa.Column("digest", sa.String(length=10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("inboxes", schema=None) as inboxes:
        inboxes.drop_column("digest")
