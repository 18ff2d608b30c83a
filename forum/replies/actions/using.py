"""Putting saved replies into texts, and what becomes of them when the texts are sent."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import delete

from forum.accounts.models import User
from forum.answering.models import Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.replies import policy, queries, variables
from forum.replies.actions.writing import count_use
from forum.replies.models import Place, SavedReply, SavedReplyUse
from forum.replies.queries import Spot
from forum.replies.settings import ASK_HOURS

# Of what was put in, so much has to be there still to count as used.
STILL_THERE = 0.5


@action
def put_in(
    by: User, reply: SavedReply, spot: Spot, *, filled: str, looks_after: bool
) -> SavedReplyUse:
    """Note what somebody puts into a text they write. Raises Refused."""
    require(policy.can_use(by, reply, looks_after=looks_after))
    use = SavedReplyUse(reply_id=reply.id, version=reply.version, by_id=by.id, filled=filled)
    use.place, use.place_id = spot.place, spot.place_id
    use.is_complaint = spot.is_complaint or Kind.COMPLAINT in reply.kinds
    use.member_id = spot.member.id if spot.member is not None else None
    db.session.add(use)
    db.session.flush()
    return use


def used_in(body: str, uses: Sequence[SavedReplyUse]) -> list[SavedReplyUse]:
    """Those of these that stand in the text, changed or not."""
    return [use for use in uses if variables.share_of(use.filled, body) >= STILL_THERE]


@action
def note_sent(by_id: int, topic_id: int, post_id: int, used: Collection[int]) -> None:
    """A reply in a topic is there: these stand in it, whatever else was put in does not."""
    uses = queries.pending(by_id, Place.TOPIC, topic_id)
    for use in uses:
        if use.id in used:
            use.post_id = post_id
            _send(use)
    _forget([use.id for use in uses if use.id not in used])


@action
def note_decided(by_id: int, case_id: int, words: str) -> None:
    """A case is decided: what stands in the words to the member was used."""
    uses = queries.pending(by_id, Place.CASE, case_id)
    used = {use.id for use in used_in(words, uses)}
    for use in uses:
        if use.id in used:
            _send(use)
    _forget([use.id for use in uses if use.id not in used])


@action
def forget_unsent() -> int:
    """Take out what was put into texts that nobody sent; returns how many uses there were.

    They hold names and words of members, and belong to no text any more.
    """
    old = (SavedReplyUse.sent_at.is_(None), SavedReplyUse.filled_at <= clock.now() - queries.FORGET)
    gone = delete(SavedReplyUse).where(*old).returning(SavedReplyUse.id)
    return len(db.session.scalars(gone).all())


def _send(use: SavedReplyUse) -> None:
    now = clock.now()
    use.sent_at, use.filled = now, ""
    # Of a decision nobody is asked whether it solved anything.
    is_told = use.place == Place.TOPIC and use.member_id not in {None, use.by_id}
    use.ask_at = now + timedelta(hours=ASK_HOURS.get()) if is_told else None
    count_use(use.reply_id)


def _forget(use_ids: Collection[int]) -> None:
    if use_ids:
        db.session.execute(delete(SavedReplyUse).where(SavedReplyUse.id.in_(use_ids)))
