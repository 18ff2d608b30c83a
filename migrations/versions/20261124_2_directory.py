"""members: what others see of them, and how much they help, for the list of members"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "20261124_2b"
down_revision = "20261124_6d"
branch_labels = None
depends_on = None

NUMBERS = ("answers", "reactions", "total", "recent_answers", "recent_reactions", "recent")


def upgrade() -> None:
    for name in ("hides_presence", "is_unlisted"):
        column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column("users", column)
    with op.batch_alter_table("users") as users:
        users.alter_column("hides_presence", server_default=None)
        users.alter_column("is_unlisted", server_default=None)
    op.create_index("ix_users_joined", "users", ["created_at", "id"])
    op.create_index("ix_users_seen", "users", ["last_seen_at", "id"])
    op.create_index("ix_users_standing", "users", ["standing"])
    op.create_table(
        "helpful_members",
        sa.Column("user_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        sa.Column("counted_day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_helpful_members_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_helpful_members")),
    )
    op.create_index("ix_helpful_members_recent", "helpful_members", ["recent", "user_id"])
    op.create_index("ix_helpful_members_total", "helpful_members", ["total", "user_id"])
    _count()


def _count() -> None:
    """Count what the log says so far, as `forum.home.queries.helpful` does."""
    today = datetime.now(UTC).date().toordinal() - date(1970, 1, 1).toordinal()
    recent = f"d.day > {today - 90} AND d.day <= {today}"
    answer, other = "d.kind = 'accepted'", "d.kind = 'reacted'"
    op.execute(f"""
        INSERT INTO helpful_members (user_id, answers, reactions, total, recent_answers,
            recent_reactions, recent, counted_day)
        SELECT d.to_id,
            SUM(CASE WHEN {answer} THEN 1 ELSE 0 END),
            SUM(CASE WHEN {other} THEN 1 ELSE 0 END),
            SUM(CASE WHEN {answer} THEN 10 ELSE 1 END),
            SUM(CASE WHEN {answer} AND {recent} THEN 1 ELSE 0 END),
            SUM(CASE WHEN {other} AND {recent} THEN 1 ELSE 0 END),
            SUM(CASE WHEN {recent} THEN CASE WHEN {answer} THEN 10 ELSE 1 END ELSE 0 END),
            {today}
        FROM deeds d JOIN topics t ON t.id = d.topic_id JOIN channels c ON c.id = t.channel_id
        WHERE d.stands AND d.to_id IS NOT NULL AND c.visibility IN ('public', 'members')
            AND (({answer} AND d.words <> 'own')
                OR ({other} AND (d.who_id IS NULL OR d.who_id <> d.to_id)))
        GROUP BY d.to_id
    """)  # noqa: S608 -- numbers and words of this file


def downgrade() -> None:
    op.drop_table("helpful_members")
    for name in ("ix_users_standing", "ix_users_seen", "ix_users_joined"):
        op.drop_index(name, "users")
    with op.batch_alter_table("users") as users:
        users.drop_column("is_unlisted")
        users.drop_column("hides_presence")
