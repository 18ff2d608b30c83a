"""newcomers: first posts, interests, invitations and inner circles"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_5"
down_revision = "20261124_2"
branch_labels = None
depends_on = None

TABLES = (
    "circle_members",
    "circles",
    "invited_members",
    "invitations",
    "invitation_sources",
    "interests",
    "greeting_offers",
    "buddies",
    "first_posts",
)
WAITS = sa.text("answer_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.add_column(
            sa.Column("came_by", sa.String(length=32), nullable=False, server_default="")
        )
    with op.batch_alter_table("users") as users:
        users.alter_column("came_by", existing_type=sa.String(length=32), server_default=None)
    _first_posts()
    _buddies()
    _greeting_offers()
    _interests()
    _invitation_sources()
    _invitations()
    _invited_members()
    _circles()
    _circle_members()


def downgrade() -> None:
    op.execute("DELETE FROM channel_members WHERE source LIKE 'circle:%'")
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("users") as users:
        users.drop_column("came_by")


def _first_posts() -> None:
    op.create_table(
        "first_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overdue_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("buddy_id", sa.Integer(), nullable=True),
        sa.Column("buddy_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_first_posts_post_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_first_posts_user_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_first_posts_topic_id")),
        sa.ForeignKeyConstraint(["answer_id"], ["posts.id"], name=op.f("fk_first_posts_answer_id")),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["users.id"], name=op.f("fk_first_posts_claimed_by_id")
        ),
        sa.ForeignKeyConstraint(["buddy_id"], ["users.id"], name=op.f("fk_first_posts_buddy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_posts")),
        sa.UniqueConstraint("user_id", name=op.f("uq_first_posts_user_id")),
        sa.UniqueConstraint("post_id", name=op.f("uq_first_posts_post_id")),
        sa.Index("ix_first_posts_answer_id", "answer_id"),
        sa.Index("ix_first_posts_buddy_id", "buddy_id"),
        sa.Index("ix_first_posts_published_at", "published_at"),
        sa.Index("ix_first_posts_topic_id", "topic_id"),
        sa.Index("ix_first_posts_waits", "due_at", sqlite_where=WAITS, postgresql_where=WAITS),
    )


def _buddies() -> None:
    op.create_table(
        "buddies",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_buddies_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_buddies")),
    )


def _greeting_offers() -> None:
    op.create_table(
        "greeting_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("tag_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_greeting_offers_channel_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_greeting_offers")),
        sa.UniqueConstraint("channel_id", name=op.f("uq_greeting_offers_channel_id")),
        sa.UniqueConstraint("tag_id", name=op.f("uq_greeting_offers_tag_id")),
    )


def _interests() -> None:
    op.create_table(
        "interests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("tag_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_interests_user_id")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_interests_channel_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint("user_id", "tag_id", name=op.f("uq_interests_user_id_tag_id")),
        sa.UniqueConstraint("user_id", "channel_id", name=op.f("uq_interests_user_id_channel_id")),
        sa.Index("ix_interests_channel_id", "channel_id"),
    )


def _invitation_sources() -> None:
    op.create_table(
        "invitation_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_by_id", sa.Integer(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["users.id"], name=op.f("fk_invitation_sources_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["paused_by_id"], ["users.id"], name=op.f("fk_invitation_sources_paused_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["kept_by_id"], ["users.id"], name=op.f("fk_invitation_sources_kept_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_sources")),
        sa.UniqueConstraint("member_id", name=op.f("uq_invitation_sources_member_id")),
        sa.UniqueConstraint("name", name=op.f("uq_invitation_sources_name")),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["invitation_sources.id"], name=op.f("fk_invitations_source_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_invitations_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code", name=op.f("uq_invitations_code")),
        sa.Index("ix_invitations_author_id", "author_id"),
        sa.Index("ix_invitations_source_id", "source_id"),
    )


def _invited_members() -> None:
    op.create_table(
        "invited_members",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_day", sa.Integer(), nullable=False),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_invited_members_user_id")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_invited_members_invitation_id")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_invited_members")),
        sa.Index("ix_invited_members_invitation_id", "invitation_id"),
    )


def _circles() -> None:
    op.create_table(
        "circles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("review_days", sa.Integer(), nullable=False),
        sa.Column("fill_percent", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_circles_channel_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_circles_created_by_id")
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["users.id"], name=op.f("fk_circles_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circles")),
        sa.UniqueConstraint("channel_id", name=op.f("uq_circles_channel_id")),
    )


def _circle_members() -> None:
    op.create_table(
        "circle_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_members_circle_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_circle_members_user_id")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["users.id"], name=op.f("fk_circle_members_added_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_members")),
        sa.UniqueConstraint(
            "circle_id", "user_id", name=op.f("uq_circle_members_circle_id_user_id")
        ),
        sa.Index("ix_circle_members_review_at", "review_at"),
        sa.Index("ix_circle_members_user_id", "user_id"),
    )
