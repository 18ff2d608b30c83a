"""training: invented cases that somebody practises with"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_tr2"
down_revision = "20261126_re1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("clause", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_practice_cases_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cases")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_practice_cases_user_id_key")),
    )


def downgrade() -> None:
    op.drop_table("practice_cases")
