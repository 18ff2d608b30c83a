"""feedback: what members say to a launch, what the brand answers, and what it promises"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261129_fe1"
down_revision = "20261129_lr1"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _rounds()
    _parts()
    op.create_table(
        "launch_promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_note", sa.String(length=500), nullable=False),
        *_keys("launch_promises", launch_id="launches", made_by_id="users", done_by_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_promises")),
    )
    op.create_index(op.f("ix_launch_promises_launch_id"), "launch_promises", ["launch_id"])
    op.create_index("ix_launch_promises_due", "launch_promises", ["due", "id"])


def _rounds() -> None:
    op.create_table(
        "feedback_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("stays", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        *_keys(
            "feedback_rounds",
            launch_id="launches",
            created_by_id="users",
            published_by_id="users",
            said_by_id="users",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_rounds")),
        sa.UniqueConstraint("launch_id", name=op.f("uq_feedback_rounds_launch_id")),
    )
    op.create_table(
        "feedback_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("choices", JSON, nullable=False),
        *_keys("feedback_questions", round_id="feedback_rounds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_questions")),
    )
    op.create_index(op.f("ix_feedback_questions_round_id"), "feedback_questions", ["round_id"])


def _parts() -> None:
    op.create_table(
        "feedback_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        *_keys("feedback_parts", round_id="feedback_rounds", user_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_parts")),
        sa.UniqueConstraint("round_id", "user_id", name=op.f("uq_feedback_parts_round_id_user_id")),
    )
    op.create_index("ix_feedback_parts_closes", "feedback_parts", ["closes_at"])
    op.create_index(op.f("ix_feedback_parts_user_id"), "feedback_parts", ["user_id"])
    op.create_table(
        "feedback_answers",
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        *_keys(
            "feedback_answers",
            part_id="feedback_parts",
            question_id="feedback_questions",
            user_id="users",
        ),
        sa.PrimaryKeyConstraint(
            "part_id", "question_id", "number", name=op.f("pk_feedback_answers")
        ),
    )
    op.create_index(op.f("ix_feedback_answers_question_id"), "feedback_answers", ["question_id"])
    op.create_index(op.f("ix_feedback_answers_user_id"), "feedback_answers", ["user_id"])


def _keys(table: str, **leading: str) -> list[sa.ForeignKeyConstraint]:
    """A key for each column, to the `id` of its table."""
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in leading.items()
    ]


def downgrade() -> None:
    op.drop_table("launch_promises")
    op.drop_table("feedback_answers")
    op.drop_table("feedback_parts")
    op.drop_table("feedback_questions")
    op.drop_table("feedback_rounds")
