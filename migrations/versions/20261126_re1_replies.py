"""replies: saved replies, their texts, their uses, and answers of rules"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
revision = "20261126_re1"
down_revision = "20261126_tr1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _replies()
    _uses()


def downgrade() -> None:
    op.drop_table("rule_answers")
    op.drop_table("saved_reply_uses")
    op.drop_table("saved_reply_versions")
    op.drop_table("saved_replies")


def _replies() -> None:
    op.create_table(
        "saved_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("channel_ids", JSON, nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("use_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["archived_by_id"], ["users.id"], name=op.f("fk_saved_replies_archived_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_saved_replies_owner_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_replies")),
        sa.UniqueConstraint("key", name=op.f("uq_saved_replies_key")),
    )
    op.create_index("ix_saved_replies_used", "saved_replies", ["archived_at", "use_count", "id"])
    op.create_index(op.f("ix_saved_replies_owner_id"), "saved_replies", ["owner_id"])
    op.create_index(
        "uq_saved_replies_title",
        "saved_replies",
        ["language", "title"],
        unique=True,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "saved_reply_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("fits", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_saved_reply_versions_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"],
            ["saved_replies.id"],
            name=op.f("fk_saved_reply_versions_reply_id_saved_replies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_reply_versions")),
        sa.UniqueConstraint(
            "reply_id", "number", name=op.f("uq_saved_reply_versions_reply_id_number")
        ),
    )


def _uses() -> None:
    op.create_table(
        "saved_reply_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Text(), nullable=False),
        sa.Column("is_complaint", sa.Boolean(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solved", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_saved_reply_uses_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["users.id"], name=op.f("fk_saved_reply_uses_member_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_saved_reply_uses_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"],
            ["saved_replies.id"],
            name=op.f("fk_saved_reply_uses_reply_id_saved_replies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_reply_uses")),
    )
    uses = "saved_reply_uses"
    op.create_index("ix_saved_reply_uses_place", uses, ["by_id", "place", "place_id", "sent_at"])
    op.create_index("ix_saved_reply_uses_reply", uses, ["reply_id", "sent_at", "id"])
    op.create_index("ix_saved_reply_uses_ask", uses, ["ask_at"])
    op.create_index("ix_saved_reply_uses_post", uses, ["post_id"])
    op.create_index(op.f("ix_saved_reply_uses_member_id"), uses, ["member_id"])
    op.create_table(
        "rule_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("to_post_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("why_not", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_rule_answers_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["saved_replies.id"], name=op.f("fk_rule_answers_reply_id_saved_replies")
        ),
        sa.ForeignKeyConstraint(
            ["to_post_id"], ["posts.id"], name=op.f("fk_rule_answers_to_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_rule_answers_topic_id_topics")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_answers")),
        sa.UniqueConstraint("topic_id", "rule_id", name=op.f("uq_rule_answers_topic_id_rule_id")),
    )
    op.create_index("ix_rule_answers_open", "rule_answers", ["done_at", "id"])
    op.create_index(op.f("ix_rule_answers_post_id"), "rule_answers", ["post_id"])
