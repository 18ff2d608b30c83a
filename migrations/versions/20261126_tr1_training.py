"""training: scenarios, who takes the course, and until when they are trained"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
revision = "20261126_tr1"
down_revision = "20261126_an1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("trained_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "training_scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("choices", JSON, nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["users.id"], name=op.f("fk_training_scenarios_changed_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_scenarios")),
        sa.UniqueConstraint("key", name=op.f("uq_training_scenarios_key")),
    )
    op.create_table(
        "training_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan", JSON, nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_training_attempts_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attempts")),
    )
    op.create_index("ix_training_attempts_user", "training_attempts", ["user_id", "started_at"])
    op.create_index("ix_training_attempts_ends", "training_attempts", ["valid_until"])
    still_open = sa.text("finished_at IS NULL")
    op.create_index(
        "uq_training_attempts_open",
        "training_attempts",
        ["user_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "training_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["training_attempts.id"],
            name=op.f("fk_training_answers_attempt_id_training_attempts"),
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["training_scenarios.id"],
            name=op.f("fk_training_answers_scenario_id_training_scenarios"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_answers")),
        sa.UniqueConstraint(
            "attempt_id", "scenario_id", name=op.f("uq_training_answers_attempt_id_scenario_id")
        ),
    )
    op.create_index(op.f("ix_training_answers_scenario_id"), "training_answers", ["scenario_id"])


def downgrade() -> None:
    op.drop_table("training_answers")
    op.drop_table("training_attempts")
    op.drop_table("training_scenarios")
    with op.batch_alter_table("users") as batch:
        batch.drop_column("trained_until")
