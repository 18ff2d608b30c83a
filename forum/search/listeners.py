"""What search writes down when it hears that something changed."""

from collections.abc import Sequence

from forum.accounts.signals import MemberJoined, MemberLeft, MemberRenamed, MembersMerged
from forum.channels.signals import ChannelsMerged
from forum.kernel.bus import Listeners, Many
from forum.sanctions.signals import AccountClosed, AccountReopened
from forum.search import actions
from forum.topics.signals import (
    AnswerAccepted,
    AnswerWithdrawn,
    PostDeleted,
    PostEdited,
    PostPublished,
    PostRestored,
    PostsMoved,
    TagsMerged,
    TopicDeleted,
    TopicMoved,
    TopicRestored,
)


def hear_posts(signals: Sequence[PostPublished | PostRestored]) -> None:
    """Posts are there to be found."""
    actions.note("post", *(signal.post_id for signal in signals))


def hear_edit(signal: PostEdited) -> None:
    """A text changed; the first of a topic may have brought other tags for all of it."""
    actions.note("edit", signal.post_id)


def hear_deletion(signal: PostDeleted) -> None:
    """A post must not be found any more, from now on."""
    actions.hide("post", signal.post_id)


def hear_moved_posts(signal: PostsMoved) -> None:
    """Posts belong to another topic, perhaps in a channel that not everybody may read."""
    actions.hide("post", *signal.post_ids)
    # The first of them may open that topic now.
    actions.note("topic", signal.to_topic_id)


def hear_topic_gone(signal: TopicDeleted | TopicMoved) -> None:
    """A whole topic must not be found where it was."""
    actions.hide("topic", signal.topic_id)


def hear_topics(signals: Sequence[TopicRestored | AnswerAccepted | AnswerWithdrawn]) -> None:
    """Something about whole topics changed."""
    actions.note("topic", *(signal.topic_id for signal in signals))


def hear_tags(signal: TagsMerged) -> None:
    """Topics carry another tag, because two became one."""
    actions.note("tag", signal.into_id)


def hear_merged_channels(signal: ChannelsMerged) -> None:
    """All topics of a channel stand in another one."""
    actions.note("channel", signal.into_id)


def hear_members(signals: Sequence[MemberJoined | MemberRenamed]) -> None:
    """People are there to be found, under a new name perhaps."""
    actions.note("member", *(signal.user_id for signal in signals))


def hear_merged_members(signal: MembersMerged) -> None:
    """What one account wrote belongs to another; the first is nobody any more."""
    actions.note("author", signal.from_id, signal.into_id)


def hear_closed(signal: AccountClosed) -> None:
    """Nobody finds a member who was removed; what goes out of sight with them says so itself."""
    actions.hide("member", signal.user_id)


def hear_reopened(signal: AccountReopened) -> None:
    """They are here again."""
    actions.note("member", signal.user_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Nobody finds them, nor what they wrote by their name."""
    actions.hide("member", signal.user_id)
    actions.note("author", signal.user_id)


ALL: Listeners = [
    (PostPublished, Many(hear_posts)),
    (PostRestored, Many(hear_posts)),
    (PostEdited, hear_edit),
    (PostDeleted, hear_deletion),
    (PostsMoved, hear_moved_posts),
    (TopicDeleted, hear_topic_gone),
    (TopicMoved, hear_topic_gone),
    (TopicRestored, Many(hear_topics)),
    (AnswerAccepted, Many(hear_topics)),
    (AnswerWithdrawn, Many(hear_topics)),
    (TagsMerged, hear_tags),
    (ChannelsMerged, hear_merged_channels),
    (MemberJoined, Many(hear_members)),
    (MemberRenamed, Many(hear_members)),
    (MembersMerged, hear_merged_members),
    (MemberLeft, hear_leaving),
    (AccountClosed, hear_closed),
    (AccountReopened, hear_reopened),
]
