"""tiers: kept orders may lead to a tier, too"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_tb1"
down_revision = "20261130_lp1"
branch_labels = None
depends_on = None

# What the tiers that came with the forum ask for, once buying leads to them.
ORDERS = {"silver": 1, "gold": 3, "vip": 6}
NUMBERS = {
    "tiers": ("min_orders", "min_spent"),
    "tier_memberships": ("orders", "spent", "lack_orders", "lack_spent"),
}


def upgrade() -> None:
    with op.batch_alter_table("tiers") as batch:
        off = sa.false()
        batch.add_column(sa.Column("by_buying", sa.Boolean(), server_default=off, nullable=False))
    for table, names in NUMBERS.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                number = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
                batch.add_column(number)
    tiers = sa.table("tiers", sa.column("slug", sa.String()), sa.column("min_orders", sa.Integer()))
    for slug, orders in ORDERS.items():
        op.execute(tiers.update().where(tiers.c.slug == slug).values(min_orders=orders))
    _let_go_of_defaults()


def downgrade() -> None:
    for table, names in NUMBERS.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
    with op.batch_alter_table("tiers") as batch:
        batch.drop_column("by_buying")


def _let_go_of_defaults() -> None:
    with op.batch_alter_table("tiers") as batch:
        batch.alter_column("by_buying", server_default=None)
    for table, names in NUMBERS.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.alter_column(name, server_default=None)
