"""accounts: what a member has earned to do, and the tier that is shown"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_2"
down_revision = "20261123_1"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
# What those have who are here already, before it is worked out.
COLUMNS = (
    ("standing", sa.String(length=10), "basic"),
    ("tier", sa.String(length=40), ""),
    ("tier_rank", sa.Integer(), "0"),
    ("perks", JSON, "{}"),
)


def upgrade() -> None:
    with op.batch_alter_table("users") as users:
        for name, kind, at_first in COLUMNS:
            users.add_column(sa.Column(name, kind, nullable=False, server_default=at_first))
    with op.batch_alter_table("users") as users:
        for name, kind, _ in COLUMNS:
            users.alter_column(name, existing_type=kind, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("users") as users:
        for name, _, _ in reversed(COLUMNS):
            users.drop_column(name)
