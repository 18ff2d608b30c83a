"""Writing down that the server speaks to somebody outside. Whoever does so calls this first."""

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.outside.hosts import is_nearby
from forum.outside.models import OutsideContact


@action
def note(host: str, purpose: str) -> None:
    """Note one contact with a host (without port); this machine itself is not outside."""
    if is_nearby(host):
        return
    now = clock.now()
    row = insert(OutsideContact).values(
        host=host, purpose=purpose, first_at=now, last_at=now, count=1
    )
    again = {"last_at": now, "count": OutsideContact.count + 1}
    db.session.execute(row.on_conflict_do_update(index_elements=["host", "purpose"], set_=again))
