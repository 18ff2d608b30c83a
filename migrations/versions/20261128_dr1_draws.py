"""draws: who gets one of a few things, decided so that anybody can count it again"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_dr1"
down_revision = "20261127_cd3"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "draws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.String(length=20), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sealed_seed", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("beacon", sa.String(length=10), nullable=False),
        sa.Column("beacon_rule", sa.String(length=300), nullable=False),
        sa.Column("beacon_value", sa.String(length=100), nullable=False),
        sa.Column("entries_file", sa.Text(), nullable=False),
        sa.Column("entries_hash", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck", JSON, nullable=False),
        sa.ForeignKeyConstraint(["launch_id"], ["launches.id"], name=op.f("fk_draws_launch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
        sa.UniqueConstraint("launch_id", name=op.f("uq_draws_launch_id")),
    )
    with op.batch_alter_table("launch_entries") as entries:
        entries.add_column(sa.Column("tickets", sa.Integer(), nullable=False, server_default="1"))
        entries.add_column(sa.Column("rank", sa.Integer(), nullable=True))
    with op.batch_alter_table("launch_entries") as entries:
        entries.alter_column("tickets", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("launch_entries") as entries:
        entries.drop_column("rank")
        entries.drop_column("tickets")
    op.drop_table("draws")
