"""launches: who gets in when, entries, the line, and the story of each"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
revision = "20261127_ln1"
down_revision = "20261127_cd2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "launches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("rules_html", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("allocation", sa.String(length=10), nullable=False),
        sa.Column("stock_total", sa.Integer(), nullable=True),
        sa.Column("per_member_limit", sa.Integer(), nullable=False),
        sa.Column("hold_minutes", sa.Integer(), nullable=False),
        sa.Column("stock_shown", sa.String(length=10), nullable=False),
        sa.Column("embargo", sa.String(length=10), nullable=False),
        sa.Column("teaser_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["users.id"], name=op.f("fk_launches_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_launches_channel_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_launches_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["users.id"], name=op.f("fk_launches_submitted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launches")),
        sa.UniqueConstraint("slug", name=op.f("uq_launches_slug")),
    )
    op.create_index(op.f("ix_launches_channel_id"), "launches", ["channel_id"])
    op.create_index(op.f("ix_launches_state"), "launches", ["state"])
    op.create_table(
        "launch_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_launch_events_by_id")),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_events_launch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_events")),
    )
    op.create_index("ix_launch_events_launch", "launch_events", ["launch_id", "id"])
    op.create_table(
        "launch_windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=True),
        sa.Column("badge_id", sa.Integer(), nullable=True),
        sa.Column("list_name", sa.String(length=60), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stock_cap", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badges.id"], name=op.f("fk_launch_windows_badge_id")
        ),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_windows_launch_id")
        ),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_launch_windows_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_windows")),
    )
    op.create_index(op.f("ix_launch_windows_launch_id"), "launch_windows", ["launch_id"])
    op.create_index(op.f("ix_launch_windows_opens_at"), "launch_windows", ["opens_at"])
    op.create_table(
        "launch_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("window_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("picked_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_entries_launch_id")
        ),
        sa.ForeignKeyConstraint(
            ["picked_by_id"], ["users.id"], name=op.f("fk_launch_entries_picked_by_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_launch_entries_user_id")),
        sa.ForeignKeyConstraint(
            ["window_id"], ["launch_windows.id"], name=op.f("fk_launch_entries_window_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_entries")),
        sa.UniqueConstraint(
            "launch_id", "user_id", name=op.f("uq_launch_entries_launch_id_user_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_launch_entries_public_id")),
    )
    op.create_index("ix_launch_entries_offers", "launch_entries", ["state", "offer_expires_at"])
    op.create_index(
        "ix_launch_entries_state", "launch_entries", ["launch_id", "state", "window_id"]
    )
    op.create_index(op.f("ix_launch_entries_user_id"), "launch_entries", ["user_id"])
    op.create_index(op.f("ix_launch_entries_window_id"), "launch_entries", ["window_id"])
    op.create_table(
        "launch_guests",
        sa.Column("window_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_launch_guests_user_id")),
        sa.ForeignKeyConstraint(
            ["window_id"], ["launch_windows.id"], name=op.f("fk_launch_guests_window_id")
        ),
        sa.PrimaryKeyConstraint("window_id", "user_id", name=op.f("pk_launch_guests")),
    )
    op.create_index(op.f("ix_launch_guests_user_id"), "launch_guests", ["user_id"])
    op.create_table(
        "launch_reminders",
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("window_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_reminders_launch_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_launch_reminders_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["launch_windows.id"], name=op.f("fk_launch_reminders_window_id")
        ),
        sa.PrimaryKeyConstraint("launch_id", "user_id", name=op.f("pk_launch_reminders")),
    )
    op.create_index(op.f("ix_launch_reminders_user_id"), "launch_reminders", ["user_id"])
    op.create_index(op.f("ix_launch_reminders_window_id"), "launch_reminders", ["window_id"])


def downgrade() -> None:
    op.drop_table("launch_reminders")
    op.drop_table("launch_guests")
    op.drop_table("launch_entries")
    op.drop_table("launch_windows")
    op.drop_table("launch_events")
    op.drop_table("launches")
