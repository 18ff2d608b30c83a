"""tiers: what members are, what that gives them, and who holds which"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_5"
down_revision = "20261123_6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("hue", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tiers")),
        sa.UniqueConstraint("slug", name=op.f("uq_tiers_slug")),
    )
    _benefits()
    _memberships()
    _tasks()
    op.create_table(
        "tier_reviews",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("lowered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_tier_reviews")),
    )


def downgrade() -> None:
    for table in ("tier_reviews", "tier_tasks", "tier_memberships", "tier_benefits", "tiers"):
        op.drop_table(table)
    op.execute("UPDATE users SET tier = '', tier_rank = 0, perks = '{}'")
    op.execute("DELETE FROM channel_members WHERE source LIKE 'tier:%'")


def _benefits() -> None:
    op.create_table(
        "tier_benefits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_tier_benefits_tier_id")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_tier_benefits_channel_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_benefits")),
        sa.Index("ix_tier_benefits_tier_id", "tier_id"),
    )


def _memberships() -> None:
    op.create_table(
        "tier_memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("grace_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lack", sa.Integer(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("cheer_until", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_tier_memberships_{column}")
            )
            for column, table in (
                ("user_id", "users"),
                ("tier_id", "tiers"),
                ("set_by_id", "users"),
                ("ended_by_id", "users"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_memberships")),
    )
    op.create_index("ix_tier_memberships_user_id", "tier_memberships", ["user_id"])
    op.create_index("ix_tier_memberships_tier_id", "tier_memberships", ["tier_id"])
    is_open, earned = "ended_at IS NULL", "ended_at IS NULL AND source = 'earned'"
    _partial("ix_tier_memberships_open", is_open, unique=False)
    _partial("uq_tier_memberships_earned", earned, unique=True)


def _partial(name: str, where: str, *, unique: bool) -> None:
    clause = sa.text(where)
    op.create_index(
        name,
        "tier_memberships",
        ["user_id"],
        unique=unique,
        sqlite_where=clause,
        postgresql_where=clause,
    )


def _tasks() -> None:
    op.create_table(
        "tier_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("benefit_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["benefit_id"], ["tier_benefits.id"], name=op.f("fk_tier_tasks_benefit_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tier_tasks_user_id")),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["users.id"], name=op.f("fk_tier_tasks_done_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_tasks")),
        sa.UniqueConstraint("benefit_id", "user_id", name=op.f("uq_tier_tasks_benefit_id_user_id")),
        sa.Index("ix_tier_tasks_user_id", "user_id"),
    )
