"""notices: what an appeal came to is told by one kind of notice"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_no1"
down_revision = "20261126_tr3"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NOTICES = sa.table(
    "notices", sa.column("id", sa.Integer), sa.column("kind", sa.String), sa.column("facts", JSON)
)


def upgrade() -> None:
    _turn("overturned", "appeal", {}, {"outcome": "overturned"})


def downgrade() -> None:
    _turn("appeal", "overturned", {"outcome": "overturned"}, {})


def _turn(before: str, after: str, gone: dict[str, str], new: dict[str, str]) -> None:
    """Notices of the one kind become the other; those without what shall go stay as they are."""
    connection = op.get_bind()
    for notice in connection.execute(sa.select(NOTICES).where(NOTICES.c.kind == before)).all():
        if all(notice.facts.get(name) == fact for name, fact in gone.items()):
            facts = {name: fact for name, fact in notice.facts.items() if name not in gone} | new
            change = sa.update(NOTICES).where(NOTICES.c.id == notice.id)
            connection.execute(change.values(kind=after, facts=facts))
