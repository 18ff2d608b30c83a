"""Links by which people come: made, used, ended; and sources that are paused."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.activity.queries import day_of
from forum.audit import actions as audit
from forum.kernel import clock, tokens
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.newcomers import policy, queries
from forum.newcomers.models import Invitation, InvitationSource, InvitedMember
from forum.newcomers.signals import InvitedMemberActive, SourcePaused


@action
def invite(member: User, *, days: int | None = None, most_uses: int | None = None) -> Invitation:
    """Make a link of one's own, which ends after so many days or uses. Raises Invalid."""
    wait_for_turn("newcomers.invite")
    source = queries.source_of(member)
    links = sum(1 for link in queries.invitations_of(member) if link.is_open)
    require(policy.can_invite(member, source, links=links))
    if source is None:
        source = InvitationSource(member_id=member.id)
        db.session.add(source)
        db.session.flush()
    return _link(member, source, expires_at=_in_days(days), most_uses=most_uses)


@action
def open_campaign(
    staff: User, name: str, *, expires_at: datetime | None = None, most_uses: int | None = None
) -> Invitation:
    """Make a link for a campaign; one of the same name gets one more. Raises Invalid."""
    require(policy.can_campaign(staff))
    said = name.strip()
    if not said:
        raise Invalid("name", "no_words")
    if len(said) > policy.LONGEST_NAME:
        raise Invalid("name", "too_long", most=policy.LONGEST_NAME)
    wait_for_turn("newcomers.invite")
    source = queries.campaign_called(said)
    if source is not None and source.is_paused:
        raise Invalid("name", "paused")
    if source is None:
        source = InvitationSource(name=said)
        db.session.add(source)
        db.session.flush()
    link = _link(staff, source, expires_at=expires_at, most_uses=most_uses)
    audit.record(staff, "newcomers.open_campaign", "invitation", link.id, after={"name": said})
    return link


@action
def end_link(actor: User, invitation: Invitation) -> None:
    """Let nobody come by this link any more; who ends it twice changes nothing."""
    require(policy.can_end(actor, invitation))
    if invitation.ended_at is not None:
        return
    invitation.ended_at = clock.now()
    if invitation.source.member_id != actor.id:
        audit.record(actor, "newcomers.end_link", "invitation", invitation.id)


@action
def note_arrival(user_id: int) -> None:
    """Somebody may come in: keep by which link they came, if it is one that is open."""
    user = accounts.member_by_id(user_id)
    if user is None or not user.came_by or queries.is_invited(user_id):
        return
    try:
        invitation = queries.invitation_at(user.came_by)
    except NotFound:
        return
    if not invitation.is_open or invitation.source.member_id == user_id:
        return
    if not _use(invitation):
        return
    now = clock.now()
    invited = InvitedMember(user_id=user_id, invitation_id=invitation.id)
    invited.joined_at, invited.joined_day = now, day_of(now)
    db.session.add(invited)
    db.session.flush()


@action
def note_active() -> int:
    """Write down who has been here on seven days since they were invited; returns how many."""
    found = queries.became_active()
    for invited, inviter_id in found:
        invited.active_at = clock.now()
        if inviter_id is not None:
            came = Thing("member", invited.user_id)
            activity.record(DeedKind.INVITED, inviter_id, came, to_id=invited.user_id)
            announce(InvitedMemberActive(invited.invitation_id, inviter_id, invited.user_id))
    return len(found)


@action
def judge_sources() -> int:
    """Pause sources whose people break rules far more often than others; returns how many."""
    bad = set(queries.too_bad())
    found = [one for one in queries.all_sources() if one.id in bad]
    found = [one for one in found if not one.is_paused and one.kept_at is None]
    for source in found:
        source.paused_at = clock.now()
        announce(SourcePaused(source.id))
    return len(found)


@action
def pause(staff: User, source: InvitationSource) -> None:
    """Let the links of a source count nobody for now."""
    require(policy.can_campaign(staff))
    if not source.is_paused:
        source.paused_at, source.paused_by_id = clock.now(), staff.id
        audit.record(staff, "newcomers.pause_source", "invitation_source", source.id)


@action
def resume(staff: User, source: InvitationSource) -> None:
    """Let the links of a source count again; from now on only staff pause it."""
    require(policy.can_campaign(staff))
    if source.is_paused:
        source.paused_at = source.paused_by_id = None
        source.kept_at, source.kept_by_id = clock.now(), staff.id
        audit.record(staff, "newcomers.resume_source", "invitation_source", source.id)


def _use(invitation: Invitation) -> bool:
    """One more has come by the link; whether there was room. Several may come at once."""
    room = or_(Invitation.most_uses.is_(None), Invitation.uses < Invitation.most_uses)
    more = update(Invitation).where(Invitation.id == invitation.id, room)
    used = more.values(uses=Invitation.uses + 1).returning(Invitation.uses)
    return db.session.scalar(used) is not None


def _link(
    author: User,
    source: InvitationSource,
    *,
    expires_at: datetime | None,
    most_uses: int | None,
) -> Invitation:
    if most_uses is not None and not 1 <= most_uses <= policy.MOST_USES:
        raise Invalid("most_uses", "out_of_range", least=1, most=policy.MOST_USES)
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid("until", "past")
    link = Invitation(source=source, author_id=author.id, code=tokens.new_public_id())
    link.expires_at, link.most_uses = expires_at, most_uses
    db.session.add(link)
    db.session.flush()
    return link


def _in_days(days: int | None) -> datetime | None:
    return clock.now() + timedelta(days=days) if days else None
