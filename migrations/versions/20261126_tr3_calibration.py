"""training: the same cases for everybody of the team, month by month"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
revision = "20261126_tr3"
down_revision = "20261126_au1"
branch_labels = None
depends_on = None
# Columns that point to another table, and the table.
POINTERS = {
    "calibration_cases": {
        "round_id": "calibration_rounds",
        "scenario_id": "training_scenarios",
        "reviewable_id": "reviewables",
        "about_id": "users",
    },
    "calibration_answers": {"case_id": "calibration_cases", "user_id": "users"},
    "calibration_notes": {"case_id": "calibration_cases", "author_id": "users"},
}
INDEXES = (
    ("calibration_cases", "round_id"),
    ("calibration_cases", "reviewable_id"),
    ("calibration_cases", "about_id"),
    ("calibration_answers", "user_id"),
    ("calibration_notes", "case_id"),
    ("calibration_notes", "author_id"),
)


def upgrade() -> None:
    op.create_table(
        "calibration_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("kappa", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_rounds")),
        sa.UniqueConstraint("month", name=op.f("uq_calibration_rounds_month")),
    )
    _create(
        "calibration_cases",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=True),
        sa.Column("reviewable_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("gone_at", MOMENT, nullable=True),
        sa.Column("decisions", JSON, nullable=False),
        sa.Column("clauses", JSON, nullable=False),
    )
    _create(
        "calibration_answers",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("clause", sa.String(length=20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint(
            "case_id", "user_id", name=op.f("uq_calibration_answers_case_id_user_id")
        ),
    )
    _create(
        "calibration_notes",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    op.drop_table("calibration_notes")
    op.drop_table("calibration_answers")
    op.drop_table("calibration_cases")
    op.drop_table("calibration_rounds")


def _create(table, *columns):
    pointers = [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
        for column, to in POINTERS[table].items()
    ]
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    op.create_table(table, sa.Column("id", sa.Integer(), nullable=False), *columns, *pointers, key)
