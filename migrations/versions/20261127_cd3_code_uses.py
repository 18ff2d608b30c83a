"""codes: in which orders codes were used"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_cd3"
down_revision = "20261127_ln1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_leaked", sa.Boolean(), nullable=False),
        sa.Column("refunded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["code_id"], ["codes.id"], name=op.f("fk_code_uses_code_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_code_uses_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_uses")),
        sa.UniqueConstraint("code_id", "order_id", name=op.f("uq_code_uses_code_id_order_id")),
    )
    op.create_index(op.f("ix_code_uses_order_id"), "code_uses", ["order_id"])
    with op.batch_alter_table("codes") as batch:
        batch.add_column(sa.Column("order_id", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("is_leaked", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.create_foreign_key("fk_codes_order_id", "orders", ["order_id"], ["id"])
        batch.create_index("ix_codes_order_id", ["order_id"])
    with op.batch_alter_table("codes") as batch:
        batch.alter_column("is_leaked", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("codes") as batch:
        batch.drop_index("ix_codes_order_id")
        batch.drop_constraint("fk_codes_order_id", type_="foreignkey")
        batch.drop_column("is_leaked")
        batch.drop_column("order_id")
    op.drop_table("code_uses")
