"""Who may thank whom, who may be in the spotlight, and who arranges recognition."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from forum.accounts.models import User, Viewer
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.recognition.models import Milestone, Spotlight, SpotlightOffer, Thanks
from forum.topics.models import Post, State

# So many thanks in so long a time.
THANKS_A_DAY = 3
A_DAY = timedelta(days=1)


def can_thank(viewer: Viewer, receiver: User) -> Verdict:
    """Whether the viewer may thank this member, today or another day."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if receiver.id == viewer.id:
        return deny("own_thanks")
    if not receiver.is_active:
        return deny("receiver_away")
    return deny("silenced") if viewer.is_silenced else ALLOW


def can_thank_for(viewer: Viewer, post: Post) -> Verdict:
    """Whether there is something to thank for in a post that the viewer may read; the post knows
    its topic. Whether its author can be thanked, `can_thank` says."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if post.state != State.PUBLISHED or post.topic.state != State.PUBLISHED:
        return deny("post_not_open")
    if post.author_id == viewer.id:
        return deny("own_thanks")
    return deny("silenced") if viewer.is_silenced else ALLOW


def lets_thank(*, is_blocked: bool) -> Verdict:
    """Whether neither of two members blocked the other. The word does not say which of them did."""
    return deny("not_to_be_thanked") if is_blocked else ALLOW


def can_thank_today(last: Sequence[datetime]) -> Verdict:
    """Whether one more is left, given when the viewer thanked last, latest first."""
    return deny("thanks_spent") if again_at(last) else ALLOW


def again_at(last: Sequence[datetime]) -> datetime | None:
    """When the next thanks can be given; nothing when that is now."""
    if len(last) < THANKS_A_DAY:
        return None
    moment = last[THANKS_A_DAY - 1] + A_DAY
    return moment if moment > clock.now() else None


def can_withdraw(viewer: Viewer, thanks: Thanks) -> Verdict:
    """Whether the viewer may take these thanks back."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return ALLOW if thanks.author_id == viewer.id else deny("not_yours")


def can_nominate(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may name this member for the spotlight."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if member.id == viewer.id:
        return deny("own_nomination")
    if member.is_staff:
        return deny("staff_not_named")
    return ALLOW if member.is_active else deny("receiver_away")


def can_see_streak(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer is told how many weeks in a row a member contributed."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    is_open = viewer.id == member.id or not member.hides_streak
    return ALLOW if is_open else deny("not_yours")


def can_care(viewer: Viewer) -> Verdict:
    """Whether the viewer thanks for the team, chooses for the spotlight and publishes drafts."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer sets goals for the community."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_answer(viewer: Viewer, offer: SpotlightOffer, *, is_fit: bool) -> Verdict:
    """Whether the question was put to the viewer, and can still be answered like this: who may not
    stand there any more can only say no."""
    if offer.user_id != viewer.id:
        return deny("not_yours")
    return ALLOW if offer.is_open and is_fit else deny("offer_over")


def can_tell_of(viewer: Viewer, thing: Milestone | Spotlight) -> Verdict:
    """Whether the viewer may publish a topic about it; one is enough."""
    if not viewer.is_staff:
        return deny("staff_only")
    if isinstance(thing, Milestone) and thing.passed_at is not None:
        return deny("milestone_passed")
    return ALLOW if thing.topic_id is None else deny("told_already")
