"""governance: what the team did in each month, and what was said about differing decisions"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_go1"
down_revision = "20261125_s2"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TALKS = "consistency_talks"


def upgrade() -> None:
    op.create_table(
        "transparency_months",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("figures", JSON, nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_transparency_months")),
    )
    op.create_table(
        TALKS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clause_key", sa.String(32), nullable=False),
        sa.Column("target_kind", sa.String(40), nullable=False),
        sa.Column("record", sa.String(10), nullable=False),
        sa.Column("up_to_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("talked_at", MOMENT, nullable=False),
        sa.Column("talked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["up_to_id"], ["rulings.id"], name=op.f("fk_consistency_talks_up_to_id_rulings")
        ),
        sa.ForeignKeyConstraint(
            ["talked_by_id"], ["users.id"], name=op.f("fk_consistency_talks_talked_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consistency_talks")),
    )
    op.create_index(
        op.f("ix_consistency_talks_group"), TALKS, ["clause_key", "target_kind", "record"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_consistency_talks_group"), table_name=TALKS)
    op.drop_table(TALKS)
    op.drop_table("transparency_months")
