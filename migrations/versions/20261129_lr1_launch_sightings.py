"""launch reports: who had a launch on the screen, and since when"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_lr1"
down_revision = "20261129_jn1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "launch_sightings",
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_sightings_launch_id_launches")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_launch_sightings_user_id_users")
        ),
        sa.PrimaryKeyConstraint("launch_id", "user_id", name=op.f("pk_launch_sightings")),
    )
    op.create_index(
        op.f("ix_launch_sightings_user_id"), "launch_sightings", ["user_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_launch_sightings_user_id"), table_name="launch_sightings")
    op.drop_table("launch_sightings")
