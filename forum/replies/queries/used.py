"""Where saved replies were used, whom to ask about it, and what rules still have to answer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import exists, select

from forum.accounts import queries as accounts
from forum.accounts.models import User, Viewer
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.kernel.recent import Recent
from forum.replies.models import Place, RuleAnswer, SavedReplyUse
from forum.replies.settings import ACCOUNT
from forum.topics.models import Post

# What was put in longer ago belongs to no text any more.
FORGET = timedelta(days=7)
AT_ONCE = 200


def pending(by_id: int, place: Place, place_id: int) -> Sequence[SavedReplyUse]:
    """What somebody put into a text for this place that is not sent yet."""
    query = select(SavedReplyUse).where(
        SavedReplyUse.by_id == by_id,
        SavedReplyUse.place == place,
        SavedReplyUse.place_id == place_id,
        SavedReplyUse.sent_at.is_(None),
        SavedReplyUse.filled_at > clock.now() - FORGET,
    )
    return db.session.scalars(query.order_by(SavedReplyUse.id)).all()


def pending_in(use_id: int, viewer: Viewer, place: Place, place_id: int) -> SavedReplyUse | None:
    """One of these, as its number says; nothing when it is somebody else's, or for elsewhere."""
    if not 0 < use_id < 2**31:
        return None
    found = db.session.get(SavedReplyUse, use_id)
    if found is None or found.by_id != viewer.id or found.sent_at is not None:
        return None
    return found if (found.place, found.place_id) == (place, place_id) else None


def use_by_id(use_id: int) -> SavedReplyUse:
    """One use that was sent in a post. Raises NotFound."""
    found = db.session.get(SavedReplyUse, use_id) if 0 < use_id < 2**31 else None
    if found is None or found.post_id is None:
        raise NotFound
    return found


def asked_under(viewer: Viewer, post_ids: Collection[int]) -> Mapping[int, SavedReplyUse]:
    """The uses in these posts about which the viewer was asked, by post."""
    query = select(SavedReplyUse).where(
        SavedReplyUse.post_id.in_(post_ids),
        SavedReplyUse.member_id == viewer.id,
        SavedReplyUse.asked_at.is_not(None),
    )
    return {one.post_id: one for one in db.session.scalars(query) if one.post_id is not None}


def due_to_ask() -> Sequence[SavedReplyUse]:
    """Uses whose readers are to be asked now."""
    query = select(SavedReplyUse).where(SavedReplyUse.ask_at <= clock.now())
    return db.session.scalars(query.order_by(SavedReplyUse.ask_at).limit(AT_ONCE)).all()


def open_answers() -> Sequence[RuleAnswer]:
    """What rules asked to be answered, and was not yet."""
    query = select(RuleAnswer).where(RuleAnswer.done_at.is_(None))
    return db.session.scalars(query.order_by(RuleAnswer.id).limit(AT_ONCE)).all()


def answering_account() -> User | None:
    """In whose name rules answer; nobody unless the brand chose somebody."""
    name = ACCOUNT.get().strip()
    return accounts.member_called(name) if name else None


def automatic_posts(post_ids: Collection[int]) -> frozenset[int]:
    """Those of these posts that a rule wrote."""
    query = select(RuleAnswer.post_id).where(RuleAnswer.post_id.in_(post_ids))
    return frozenset(found for found in db.session.scalars(query) if found is not None)


def has_answered() -> bool:
    """Whether a rule has ever answered, in whatever name; as it was a moment ago."""
    return _ANSWERED.get()


def is_automatic(post: Post) -> bool:
    """Whether a rule wrote the post."""
    return bool(automatic_posts([post.id]))


def _answered() -> bool:
    return bool(db.session.scalar(select(exists().where(RuleAnswer.post_id.is_not(None)))))


_ANSWERED = Recent(_answered)
