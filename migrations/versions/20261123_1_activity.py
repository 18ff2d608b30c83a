"""activity: the log of what members did, beginning with what is there already"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1"
down_revision = "20261122_10"
branch_labels = None
depends_on = None

REFUSAL = "what is in the activity log stays as it is"
WRITTEN = "kind, thing_kind, thing_id, channel_id, at, day, size, words"
BEFORE = f"CREATE TRIGGER deeds_no_update BEFORE UPDATE OF {WRITTEN} ON deeds"
NOT_SETTLED = sa.text("settled_at IS NULL")
DAYS = {
    "sqlite": "CAST(julianday(date({at})) - 2440587.5 AS INTEGER)",
    "postgresql": "CAST(FLOOR(EXTRACT(EPOCH FROM {at}) / 86400) AS INTEGER)",
}
COLUMNS = (
    "kind, who_id, to_id, thing_kind, thing_id, channel_id, topic_id, at, day, size, words, stands"
)
JOINED = """
SELECT 'joined', id, NULL, 'member', id, NULL, NULL, created_at, {day}, 0, '', {true}
FROM users WHERE approved_at IS NOT NULL ORDER BY created_at, id
"""
WRITTEN_POSTS = """
SELECT CASE WHEN posts.number = 1 THEN 'started' ELSE 'replied' END, posts.author_id,
    CASE WHEN posts.number = 1 THEN NULL ELSE topics.author_id END, 'post', posts.id,
    topics.channel_id, topics.id, posts.created_at, {day}, length(posts.text), '', {true}
FROM posts JOIN topics ON topics.id = posts.topic_id
WHERE posts.state = 'published' AND topics.state = 'published'
ORDER BY posts.created_at, posts.id
"""
ACCEPTED = """
SELECT 'accepted', coalesce(topics.answered_by_id, topics.author_id), posts.author_id, 'post',
    posts.id, topics.channel_id, topics.id, topics.answered_at, {day}, 0, '', {true}
FROM topics JOIN posts ON posts.id = topics.answer_id
WHERE topics.state = 'published' AND topics.answered_at IS NOT NULL
ORDER BY topics.answered_at, topics.id
"""
REACTED = """
SELECT 'reacted', reactions.user_id, posts.author_id, 'post', posts.id, topics.channel_id,
    topics.id, reactions.created_at, {day}, 0, reactions.kind, {true}
FROM reactions JOIN posts ON posts.id = reactions.post_id
JOIN topics ON topics.id = posts.topic_id
WHERE posts.state = 'published' AND topics.state = 'published'
ORDER BY reactions.created_at, reactions.id
"""
WHAT_IS_THERE = (
    (JOINED, "created_at"),
    (WRITTEN_POSTS, "posts.created_at"),
    (ACCEPTED, "topics.answered_at"),
    (REACTED, "reactions.created_at"),
)


def upgrade() -> None:
    op.create_table(
        "deeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("who_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("thing_kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("turned_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["who_id"], ["users.id"], name=op.f("fk_deeds_who_id")),
        sa.ForeignKeyConstraint(["to_id"], ["users.id"], name=op.f("fk_deeds_to_id")),
        sa.ForeignKeyConstraint(["turned_by_id"], ["deeds.id"], name=op.f("fk_deeds_turned_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deeds")),
    )
    _write_what_is_there()
    op.create_index("ix_deeds_who", "deeds", ["who_id", "kind", "at"])
    op.create_index("ix_deeds_to", "deeds", ["to_id", "kind", "at"])
    op.create_index("ix_deeds_thing", "deeds", ["thing_kind", "thing_id"])
    op.create_index("ix_deeds_topic", "deeds", ["topic_id"])
    op.create_index("ix_deeds_kind", "deeds", ["kind", "at"])
    op.create_index("ix_deeds_turned_by", "deeds", ["turned_by_id"])
    op.create_index(
        "ix_deeds_not_settled",
        "deeds",
        ["id"],
        sqlite_where=NOT_SETTLED,
        postgresql_where=NOT_SETTLED,
    )
    _put_up_the_guard()


def downgrade() -> None:
    op.drop_table("deeds")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION deeds_stay()")


def _write_what_is_there() -> None:
    dialect = op.get_bind().dialect.name
    true = "1" if dialect == "sqlite" else "TRUE"
    for query, at in WHAT_IS_THERE:
        found = query.format(day=DAYS[dialect].format(at=at), true=true)
        op.execute(f"INSERT INTO deeds ({COLUMNS}) {found}")


def _put_up_the_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{BEFORE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION deeds_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(f"{BEFORE} FOR EACH ROW EXECUTE FUNCTION deeds_stay()")
