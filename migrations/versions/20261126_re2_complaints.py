"""replies: what is done about complaints"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_re2"
down_revision = "20261126_go2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("promise", sa.String(length=300), nullable=False),
        sa.Column("promised_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promised_by_id", sa.Integer(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("closing_post_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("solved", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_complaints_closed_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["closing_post_id"], ["posts.id"], name=op.f("fk_complaints_closing_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_complaints_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["promised_by_id"], ["users.id"], name=op.f("fk_complaints_promised_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_complaints_topic_id_topics")
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_complaints")),
    )
    op.create_index(op.f("ix_complaints_conversation_id"), "complaints", ["conversation_id"])
    op.create_index(
        "ix_complaints_promised",
        "complaints",
        ["promised_for"],
        sqlite_where=sa.text("kept_at IS NULL"),
        postgresql_where=sa.text("kept_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("complaints")
