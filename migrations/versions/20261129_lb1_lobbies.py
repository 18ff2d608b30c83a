"""launches: a lobby before each window, in which nobody gains by coming early"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261129_lb1"
down_revision = "20261129_rh1"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "launch_lobbies",
        sa.Column("window_id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sealed_seed", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("people_file", sa.Text(), nullable=False),
        sa.Column("shuffled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pieces", sa.Integer(), nullable=True),
        sa.Column("passed", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["window_id"], ["launch_windows.id"], name=op.f("fk_launch_lobbies_window_id")
        ),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_lobbies_launch_id")
        ),
        sa.PrimaryKeyConstraint("window_id", name=op.f("pk_launch_lobbies")),
    )
    op.create_index("ix_launch_lobbies_launch_id", "launch_lobbies", ["launch_id"])
    op.create_table(
        "launch_lobby_places",
        sa.Column("window_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["window_id"],
            ["launch_lobbies.window_id"],
            name=op.f("fk_launch_lobby_places_window_id"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_launch_lobby_places_user_id")
        ),
        sa.PrimaryKeyConstraint("window_id", "user_id", name=op.f("pk_launch_lobby_places")),
        sa.UniqueConstraint("public_id", name=op.f("uq_launch_lobby_places_public_id")),
    )
    op.create_index("ix_launch_lobby_places_user_id", "launch_lobby_places", ["user_id"])
    with op.batch_alter_table("launches") as launches:
        # What was approved before has no lobby: nothing was published of its seed.
        launches.add_column(
            sa.Column("lobby_minutes", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("launches") as launches:
        launches.alter_column("lobby_minutes", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("launches") as launches:
        launches.drop_column("lobby_minutes")
    op.drop_table("launch_lobby_places")
    op.drop_table("launch_lobbies")
