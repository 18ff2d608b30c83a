"""When two accounts become one, a member leaves, or channels are merged."""

from sqlalchemy import delete, select

from forum.answering import queries
from forum.answering.actions.noting import look_again
from forum.answering.models import Ask, AwayNote, Call, ChannelMessages, Rung, TopicAnswering
from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action

OWNED = (
    TopicAnswering.sorted_by_id,
    TopicAnswering.seen_by_id,
    TopicAnswering.solved_by_id,
    Call.started_by_id,
    Call.acknowledged_by_id,
    Ask.user_id,
)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one was asked and did, the other was and did; each stands once on a level."""
    handover.hand_over(*OWNED, from_id=from_id, into_id=into_id)
    there = select(Rung.level).where(Rung.user_id == into_id)
    twice = delete(Rung).where(Rung.user_id == from_id, Rung.level.in_(there))
    db.session.execute(twice.execution_options(synchronize_session=False))
    handover.hand_over(Rung.user_id, from_id=from_id, into_id=into_id)
    told = db.session.get(AwayNote, into_id)
    if told is None:
        handover.hand_over(AwayNote.user_id, from_id=from_id, into_id=into_id)
    else:
        handover.let_go(AwayNote.user_id, of=from_id)
    # What the one answered to the other is no answer any more, and one of them may be of the team.
    look_again({*queries.answered_by_their_author(into_id), *queries.swayed_by(into_id)})


@action
def let_go(user_id: int) -> None:
    """Nobody asks them any more; that they were asked goes on counting."""
    handover.let_go(Rung.user_id, AwayNote.user_id, of=user_id)


@action
def forget_channel(channel_id: int) -> None:
    """A channel is part of another one now, which says what its topics are."""
    db.session.execute(delete(ChannelMessages).where(ChannelMessages.channel_id == channel_id))
