"""What standing lets members do, and who of the team decides about it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from forum.accounts.models import Standing, User, Viewer
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.standing import limits
from forum.standing.settings import NO_LIMIT, PENALTY_DAYS, Ability, Limit

TOO_LOW: Mapping[Ability, Verdict] = {
    Ability.MAKE_TAGS: deny("standing_tags"),
    Ability.EDIT_WIKI: deny("standing_wiki"),
    Ability.MAKE_WIKI: deny("standing_make_wiki"),
}


def limit(viewer: Viewer, which: Limit) -> int:
    """How much the viewer may; NO_LIMIT where there is no end."""
    return limits.at(limits.effective(viewer), which)


def can(viewer: Viewer, ability: Ability) -> Verdict:
    """Whether the viewer's standing is high enough for this."""
    if limits.effective(viewer).rank >= limits.begins_with(ability).rank:
        return ALLOW
    return TOO_LOW[ability]


def can_begin_conversation(viewer: Viewer, begun_today: int) -> Verdict:
    """Whether the viewer may begin one more private conversation, after so many in 24 hours."""
    if begun_today < limit(viewer, Limit.CONVERSATIONS):
        return ALLOW
    return deny("standing_conversations")


def can_change_still(viewer: Viewer, published_at: datetime) -> Verdict:
    """Whether the time in which authors may change a post is not over."""
    hours = limit(viewer, Limit.EDIT_HOURS)
    if hours >= NO_LIMIT or clock.now() < published_at + timedelta(hours=hours):
        return ALLOW
    return deny("standing_edit_hours")


def can_rise(user: User, now: datetime) -> Verdict:
    """Whether the member's standing may go up: not while, or soon after, they are kept away."""
    until = [moment for moment in (user.silenced_until, user.suspended_until) if moment]
    if until and max(until) + timedelta(days=PENALTY_DAYS.get()) > now:
        return deny("standing_penalty")
    return ALLOW


def can_change_rules(viewer: Viewer) -> Verdict:
    """Whether the viewer may change what standing asks for and what it allows."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_decide(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may lock the standing of a member, and make a leader of them."""
    if not viewer.is_staff:
        return deny("staff_only")
    if viewer.id == user.id:
        return deny("own_standing")
    if user.deactivated_at is not None:
        return deny("left")
    return deny("standing_of_team") if user.is_staff else ALLOW


def can_make_leader(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may make the member a leader: out of regulars."""
    verdict = can_decide(viewer, user)
    if verdict and user.standing != Standing.REGULAR:
        return deny("no_regular")
    return verdict
