"""commerce: files of orders are kept until the worker is done with them, and what became of each"""

import sqlalchemy as sa
from alembic import op

revision = "20261203_im1"
down_revision = "20261201_gd1"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "order_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer()),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("file_name", sa.String(120), nullable=False),
        sa.Column("file_sealed", sa.LargeBinary()),
        sa.Column("orders", sa.Integer()),
        sa.Column("worked", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"]),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_order_imports_asked", "order_imports", ["asked_at"])
    op.create_index("ix_order_imports_asked_by_id", "order_imports", ["asked_by_id"])
    op.create_table(
        "order_import_lines",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("problem", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["order_imports.id"]),
        sa.PrimaryKeyConstraint("import_id", "line"),
    )
    op.create_index(
        "ix_order_import_lines_outcome", "order_import_lines", ["import_id", "outcome", "line"]
    )


def downgrade() -> None:
    op.drop_table("order_import_lines")
    op.drop_table("order_imports")
