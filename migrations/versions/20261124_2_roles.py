"""members: the team is found without looking at everybody"""

from alembic import op

revision = "20261124_2c"
down_revision = "20261124_2b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_users_role", "users", ["role"])


def downgrade() -> None:
    op.drop_index("ix_users_role", "users")
