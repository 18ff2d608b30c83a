"""badges: what can be earned, who has it, and the notice that says so"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_6"
down_revision = "20261123_4"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "badges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("art", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("repeats", sa.String(length=10), nullable=False),
        sa.Column("criteria", JSON, nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_badges_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["retired_by_id"], ["users.id"], name=op.f("fk_badges_retired_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badges")),
        sa.UniqueConstraint("slug", name=op.f("uq_badges_slug")),
    )
    _create_awards()


def _create_awards() -> None:
    op.create_table(
        "badge_awards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("badge_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_key", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["badge_id"], ["badges.id"], name=op.f("fk_badge_awards_badge_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_badge_awards_user_id")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_badge_awards_by_id")),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["users.id"], name=op.f("fk_badge_awards_revoked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_awards")),
        sa.UniqueConstraint(
            "badge_id",
            "user_id",
            "occurrence_key",
            name=op.f("uq_badge_awards_badge_id_user_id_occurrence_key"),
        ),
    )
    op.create_index("ix_badge_awards_user", "badge_awards", ["user_id", "revoked_at"])

    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("award_id", sa.Integer(), nullable=True))
        notices.create_foreign_key(
            op.f("fk_notices_award_id"), "badge_awards", ["award_id"], ["id"]
        )


def downgrade() -> None:
    op.execute("DELETE FROM notices WHERE award_id IS NOT NULL")
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f("fk_notices_award_id"), type_="foreignkey")
        notices.drop_column("award_id")
    op.drop_table("badge_awards")
    op.drop_table("badges")
