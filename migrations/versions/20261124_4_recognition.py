"""recognition: thanks, spotlights, milestones, goals, and where members stand on their way"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_4"
down_revision = "20261124_1"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _create_thanks()
    _create_spotlights()
    _create_milestones()


def _create_thanks() -> None:
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=280), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_team", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_thanks_author_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_thanks_post_id")),
        sa.ForeignKeyConstraint(["to_id"], ["users.id"], name=op.f("fk_thanks_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
    )
    op.create_index("ix_thanks_at", "thanks", ["at", "id"])
    op.create_index("ix_thanks_author", "thanks", ["author_id", "at"])
    op.create_index(op.f("ix_thanks_post_id"), "thanks", ["post_id"])
    op.create_index("ix_thanks_to", "thanks", ["to_id", "at"])
    op.create_index(
        "uq_thanks_post",
        "thanks",
        ["author_id", "post_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL AND post_id IS NOT NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND post_id IS NOT NULL"),
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_nominations_author_id")),
        sa.ForeignKeyConstraint(["to_id"], ["users.id"], name=op.f("fk_nominations_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
        sa.UniqueConstraint("author_id", "period", name=op.f("uq_nominations_author_id_period")),
    )
    op.create_index(op.f("ix_nominations_period"), "nominations", ["period"])
    op.create_index(op.f("ix_nominations_to_id"), "nominations", ["to_id"])


def _create_spotlights() -> None:
    op.create_table(
        "spotlight_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("candidates", JSON, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_spotlight_rounds_closed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spotlight_rounds")),
        sa.UniqueConstraint("period", name=op.f("uq_spotlight_rounds_period")),
    )
    op.create_table(
        "spotlight_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["users.id"], name=op.f("fk_spotlight_offers_offered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["spotlight_rounds.id"], name=op.f("fk_spotlight_offers_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_spotlight_offers_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spotlight_offers")),
        sa.UniqueConstraint(
            "round_id", "user_id", name=op.f("uq_spotlight_offers_round_id_user_id")
        ),
    )
    op.create_index(op.f("ix_spotlight_offers_user_id"), "spotlight_offers", ["user_id"])
    op.create_table(
        "spotlights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", JSON, nullable=False),
        sa.Column("perk", sa.String(length=200), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["spotlight_offers.id"], name=op.f("fk_spotlights_offer_id")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_spotlights_topic_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_spotlights_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spotlights")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_spotlights_offer_id")),
        sa.UniqueConstraint("period", name=op.f("uq_spotlights_period")),
    )
    op.create_index(op.f("ix_spotlights_began_at"), "spotlights", ["began_at"])
    op.create_index(op.f("ix_spotlights_user_id"), "spotlights", ["user_id"])


def _create_milestones() -> None:
    op.create_table(
        "community_totals",
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_community_totals")),
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_news", sa.Boolean(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["passed_by_id"], ["users.id"], name=op.f("fk_milestones_passed_by_id")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_milestones_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("what", "count", name=op.f("uq_milestones_what_count")),
    )
    op.create_table(
        "member_milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_member_milestones_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_milestones")),
        sa.UniqueConstraint(
            "user_id", "kind", "count", name=op.f("uq_member_milestones_user_id_kind_count")
        ),
    )
    op.create_index(op.f("ix_member_milestones_at"), "member_milestones", ["at"])
    op.create_table(
        "group_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("reward", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_group_goals_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_goals")),
    )
    op.create_table(
        "journey_stages",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("before", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_journey_stages_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_journey_stages")),
    )
    op.create_index("ix_journey_stages_move", "journey_stages", ["before", "stage"])


def downgrade() -> None:
    op.drop_table("journey_stages")
    op.drop_table("group_goals")
    op.drop_table("member_milestones")
    op.drop_table("milestones")
    op.drop_table("community_totals")
    op.drop_table("spotlights")
    op.drop_table("spotlight_offers")
    op.drop_table("spotlight_rounds")
    op.drop_table("nominations")
    op.drop_table("thanks")
