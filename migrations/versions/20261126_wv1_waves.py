"""waves: nearly the same text or link from several new accounts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
revision = "20261126_wv1"
down_revision = "20261126_tr2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan", JSON, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_waves_decided_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waves")),
    )
    op.create_index("ix_waves_opened", "waves", ["opened_at", "id"])
    op.create_table(
        "wave_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_wave_posts_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["waves.id"], name=op.f("fk_wave_posts_wave_id_waves")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave_posts")),
        sa.UniqueConstraint("post_id", name=op.f("uq_wave_posts_post_id")),
    )
    op.create_index("ix_wave_posts_wave", "wave_posts", ["wave_id", "id"])
    op.create_table(
        "wave_pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("sanction_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sanction_id"], ["sanctions.id"], name=op.f("fk_wave_pauses_sanction_id_sanctions")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["waves.id"], name=op.f("fk_wave_pauses_wave_id_waves")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave_pauses")),
        sa.UniqueConstraint("sanction_id", name=op.f("uq_wave_pauses_sanction_id")),
    )
    op.create_index(op.f("ix_wave_pauses_wave_id"), "wave_pauses", ["wave_id"])
    op.create_table(
        "wave_prints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("boxes", JSON, nullable=False),
        sa.Column("places", JSON, nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_wave_prints_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["waves.id"], name=op.f("fk_wave_prints_wave_id_waves")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave_prints")),
    )
    op.create_index("ix_wave_prints_at", "wave_prints", ["at"])
    op.create_index(op.f("ix_wave_prints_post_id"), "wave_prints", ["post_id"])
    op.create_index(op.f("ix_wave_prints_wave_id"), "wave_prints", ["wave_id"])
    op.create_table(
        "wave_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("print_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["print_id"],
            ["wave_prints.id"],
            name=op.f("fk_wave_keys_print_id_wave_prints"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave_keys")),
    )
    op.create_index("ix_wave_keys_key", "wave_keys", ["key", "print_id"])
    op.create_index(op.f("ix_wave_keys_print_id"), "wave_keys", ["print_id"])


def downgrade() -> None:
    op.drop_table("wave_keys")
    op.drop_table("wave_prints")
    op.drop_table("wave_pauses")
    op.drop_table("wave_posts")
    op.drop_table("waves")
