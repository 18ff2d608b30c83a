"""pages: guidelines in other languages"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_go2"
down_revision = "20261126_wv1"
branch_labels = None
depends_on = None

TABLE = "guideline_translations"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("sign", sa.String(32), nullable=False),
        sa.Column("locale", sa.String(20), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("dos", sa.Text(), nullable=False),
        sa.Column("donts", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["users.id"],
            name=op.f("fk_guideline_translations_changed_by_id_users"),
        ),
        sa.PrimaryKeyConstraint("sign", "locale", name=op.f("pk_guideline_translations")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
