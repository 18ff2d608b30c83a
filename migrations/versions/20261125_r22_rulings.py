"""moderation: flags of members, and what was decided with its reasons"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_r22"
down_revision = "20261125_40"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_kind", sa.String(40), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("clause_key", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
        *_people("flags", "user_id", "about_id"),
        _key("flags", "case_id", "reviewables"),
    )
    op.create_index("ix_flags_target", "flags", ["target_kind", "target_id"])
    op.create_index("ix_flags_user", "flags", ["user_id", "created_at"])
    op.create_index(op.f("ix_flags_about_id"), "flags", ["about_id"])
    op.create_index(op.f("ix_flags_case_id"), "flags", ["case_id"])
    op.create_index(
        "uq_flags_open",
        "flags",
        ["user_id", "target_kind", "target_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table("rulings", *_ruling_columns(), *_ruling_keys())
    for name in ("case_id", "about_id", "decided_by_id", "clause_key"):
        op.create_index(op.f(f"ix_rulings_{name}"), "rulings", [name])
    op.create_index("ix_rulings_target", "rulings", ["target_kind", "target_id"])
    op.create_index("ix_rulings_made", "rulings", ["made_at", "id"])


def downgrade() -> None:
    op.drop_table("rulings")
    op.drop_table("flags")


def _ruling_columns() -> list[sa.Column]:
    moments = ("goes_out_at", "carried_out_at", "undone_at", "seconded_at")
    people = ("decided_by_id", "undone_by_id", "seconded_by_id", "overturned_by_id")
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("target_kind", sa.String(40), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("clause_key", sa.String(32), nullable=False),
        sa.Column("clause_number", sa.Integer(), nullable=False),
        sa.Column("clause_title", sa.String(120), nullable=False),
        sa.Column("guidelines_number", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_automated", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        *(sa.Column(name, MOMENT, nullable=True) for name in moments),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("sanction_id", sa.Integer(), nullable=True),
        sa.Column("wishes", JSON, nullable=False),
        sa.Column("taken_back", JSON, nullable=False),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("overturned_at", "reduced_at")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in people),
    ]


def _ruling_keys() -> list[sa.Constraint]:
    people = ("about_id", "decided_by_id", "undone_by_id", "seconded_by_id", "overturned_by_id")
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
        *_people("rulings", *people),
        _key("rulings", "case_id", "reviewables"),
        _key("rulings", "sanction_id", "sanctions"),
    ]


def _people(table: str, *names: str) -> list[sa.Constraint]:
    return [_key(table, name, "users") for name in names]


def _key(table: str, name: str, other: str) -> sa.Constraint:
    constraint = op.f(f"fk_{table}_{name}_{other}")
    return sa.ForeignKeyConstraint([name], [f"{other}.id"], name=constraint)
