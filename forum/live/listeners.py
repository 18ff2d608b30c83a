"""What live notes when it hears of posts, reactions and answers: an event for every open page.

Each note goes round once more as a signal of this slice, so that it is written after all that other
listeners do: the number of an event is taken last, and held no longer than the commit takes.
"""

from collections.abc import Sequence
from typing import Any

from forum.accounts import queries as accounts
from forum.accounts.models import Guest
from forum.accounts.signals import MemberLeft, MembersMerged
from forum.kernel import clock, handover
from forum.kernel.bus import Listeners, Many, announce, each, outbox
from forum.live import actions, queries
from forum.live.models import QuietMember
from forum.live.signals import Told
from forum.messages import queries as messages
from forum.messages.signals import ConversationRead, MessageChanged, MessageSent
from forum.moderation.signals import CaseDecided, CaseOpened, CaseTouched
from forum.notices import queries as notices
from forum.notices.signals import NoticeMade, NoticesRead
from forum.reactions import queries as reactions
from forum.reactions.signals import ReactionGiven, ReactionWithdrawn
from forum.topics.signals import (
    AnswerAccepted,
    AnswerWithdrawn,
    PostDeleted,
    PostEdited,
    PostPublished,
    PostRestored,
    PostsMoved,
    TopicDeleted,
    TopicMoved,
    TopicPublished,
    TopicRestored,
    TopicSlowed,
)


def hear_post(signal: PostPublished) -> None:
    """A reply is there; of a first post its topic tells."""
    if signal.number > 1:
        said = {"post": signal.post_id, "number": signal.number, "by": signal.author_id}
        _tell("post", signal.topic_id, **said)


def hear_topic(signal: TopicPublished) -> None:
    """A topic is there."""
    _tell("topic", signal.topic_id, by=signal.author_id)


def hear_edit(signal: PostEdited) -> None:
    """The words of a post are others now."""
    number = queries.number_of(signal.post_id)
    _tell("edit", signal.topic_id, post=signal.post_id, number=number, by=signal.editor_id)


def hear_removal(signal: PostDeleted) -> None:
    """A post is gone."""
    number = queries.number_of(signal.post_id)
    _tell("gone", signal.topic_id, post=signal.post_id, number=number, by=signal.deleter_id)


def hear_return(signal: PostRestored) -> None:
    """A post is back."""
    number = queries.number_of(signal.post_id)
    _tell("back", signal.topic_id, post=signal.post_id, number=number)


def hear_move(signal: PostsMoved) -> None:
    """Posts stand elsewhere: both topics look different."""
    count = len(signal.post_ids)
    _tell("moved", signal.from_topic_id, count=count)
    _tell("moved", signal.to_topic_id, count=count)


def hear_topic_change(signal: TopicDeleted | TopicRestored | TopicMoved) -> None:
    """A whole topic went, came back or moved; told where it was until now."""
    what = {TopicDeleted: "deleted", TopicRestored: "restored", TopicMoved: "moved"}[type(signal)]
    channel = signal.from_channel_id if isinstance(signal, TopicMoved) else signal.channel_id
    _tell("changed", signal.topic_id, channel_id=channel, what=what)


def hear_slowing(signal: TopicSlowed) -> None:
    """Slow mode began, ended or changed: the composer of open pages is another one."""
    _tell("changed", signal.topic_id, what="slowed")


def hear_answer(signal: AnswerAccepted | AnswerWithdrawn) -> None:
    """A question has an answer, or waits for one again."""
    accepted = isinstance(signal, AnswerAccepted)
    number = queries.number_of(signal.post_id)
    _tell("answer", signal.topic_id, post=signal.post_id, number=number, accepted=int(accepted))


def hear_reaction(signal: ReactionGiven | ReactionWithdrawn) -> None:
    """The counts under a post are others now."""
    tallies = reactions.tallies(Guest(), [signal.post_id]).get(signal.post_id, {})
    _tell(
        "reactions",
        signal.topic_id,
        post=signal.post_id,
        number=queries.number_of(signal.post_id),
        by=signal.giver_id,
        counts={kind.value: tally.count for kind, tally in tallies.items()},
    )


def hear_notice(signal: NoticeMade) -> None:
    """There is one more on a member's bell."""
    _tell_member(signal.user_id, signal.unread)


