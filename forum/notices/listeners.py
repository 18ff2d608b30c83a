"""What notices do when they hear of things."""

from collections.abc import Sequence

from forum.accounts.signals import MemberLeft, MembersMerged, RoleChanged
from forum.badges.signals import BadgeAwarded, BadgeRevoked
from forum.channels.models import CIRCLE
from forum.channels.signals import (
    ChannelChanged,
    ChannelsMerged,
    EntryAsked,
    EntryRefused,
    MemberAdmitted,
    MemberRemoved,
)
from forum.jobs.actions import enqueue
from forum.kernel.bus import Listeners, Many, each
from forum.moderation.signals import CaseDecided
from forum.notices import actions, hearing, queries
from forum.reactions.signals import ReactionGiven, ReactionWithdrawn
from forum.reading.signals import LevelChosen
from forum.topics.queries import EDIT, POST
from forum.topics.signals import (
    AnswerAccepted,
    PostDeleted,
    PostEdited,
    PostPublished,
    PostsMoved,
    TopicDeleted,
    TopicMoved,
)


def hear_post(signal: PostPublished) -> None:
    """Tell whom the text speaks to, and who follows its topic; of texts from elsewhere nobody."""
    if not signal.from_elsewhere:
        actions.tell_of_post(signal.post_id, signal.mentions)


def hear_edit(signal: PostEdited) -> None:
    """Tell whom the text mentions now and did not mention before."""
    actions.tell_mentioned(signal.post_id, signal.mentions)


def hear_reaction(signal: ReactionGiven) -> None:
    """Add to the author's line about reactions."""
    actions.tell_of_reaction(signal.post_id, signal.giver_id)


def hear_withdrawal(signal: ReactionWithdrawn) -> None:
    """Take it off the line again."""
    actions.forget_reaction(signal.post_id, signal.author_id, giver_id=signal.giver_id)


def hear_answer(signal: AnswerAccepted) -> None:
    """Tell who helped."""
    actions.tell_of_answer(signal.post_id, signal.accepter_id)


def hear_badges(signals: Sequence[BadgeAwarded]) -> None:
    """Tell who has a badge now, unless it was earned long ago."""
    actions.tell_of_badges({one.award_id: one.user_id for one in signals if one.is_news})


def hear_badge_gone(signal: BadgeRevoked) -> None:
    """Nobody need read of a badge that is gone."""
    actions.close_of_badge(signal.award_id)


def hear_request(signal: EntryAsked) -> None:
    """Tell those who keep the door."""
    actions.tell_of_request(signal.request_id, signal.channel_id, asker_id=signal.user_id)


def hear_admission(signal: MemberAdmitted) -> None:
    """Tell who was let in, unless they were picked silently."""
    if signal.source.startswith(CIRCLE):
        return
    actions.tell_admitted(signal.channel_id, signal.user_id)


def hear_refusal(signal: EntryRefused) -> None:
    """Tell who was not."""
    actions.tell_refused(signal.request_id, signal.user_id)


def hear_decision(signal: CaseDecided) -> None:
    """Tell an author about their text; let other moderators rest about a door."""
    if signal.target_kind in {POST, EDIT}:
        actions.tell_decision(signal.case_id)
    if signal.target_kind == "entry":
        actions.close_of_request(signal.target_id)


def hear_deletion(signal: PostDeleted) -> None:
    """Nobody need read of what is gone."""
    actions.close_of_post(signal.post_id)


def hear_topic_deletion(signal: TopicDeleted) -> None:
    """Nobody need read of what is gone."""
    actions.close_of_topic(signal.topic_id)


def hear_posts_moved(signal: PostsMoved) -> None:
    """Lead to where the posts are now, as far as their readers may go there."""
    actions.move_posts(signal.post_ids, signal.to_topic_id)
    enqueue(queries.SWEEP, {"topic_id": signal.to_topic_id})


def hear_topic_moved(signal: TopicMoved) -> None:
    """Whoever may not follow the topic there need not read of it."""
    enqueue(queries.SWEEP, {"topic_id": signal.topic_id})


def hear_channel_changed(signal: ChannelChanged) -> None:
    """A door may have closed in front of people with unread notices."""
    if signal.visibility_before != signal.visibility_after:
        enqueue(queries.SWEEP, {"channel_id": signal.channel_id})


def hear_channels_merged(signal: ChannelsMerged) -> None:
    """What was said of one door is said of the other."""
    actions.merge_channels(signal.from_id, signal.into_id)
    enqueue(queries.SWEEP, {"channel_id": signal.into_id})


def hear_removal(signal: MemberRemoved) -> None:
    """Who left a channel need not read of it."""
    enqueue(queries.SWEEP, {"user_id": signal.user_id})


def hear_role(signal: RoleChanged) -> None:
    """Who is staff no longer may not see everything any more."""
    enqueue(queries.SWEEP, {"user_id": signal.user_id})


def hear_level(signal: LevelChosen) -> None:
    """Remember that this person is owed other notices from now on."""
    actions.note_change(signal.user_id)


def hear_members_merged(signal: MembersMerged) -> None:
    """Hand everything of the one to the other."""
    actions.merge_members(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nobody is told anything, and nobody is told of somebody who left."""
    actions.let_go(signal.user_id)


ALL: Listeners = [
    *hearing.ALL,
    (PostPublished, each(hear_post)),
    (PostEdited, hear_edit),
    (ReactionGiven, hear_reaction),
    (ReactionWithdrawn, hear_withdrawal),
    (AnswerAccepted, each(hear_answer)),
    (BadgeAwarded, Many(hear_badges)),
    (BadgeRevoked, hear_badge_gone),
    (EntryAsked, hear_request),
    (MemberAdmitted, hear_admission),
    (EntryRefused, hear_refusal),
    (CaseDecided, hear_decision),
    (PostDeleted, hear_deletion),
    (TopicDeleted, hear_topic_deletion),
    (PostsMoved, hear_posts_moved),
    (TopicMoved, hear_topic_moved),
    (ChannelChanged, hear_channel_changed),
    (ChannelsMerged, hear_channels_merged),
    (MemberRemoved, hear_removal),
    (RoleChanged, hear_role),
    (LevelChosen, hear_level),
    (MembersMerged, hear_members_merged),
    (MemberLeft, let_go),
]
