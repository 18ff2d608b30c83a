"""What answering does when others announce something."""

from collections.abc import Sequence

from forum.accounts.signals import MemberLeft, MembersMerged, RoleChanged
from forum.answering import actions
from forum.channels.signals import ChannelsMerged
from forum.kernel.bus import Listeners, Many, each
from forum.moderation.signals import CaseOpened
from forum.reactions.signals import ReactionGiven, ReactionWithdrawn
from forum.topics.queries import POST
from forum.topics.signals import (
    AnswerAccepted,
    AnswerWithdrawn,
    PostDeleted,
    PostPublished,
    PostRestored,
    PostsMoved,
    TopicDeleted,
    TopicMoved,
    TopicRestored,
)


def hear_posts(signals: Sequence[PostPublished]) -> None:
    """Topics begin and are answered; those from elsewhere are noted, and promised nothing."""
    brought = {one.topic_id for one in signals if one.from_elsewhere}
    if brought:
        actions.take_in(brought)
    for one in signals:
        if one.topic_id in brought:
            continue
        if one.number == 1:
            actions.begin(one.topic_id)
        else:
            actions.note_reply(one.post_id, one.author_id)


def hear_change(signal: PostDeleted | PostRestored) -> None:
    """What answered a topic may be gone, or back."""
    actions.look_again([signal.topic_id])


def hear_topic(signal: TopicDeleted | TopicRestored) -> None:
    """Nobody waits for an answer in a topic that nobody reads."""
    actions.look_again([signal.topic_id])


def hear_posts_moved(signal: PostsMoved) -> None:
    """Answers stand elsewhere, and there may be a new topic."""
    actions.look_again([signal.from_topic_id, signal.to_topic_id])


def hear_moved(signal: TopicMoved) -> None:
    """The other channel may be for other messages."""
    actions.move(signal.topic_id)


def hear_accepted(signal: AnswerAccepted) -> None:
    """The topic is solved."""
    actions.note_solution(signal.topic_id, signal.accepter_id)


def hear_withdrawn(signal: AnswerWithdrawn) -> None:
    """It is not, after all."""
    actions.note_solution(signal.topic_id, None)


def hear_reaction(signal: ReactionGiven) -> None:
    """A reaction of the team answers what only wants to be noticed."""
    actions.note_reaction(signal.topic_id, signal.giver_id)


def hear_reaction_gone(signal: ReactionWithdrawn) -> None:
    """What was noticed so is not, after all."""
    actions.note_reaction_gone(signal.topic_id)


def hear_role(signal: RoleChanged) -> None:
    """Replies of somebody who is of the team now count as the team's."""
    actions.note_role(signal.user_id)


def hear_case(signal: CaseOpened) -> None:
    """A post in the queue is due no later than its kind of message promises."""
    if signal.target_kind == POST:
        actions.promise_case_of(signal.case_id)


def hear_merging(signal: MembersMerged) -> None:
    """What the one did, the other did."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Nobody calls somebody who left."""
    actions.let_go(signal.user_id)


def hear_channels_merged(signal: ChannelsMerged) -> None:
    """What was said of the one channel is said no more; its topics go by the other."""
    actions.forget_channel(signal.from_id)


ALL: Listeners = [
    (PostPublished, Many(hear_posts)),
    (PostDeleted, hear_change),
    (PostRestored, hear_change),
    (TopicDeleted, hear_topic),
    (TopicRestored, hear_topic),
    (PostsMoved, hear_posts_moved),
    (TopicMoved, hear_moved),
    (AnswerAccepted, each(hear_accepted)),
    (AnswerWithdrawn, hear_withdrawn),
    (ReactionGiven, hear_reaction),
    (ReactionWithdrawn, hear_reaction_gone),
    (RoleChanged, hear_role),
    (CaseOpened, hear_case),
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
    (ChannelsMerged, hear_channels_merged),
]
