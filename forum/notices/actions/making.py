"""Putting notices into inboxes: steps for listeners and for the worker."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, case, update

from forum.channels.models import Channel
from forum.jobs.actions import enqueue
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import INSERTS, Insert
from forum.notices import policy, settings
from forum.notices.kinds import GATHERED, SUBJECTS, TOLD_BY_LETTER, MailWhen, NoticeKind, Wish
from forum.notices.models import Inbox, Notice
from forum.notices.policy import Hearer
from forum.notices.queries import LETTERS
from forum.notices.signals import NoticeMade

# Letters are thought of at the end of each such span, so that one job serves many notices.
SPAN_SECONDS = 30
# With how many a line begins: reactions count their people one by one.
FIRST = {NoticeKind.REACTION: 0}


@dataclass(frozen=True)
class Event:
    """What has happened, as far as a notice tells it."""

    kind: NoticeKind
    key: str
    actor_id: int | None = None
    topic_id: int | None = None
    post_id: int | None = None
    channel_id: int | None = None
    case_id: int | None = None
    request_id: int | None = None
    award_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@action
def tell(told: Sequence[tuple[Hearer, Event]], *, channel: Channel | None) -> None:
    """Put a line into the inbox of each of these people, unless they do not want or may not have
    it, did it themselves, or know of the event already."""
    rows = [
        _row(hearer, event)
        for hearer, event in told
        if hearer.user.id != event.actor_id
        and policy.is_told(hearer, SUBJECTS[event.kind], channel=channel)
    ]
    for statement, some in (
        (_once, [row for row in rows if row["kind"] not in GATHERED]),
        (_gathering, [row for row in rows if row["kind"] in GATHERED]),
    ):
        if some:
            _write(statement(_dialect()), some)


def _row(hearer: Hearer, event: Event) -> dict[str, Any]:
    now = clock.now()
    wants_mail = hearer.wish(SUBJECTS[event.kind]) == Wish.MAIL
    # What is played back from the past, as in the demonstration, is mailed to nobody.
    by_mail = wants_mail and policy.can_be_mailed(hearer.user) and clock.is_real()
    by_mail = by_mail and event.kind not in TOLD_BY_LETTER
    return {
        "user_id": hearer.user.id,
        "kind": event.kind,
        "key": event.key,
        "actor_id": event.actor_id,
        "topic_id": event.topic_id,
        "post_id": event.post_id,
        "channel_id": event.channel_id,
        "case_id": event.case_id,
        "request_id": event.request_id,
        "award_id": event.award_id,
        "facts": dict(event.facts),
        "count": FIRST.get(event.kind, 1),
        "created_at": now,
        "latest_at": now,
        "mail_due_at": _mail_due(now) if by_mail else None,
    }


def _mail_due(now: datetime) -> datetime:
    return now + timedelta(minutes=settings.MAIL_AFTER.get())


def _write(statement: Any, rows: list[dict[str, Any]]) -> None:
    made = db.session.execute(statement, rows).all()
    # A line that says more was unread before: only new ones count, and are news to open pages.
    new = [row for row in made if row.gathers == FIRST.get(row.kind, 1)]
    unread = _count_unread([row.user_id for row in new])
    if any(row["mail_due_at"] for row in rows):
        owe_letters(max(row["mail_due_at"] for row in rows if row["mail_due_at"]))
    for row in new:
        announce(NoticeMade(row.user_id, row.id, unread[row.user_id]))


def _count_unread(user_ids: Sequence[int]) -> Mapping[int, int]:
    """Let each of these people have one more unread notice; says how many each has now."""
    rows = [{"user_id": user_id, "unread": more} for user_id, more in Counter(user_ids).items()]
    if not rows:
        return {}
    return {row.user_id: row.unread for row in db.session.execute(_more(_dialect()), rows)}


def owe_letters(due: datetime) -> None:
    """Let the worker think of letters once this moment has passed."""
    span = int(due.timestamp()) // SPAN_SECONDS + 1
    run_at = datetime.fromtimestamp(span * SPAN_SECONDS, tz=due.tzinfo)
    enqueue(LETTERS, {}, key=f"span:{span}", run_at=run_at)


def uncount_unread(user_id: int, by: int) -> None:
    """Let somebody have so many unread notices less."""
    db.session.execute(_fewer(), {"of": user_id, "by": by})


def _dialect() -> str:
    name: str = db.session.get_bind().dialect.name
    return name


@lru_cache
def _once(dialect: str) -> Any:
    """Made once for each kind of database: everybody who writes needs it."""
    return _returning(_insert(dialect).on_conflict_do_nothing(index_elements=["user_id", "key"]))


@lru_cache
def _gathering(dialect: str) -> Any:
    """An unread line says more; the same post told twice, as after a crash, changes nothing."""
    table: Any = Notice.__table__
    row = _insert(dialect)
    is_post = row.excluded.kind == NoticeKind.FOLLOWED
    is_counted = is_post | (row.excluded.kind == NoticeKind.MESSAGE)
    is_new = table.c.post_id != row.excluded.post_id
    return _returning(
        row.on_conflict_do_update(
            index_elements=["user_id", "key"],
            set_={
                "count": table.c.count + case((is_counted, 1), else_=0),
                "actor_id": row.excluded.actor_id,
                "post_id": row.excluded.post_id,
                "latest_at": row.excluded.latest_at,
            },
            where=~is_post | is_new,
        )
    )


def _returning(row: Insert) -> Any:
    table: Any = Notice.__table__
    return row.returning(table.c.id, table.c.user_id, table.c.kind, table.c.count.label("gathers"))


def _insert(dialect: str) -> Any:
    return INSERTS[dialect](Notice.__table__)


@lru_cache
def _more(dialect: str) -> Any:
    table: Any = Inbox.__table__
    row = INSERTS[dialect](table).values(
        user_id=bindparam("user_id"),
        unread=bindparam("unread"),
        wishes={},
        mail_when=MailWhen.AWAY,
    )
    added = row.on_conflict_do_update(
        index_elements=["user_id"], set_={"unread": table.c.unread + row.excluded.unread}
    )
    return added.returning(table.c.user_id, table.c.unread)


@lru_cache
def _fewer() -> Update:
    table: Any = Inbox.__table__
    left = table.c.unread - bindparam("by")
    # Never below nothing, whatever went wrong before.
    least = case((left > 0, left), else_=0)
    return update(table).where(table.c.user_id == bindparam("of")).values(unread=least)
