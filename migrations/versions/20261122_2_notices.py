"""notices: the inbox and its wishes"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_2"
down_revision = "20261122_1"
branch_labels = None
depends_on = None

UNREAD = sa.text("read_at IS NULL")
OWED = sa.text("mail_due_at IS NOT NULL")


def upgrade() -> None:
    _make_notices()
    _make_people()
    _make_inboxes()
    _widen_letters()


def downgrade() -> None:
    op.drop_table("refused_addresses")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_column("thread")
        batch_op.drop_column("leave_address")
    op.drop_table("inboxes")
    with op.batch_alter_table("notice_people", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_people_user_id")
    op.drop_table("notice_people")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_mail_due", postgresql_where=OWED, sqlite_where=OWED)
        batch_op.drop_index("ix_notices_unread", postgresql_where=UNREAD, sqlite_where=UNREAD)
        batch_op.drop_index("ix_notices_post_id")
        batch_op.drop_index("ix_notices_user")
    op.drop_table("notices")


def _make_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        _points_at("user_id", "users"),
        _points_at("actor_id", "users"),
        _points_at("topic_id", "topics"),
        _points_at("post_id", "posts"),
        _points_at("channel_id", "channels"),
        _points_at("case_id", "reviewables"),
        _points_at("request_id", "entry_requests"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_notices_user_id_key")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_user", ["user_id", "latest_at", "id"])
        batch_op.create_index("ix_notices_post_id", ["post_id"])
        batch_op.create_index(
            "ix_notices_unread",
            ["topic_id", "user_id"],
            postgresql_where=UNREAD,
            sqlite_where=UNREAD,
        )
        batch_op.create_index(
            "ix_notices_mail_due", ["mail_due_at"], postgresql_where=OWED, sqlite_where=OWED
        )


def _points_at(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_notices_{column}"))


def _make_people() -> None:
    op.create_table(
        "notice_people",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_notice_people_notice_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notice_people_user_id")),
        sa.PrimaryKeyConstraint("notice_id", "user_id", name=op.f("pk_notice_people")),
    )
    with op.batch_alter_table("notice_people", schema=None) as batch_op:
        batch_op.create_index("ix_notice_people_user_id", ["user_id"])


def _make_inboxes() -> None:
    op.create_table(
        "inboxes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column(
            "wishes", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("mail_when", sa.String(length=10), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_inboxes_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_inboxes")),
    )


def _widen_letters() -> None:
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leave_address", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("thread", sa.String(length=255), nullable=True))
    op.create_table(
        "refused_addresses",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_refused_addresses")),
    )
