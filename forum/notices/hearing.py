"""What notices do when they hear of what is not said in a topic: tiers, thanks, messages."""

from forum.jobs.actions import enqueue
from forum.kernel.bus import Listeners, each
from forum.members.signals import MemberBlocked, MemberFollowed, MemberUnblocked
from forum.messages.signals import ConversationRead, MessageSent
from forum.newcomers.signals import (
    BuddyAsked,
    CircleReviewDue,
    FirstPostOverdue,
    InvitedMemberActive,
    SourcePaused,
)
from forum.notices import (
    actions,
    approving,
    asking,
    called,
    deciding,
    handing,
    learning,
    opening,
    queries,
)
from forum.notices.kinds import NoticeKind
from forum.recognition.signals import (
    GroupGoalReached,
    PersonalMilestone,
    SpotlightBegan,
    SpotlightOffered,
    ThanksGiven,
    ThanksWithdrawn,
)
from forum.standing.signals import StandingChanged
from forum.tiers.signals import TierGraceBegan, TierLost, TierReached


def hear_tier(signal: TierReached) -> None:
    """Tell who holds a tier now."""
    actions.tell_of_tier(
        NoticeKind.TIER, signal.membership_id, signal.user_id, tier_id=signal.tier_id
    )


def hear_grace(signal: TierGraceBegan) -> None:
    """Tell what is missing, and until when."""
    actions.tell_of_tier(
        NoticeKind.GRACE,
        signal.membership_id,
        signal.user_id,
        tier_id=signal.tier_id,
        lack=signal.lack,
        lack_orders=signal.lack_orders,
        lack_spent=signal.lack_spent,
        until=signal.until.date().isoformat(),
    )


def hear_tier_lost(signal: TierLost) -> None:
    """Tell who holds a tier no more."""
    actions.tell_of_tier(
        NoticeKind.TIER_LOST, signal.membership_id, signal.user_id, tier_id=signal.tier_id
    )


def hear_standing(signal: StandingChanged) -> None:
    """Tell who may do more from now on, or less."""
    actions.tell_of_standing(signal.user_id, signal.before, signal.after)


def hear_thanks(signal: ThanksGiven) -> None:
    """Tell who is thanked."""
    actions.tell_of_thanks(signal.thanks_id)


def hear_thanks_gone(signal: ThanksWithdrawn) -> None:
    """Nobody need read of thanks that were taken back."""
    actions.forget_thanks(signal.thanks_id, signal.to_id)


def hear_offer(signal: SpotlightOffered) -> None:
    """Ask in the inbox too; the letter that asks is sent elsewhere."""
    key = f"offer:{signal.offer_id}"
    actions.tell_news(NoticeKind.SPOTLIGHT_OFFER, {signal.user_id: {}}, key=key)


def hear_spotlight(signal: SpotlightBegan) -> None:
    """Tell who stands in the spotlight."""
    key = f"spotlight:{signal.spotlight_id}"
    actions.tell_news(NoticeKind.SPOTLIGHT, {signal.user_id: {}}, key=key)


def hear_milestone(signal: PersonalMilestone) -> None:
    """Tell who came to so many posts or years."""
    facts = {"kind": signal.kind, "count": signal.count}
    key = f"milestone:{signal.kind}:{signal.count}"
    actions.tell_news(NoticeKind.MILESTONE, {signal.user_id: facts}, key=key)


def hear_goal(signal: GroupGoalReached) -> None:
    """Let everybody be told, by the worker."""
    enqueue(queries.GOAL, {"goal": signal.goal_id}, key=str(signal.goal_id))


def hear_message(signal: MessageSent) -> None:
    """Tell the others in the conversation."""
    actions.tell_of_messages(signal.conversation_id, signal.author_id)


def hear_conversation_read(signal: ConversationRead) -> None:
    """What was read in its own place need not be read in the inbox."""
    actions.close_of_conversation(signal.user_id, signal.conversation_id)


def hear_overdue(signal: FirstPostOverdue) -> None:
    """Tell the team whose first post nobody has replied to."""
    actions.tell_of_newcomer(NoticeKind.OVERDUE, signal.first_post_id, queries.staff())


def hear_buddy(signal: BuddyAsked) -> None:
    """Tell whose turn it is to say hello."""
    actions.tell_of_newcomer(NoticeKind.BUDDY, signal.first_post_id, [signal.user_id])


def hear_invited(signal: InvitedMemberActive) -> None:
    """Tell who invited somebody that they stay."""
    key = f"invited:{signal.user_id}"
    told: dict[int, dict[str, object]] = {signal.inviter_id: {}}
    actions.tell_news(NoticeKind.INVITED, told, key=key, doer_id=signal.user_id)


def hear_source_paused(signal: SourcePaused) -> None:
    """Tell the team whose links count nobody any more."""
    actions.tell_of_source(signal.source_id)


def hear_circle(signal: CircleReviewDue) -> None:
    """Tell the team of which circle somebody's place is to be looked at."""
    actions.tell_of_circle(signal.circle_id)


def hear_follower(signal: MemberFollowed) -> None:
    """Tell who is followed."""
    actions.tell_of_follower(signal.who_id, signal.whom_id)


def hear_block(signal: MemberBlocked) -> None:
    """What the blocked one did need not be read."""
    actions.close_of_member(signal.who_id, doer_id=signal.whom_id)


def hear_unblock(signal: MemberUnblocked) -> None:
    """Remember that this person is owed other notices from now on."""
    actions.note_change(signal.who_id)


ALL: Listeners = [
    *deciding.ALL,
    *approving.ALL,
    *learning.ALL,
    *called.ALL,
    *opening.ALL,
    *asking.ALL,
    *handing.ALL,
    (MemberUnblocked, hear_unblock),
    (TierReached, each(hear_tier)),
    (TierGraceBegan, each(hear_grace)),
    (TierLost, each(hear_tier_lost)),
    (StandingChanged, each(hear_standing)),
    (ThanksGiven, each(hear_thanks)),
    (ThanksWithdrawn, each(hear_thanks_gone)),
    (SpotlightOffered, hear_offer),
    (SpotlightBegan, hear_spotlight),
    (PersonalMilestone, each(hear_milestone)),
    (GroupGoalReached, hear_goal),
    (MessageSent, hear_message),
    (ConversationRead, hear_conversation_read),
    (FirstPostOverdue, hear_overdue),
    (BuddyAsked, hear_buddy),
    (InvitedMemberActive, hear_invited),
    (SourcePaused, hear_source_paused),
    (CircleReviewDue, hear_circle),
    (MemberFollowed, hear_follower),
    (MemberBlocked, hear_block),
]
