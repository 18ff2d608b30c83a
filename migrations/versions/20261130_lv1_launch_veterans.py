"""launches: who took part stands in the activity log, also for what was before"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "20261130_lv1"
down_revision = "20261130_tb1"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ENTRIES = sa.table(
    "launch_entries",
    sa.column("id", sa.Integer()),
    sa.column("user_id", sa.Integer()),
    sa.column("state", sa.String()),
    sa.column("rank", sa.Integer()),
    sa.column("entered_at", MOMENT),
)
DEEDS = sa.table(
    "deeds",
    sa.column("kind", sa.String()),
    sa.column("who_id", sa.Integer()),
    sa.column("thing_kind", sa.String()),
    sa.column("thing_id", sa.Integer()),
    sa.column("at", MOMENT),
    sa.column("day", sa.Integer()),
    sa.column("size", sa.Integer()),
    sa.column("words", sa.Text()),
    sa.column("stands", sa.Boolean()),
)
EPOCH = date(1970, 1, 1).toordinal()


def upgrade() -> None:
    # In a draw, or has one; or was drawn, and stands in the line with a rank.
    drawn = ENTRIES.c.rank.is_not(None) & ENTRIES.c.state.in_(["waiting", "offered", "lapsed"])
    took_part = ENTRIES.c.state.in_(["entered", "claimed"]) | drawn
    columns = ENTRIES.c.id, ENTRIES.c.user_id, ENTRIES.c.entered_at
    found = op.get_bind().execute(sa.select(*columns).where(took_part).order_by(ENTRIES.c.id))
    rows = [_deed(*row) for row in found]
    op.bulk_insert(DEEDS, rows)


def downgrade() -> None:
    # Lines of the log are never taken out: they stand no more, and are written anew on the way up.
    op.execute(DEEDS.update().where(DEEDS.c.kind == "took_part").values(stands=False))


def _deed(entry_id: int, user_id: int, at: datetime) -> dict[str, object]:
    moment = at if at.tzinfo else at.replace(tzinfo=UTC)
    return {
        "kind": "took_part",
        "who_id": user_id,
        "thing_kind": "launch_entry",
        "thing_id": entry_id,
        "at": moment,
        "day": moment.astimezone(UTC).date().toordinal() - EPOCH,
        "size": 0,
        "words": "",
        "stands": True,
    }
