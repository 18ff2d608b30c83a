"""automod: what was learned from decisions"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
revision = "20261126_au1"
down_revision = "20261126_re2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "automod_likeness",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("words", JSON, nullable=False),
        sa.Column("held_back", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automod_likeness")),
    )


def downgrade() -> None:
    op.drop_table("automod_likeness")
