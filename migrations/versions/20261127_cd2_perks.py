"""codes: perks, their lists, and who has one or waits for one"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_cd2"
down_revision = "20261127_co2"
branch_labels = None
depends_on = None

WAITS = sa.text("code_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "perks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=True),
        sa.Column("badge_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pool_id"], ["code_pools.id"], name=op.f("fk_perks_pool_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_perks_tier_id")),
        sa.ForeignKeyConstraint(["badge_id"], ["badges.id"], name=op.f("fk_perks_badge_id")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_perks_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perks")),
    )
    op.create_index(op.f("ix_perks_pool_id"), "perks", ["pool_id"])
    op.create_table(
        "perk_guests",
        sa.Column("perk_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["perk_id"], ["perks.id"], name=op.f("fk_perk_guests_perk_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_perk_guests_user_id")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["users.id"], name=op.f("fk_perk_guests_added_by_id")
        ),
        sa.PrimaryKeyConstraint("perk_id", "user_id", name=op.f("pk_perk_guests")),
    )
    op.create_index(op.f("ix_perk_guests_user_id"), "perk_guests", ["user_id"])
    op.create_table(
        "perk_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("perk_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["perk_id"], ["perks.id"], name=op.f("fk_perk_claims_perk_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_perk_claims_user_id")),
        sa.ForeignKeyConstraint(["code_id"], ["codes.id"], name=op.f("fk_perk_claims_code_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perk_claims")),
        sa.UniqueConstraint("perk_id", "user_id", name=op.f("uq_perk_claims_perk_id_user_id")),
    )
    op.create_index(
        "ix_perk_claims_waits",
        "perk_claims",
        ["perk_id", "id"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_index(op.f("ix_perk_claims_user_id"), "perk_claims", ["user_id"])
    op.create_index(op.f("ix_perk_claims_code_id"), "perk_claims", ["code_id"])


def downgrade() -> None:
    op.drop_table("perk_claims")
    op.drop_table("perk_guests")
    op.drop_table("perks")