def hear_reading(signal: NoticesRead) -> None:
    """There are fewer on a member's bell."""
    member = accounts.member_by_id(signal.user_id)
    if member is not None:
        _tell_member(member.id, notices.unread_count(member))


def hear_message(signal: MessageSent) -> None:
    """Those in a private conversation are told, each by themselves, and nobody else."""
    here = messages.those_here(signal.conversation_id)
    unread = messages.unread_counts(here)
    said = {"conversation": signal.conversation_id, "by": signal.author_id}
    said["number"] = messages.number_of(signal.message_id)
    for user_id in here if clock.is_real() else ():
        data = {**said, "unread": unread.get(user_id, 0)}
        announce(Told("message-sent", user_id=user_id, data=data))


def hear_message_change(signal: MessageChanged) -> None:
    """A private message says something else now, or is gone."""
    said = {"conversation": signal.conversation_id, "by": signal.by_id}
    said["number"] = messages.number_of(signal.message_id)
    for user_id in messages.those_here(signal.conversation_id) if clock.is_real() else ():
        announce(Told("message-changed", user_id=user_id, data=said))


def hear_messages_read(signal: ConversationRead) -> None:
    """A member has read private messages, here or in another window."""
    if clock.is_real():
        count = messages.unread_counts([signal.user_id]).get(signal.user_id, 0)
        announce(Told("messages", user_id=signal.user_id, data={"unread": count}))


def hear_cases(signals: Sequence[CaseOpened | CaseTouched | CaseDecided]) -> None:
    """The team, and who looks after the channel, is told of cases that come, change hands or are
    decided, each by themselves."""
    if not clock.is_real():
        return
    team = [user.id for user in accounts.staff()]
    near = queries.keepers_of({signal.case_id for signal in signals})
    for signal in signals:
        by_id = {CaseTouched: "by_id", CaseDecided: "decided_by_id"}.get(type(signal), "")
        said = {"case": signal.case_id, "by": getattr(signal, by_id, None) or 0}
        for user_id in dict.fromkeys([*team, *near.get(signal.case_id, ())]):
            announce(Told("case", user_id=user_id, data=said))


def write(events: Sequence[Told]) -> None:
    """Write the events down, all at once, when nothing else of the action waits to be heard."""
    if all(isinstance(signal, Told) for signal in outbox()):
        actions.record([vars(told) for told in events])
    else:
        for told in events:
            announce(told)


def hear_merge(signal: MembersMerged) -> None:
    """Let the choice and the notices of one account be those of the other."""
    actions.hand_over(signal.from_id, signal.into_id)


def _tell(kind: str, topic_id: int, *, channel_id: int | None = None, **data: Any) -> None:
    """Announce an event of a topic. What is played back from the past happens on no screen."""
    place = queries.place_of(topic_id) if clock.is_real() else None
    if place is None:
        return
    if place.is_stream:
        data["stream"] = 1
    announce(Told(kind, channel_id or place.channel_id, topic_id, data=data))


def _tell_member(user_id: int, unread: int) -> None:
    if clock.is_real():
        announce(Told("notices", user_id=user_id, data={"unread": unread}))


def let_go(signal: MemberLeft) -> None:
    """Nobody is left to be seen or unseen."""
    handover.let_go(QuietMember.user_id, of=signal.user_id)


ALL: Listeners = [
    (PostPublished, each(hear_post)),
    (TopicPublished, each(hear_topic)),
    (PostEdited, hear_edit),
    (PostDeleted, hear_removal),
    (PostRestored, hear_return),
    (PostsMoved, hear_move),
    (TopicDeleted, hear_topic_change),
    (TopicRestored, hear_topic_change),
    (TopicMoved, hear_topic_change),
    (TopicSlowed, hear_slowing),
    (AnswerAccepted, each(hear_answer)),
    (AnswerWithdrawn, hear_answer),
    (ReactionGiven, hear_reaction),
    (ReactionWithdrawn, hear_reaction),
    (MessageSent, hear_message),
    (MessageChanged, hear_message_change),
    (ConversationRead, hear_messages_read),
    (NoticeMade, hear_notice),
    (NoticesRead, hear_reading),
    (CaseOpened, Many(hear_cases)),
    (CaseTouched, Many(hear_cases)),
    (CaseDecided, Many(hear_cases)),
    (Told, Many(write)),
    (MembersMerged, hear_merge),
    (MemberLeft, let_go),
]
