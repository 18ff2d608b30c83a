"""launches: what is launched, and the code that whoever takes one gets"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_jn1"
down_revision = "20261128_dr1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("launches") as launches:
        for column, other in (("product_id", "products"), ("pool_id", "code_pools")):
            launches.add_column(sa.Column(column, sa.Integer(), nullable=True))
            launches.create_foreign_key(f"fk_launches_{column}", other, [column], ["id"])
            launches.create_index(f"ix_launches_{column}", [column])
    with op.batch_alter_table("launch_entries") as entries:
        entries.add_column(sa.Column("code_id", sa.Integer(), nullable=True))
        entries.add_column(sa.Column("code_due_since", sa.DateTime(timezone=True), nullable=True))
        entries.create_foreign_key("fk_launch_entries_code_id", "codes", ["code_id"], ["id"])
        entries.create_index("ix_launch_entries_code_id", ["code_id"])


def downgrade() -> None:
    with op.batch_alter_table("launch_entries") as entries:
        entries.drop_index("ix_launch_entries_code_id")
        entries.drop_constraint("fk_launch_entries_code_id", type_="foreignkey")
        entries.drop_column("code_due_since")
        entries.drop_column("code_id")
    with op.batch_alter_table("launches") as launches:
        for column in ("pool_id", "product_id"):
            launches.drop_index(f"ix_launches_{column}")
            launches.drop_constraint(f"fk_launches_{column}", type_="foreignkey")
            launches.drop_column(column)
