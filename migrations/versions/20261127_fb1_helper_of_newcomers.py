"""badges: the forum counts whom a buddy has looked after, and gives the badge for it"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
revision = "20261127_fb1"
down_revision = "20261126_no1"
branch_labels = None
depends_on = None

BADGES = sa.table(
    "badges",
    sa.column("slug", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("criteria", JSON),
)
SLUG = "helper-of-newcomers"
FIVE = {"metric": "newcomers_looked_after", "op": ">=", "value": 5}


def upgrade() -> None:
    by_hand = (BADGES.c.slug == SLUG) & (BADGES.c.kind == "manual")
    op.execute(BADGES.update().where(by_hand).values(kind="auto", criteria=FIVE))


def downgrade() -> None:
    counted = BADGES.update().where(BADGES.c.slug == SLUG)
    op.execute(counted.values(kind="manual", criteria=sa.null()))
