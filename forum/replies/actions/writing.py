"""Writing saved replies, reviewing them and putting them away. Each change keeps the old text."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.replies import policy, variables
from forum.replies.models import SavedReply, SavedReplyVersion
from forum.replies.shipped import REPLIES

KIND = "saved_reply"
LONGEST_TITLE, LONGEST_BODY = 80, 4000
# So many can be offered at once: they are chosen from by eye.
MOST = 300


@dataclass(frozen=True)
class ReplyPlan:
    """What the team wants a saved reply to be."""

    title: str
    body: str
    language: str
    reasons: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    channel_ids: tuple[int, ...] = ()
    owner_id: int | None = None


@action
def plant() -> int:
    """Put the supplied ones in that were never there; returns how many came."""
    known = set(db.session.scalars(select(SavedReply.key)))
    live = select(SavedReply.language, SavedReply.title).where(SavedReply.archived_at.is_(None))
    taken = {tuple(row) for row in db.session.execute(live)}
    new = [
        one for one in REPLIES if one.key not in known and (one.language, one.title) not in taken
    ]
    for one in new:
        reply = SavedReply(key=one.key, reasons=list(one.reasons), kinds=list(one.kinds))
        reply.title, reply.body, reply.language = one.title, one.body, one.language
        db.session.add(reply)
        db.session.flush()
        _keep(None, reply)
    return len(new)


@action
def create(by: User, plan: ReplyPlan) -> SavedReply:
    """Write one more. Raises Refused, and Invalid for `title` and `body`."""
    require(policy.can_arrange(by))
    live = select(func.count()).where(SavedReply.archived_at.is_(None))
    if (db.session.scalar(live) or 0) >= MOST:
        raise Invalid("title", "too_many", most=MOST)
    reply = SavedReply(reasons=[], kinds=[], channel_ids=[], version=1)
    _put(reply, plan)
    _save(reply)
    _keep(by, reply)
    audit.record(by, "replies.create", KIND, reply.id, after={"title": reply.title})
    return reply


@action
def change(by: User, reply: SavedReply, plan: ReplyPlan) -> None:
    """Let it be as planned, which counts as a review. Raises Refused and Invalid."""
    require(policy.can_arrange(by))
    # Of two who change it at once, the second one's text comes after the first one's.
    db.session.refresh(reply, with_for_update={"of": SavedReply})
    before = _as_is(reply)
    _put(reply, plan)
    reply.reviewed_at = clock.now()
    if _as_is(reply) != before:
        reply.version += 1
        _save(reply)
        _keep(by, reply)
        after = {"title": reply.title, "version": reply.version}
        audit.record(by, "replies.change", KIND, reply.id, before=_told(before), after=after)


@action
def review(by: User, reply: SavedReply) -> None:
    """Say that it is right as it is."""
    require(policy.can_arrange(by))
    before = {"reviewed": reply.reviewed_at.isoformat()}
    reply.reviewed_at = clock.now()
    after = {"title": reply.title, "reviewed": reply.reviewed_at.isoformat()}
    audit.record(by, "replies.review", KIND, reply.id, before=before, after=after)


@action
def archive(by: User, reply: SavedReply) -> None:
    """Offer it to nobody any more."""
    require(policy.can_arrange(by))
    if not reply.is_archived:
        reply.archived_at, reply.archived_by_id = clock.now(), by.id
        audit.record(by, "replies.archive", KIND, reply.id, after={"title": reply.title})


@action
def bring_back(by: User, reply: SavedReply) -> None:
    """Offer it again. Raises Refused, and Invalid when another one has its title."""
    require(policy.can_arrange(by))
    if reply.is_archived:
        reply.archived_at = reply.archived_by_id = None
        _save(reply)
        audit.record(by, "replies.bring_back", KIND, reply.id, after={"title": reply.title})


def count_use(reply_id: int) -> None:
    """One more text was sent with it; a step of other actions."""
    more = update(SavedReply).where(SavedReply.id == reply_id)
    db.session.execute(more.values(use_count=SavedReply.use_count + 1))


def _put(reply: SavedReply, plan: ReplyPlan) -> None:
    title, body = " ".join(clean(plan.title).split()), clean(plan.body).strip()
    for field, text, most in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
        if not text:
            raise Invalid(field, "empty")
        if len(text) > most:
            raise Invalid(field, "too_long", most=most)
    variables.check(body)
    reply.title, reply.body, reply.language = title, body, plan.language
    reply.reasons, reply.kinds = sorted(plan.reasons), sorted(plan.kinds)
    reply.channel_ids, reply.owner_id = sorted(plan.channel_ids), plan.owner_id


def _save(reply: SavedReply) -> None:
    """Store it. Two of one title and language cannot be told apart."""
    try:
        with db.session.begin_nested():
            db.session.add(reply)
            db.session.flush()
    except IntegrityError as error:
        raise Invalid("title", "taken") from error


def _keep(by: User | None, reply: SavedReply) -> None:
    fits = {
        "language": reply.language,
        "reasons": list(reply.reasons),
        "kinds": list(reply.kinds),
        "channels": list(reply.channel_ids or []),
    }
    kept = SavedReplyVersion(reply_id=reply.id, number=reply.version or 1, fits=fits)
    kept.title, kept.body, kept.by_id = reply.title, reply.body, by.id if by else None
    db.session.add(kept)


def _as_is(reply: SavedReply) -> dict[str, Any]:
    names = ("title", "body", "language", "reasons", "kinds", "channel_ids", "owner_id", "version")
    return {name: getattr(reply, name) for name in names}


def _told(before: dict[str, Any]) -> dict[str, Any]:
    """Of a text the log says that it changed; its history has the words."""
    return {"title": before["title"], "version": before["version"]}
