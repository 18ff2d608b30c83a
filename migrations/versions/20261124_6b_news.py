"""mailing: what newer kinds of notices say"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_6b"
down_revision = "20261124_4"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("notices", schema=None) as notices:
        notices.add_column(sa.Column("facts", JSON, nullable=False, server_default="{}"))
    with op.batch_alter_table("notices", schema=None) as notices:
        notices.alter_column("facts", existing_type=JSON, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("notices", schema=None) as notices:
        notices.drop_column("facts")
