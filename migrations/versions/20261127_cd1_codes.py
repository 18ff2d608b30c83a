"""codes: pools of codes for the shop, each of them for one member"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_cd1"
down_revision = "20261127_ab2"
branch_labels = None
depends_on = None

HELD = sa.text("user_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "code_pools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("value_text", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=False),
        sa.Column("low_mark", sa.Integer(), nullable=False),
        sa.Column("low_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("empty_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("store_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_code_pools_product_id")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=op.f("fk_code_pools_store_id")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_code_pools_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_pools")),
        sa.UniqueConstraint("label", name=op.f("uq_code_pools_label")),
    )
    op.create_table(
        "codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(length=300), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pool_id"], ["code_pools.id"], name=op.f("fk_codes_pool_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_codes_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
        sa.UniqueConstraint("key", name=op.f("uq_codes_key")),
    )
    op.create_index("ix_codes_pool_state", "codes", ["pool_id", "state", "id"])
    op.create_index(
        "uq_codes_holder",
        "codes",
        ["pool_id", "user_id"],
        unique=True,
        sqlite_where=HELD,
        postgresql_where=HELD,
    )
    op.create_index(op.f("ix_codes_user_id"), "codes", ["user_id"])


def downgrade() -> None:
    op.drop_table("codes")
    op.drop_table("code_pools")
