"""Leaving for good: asked for, taken back, and carried out, whole or not at all."""

import itertools
import logging
from datetime import timedelta

from sqlalchemy import delete, select

from forum.accounts import emails, farewell, leavings, names, policy, queries
from forum.accounts.actions.sessions import end_all_sessions
from forum.accounts.models import (
    EmailChange,
    Fate,
    Leaving,
    ListStyle,
    MergedMember,
    OneTimeLink,
    Role,
    Session,
    Theme,
    User,
)
from forum.accounts.settings import LEAVING_DAYS
from forum.accounts.signals import LeavingAsked, LeavingTakenBack, MemberLeft, RoleChanged
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.handover import let_go
from forum.kernel.leaving import go_on_or_leave
from forum.kernel.manifest import Leaver
from forum.kernel.policy import Refused, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.mail import actions as mail

log = logging.getLogger(__name__)
LEAVE_JOB = "accounts.leave"


@action
def ask_to_leave(member: User, fate: Fate) -> Leaving:
    """Let a member leave when the days of grace are over. The caller has compared the password."""
    wait_for_turn("roles")
    user = queries.held_member(member.id)
    require(policy.can_leave(user))
    return _ask(user, fate, by=None, reason="")


@action
def see_off(admin: User, user: User, fate: Fate, *, reason: str) -> Leaving:
    """The same on the member's request, by an admin, who says how they know."""
    wait_for_turn("roles")
    user = queries.held_member(user.id)
    require(policy.can_see_off(queries.fresh_member(admin.id), user))
    return _ask(user, fate, by=admin, reason=reason)


@action
def stay(actor: User, user: User) -> bool:
    """Take it back, as long as nothing has been carried out; says whether there was anything."""
    if leavings.leaving_of(user) is None:
        return False
    wait_for_turn("roles")
    leaving = leavings.leaving_of(user)
    if leaving is None or leaving.closed_at is not None:
        return False
    db.session.delete(leaving)
    announce(LeavingTakenBack(user.id, actor.id))
    return True


def carry_out(user_id: int) -> bool:
    """Let a member go whose time has come, in steps; begun anew, it goes on where it stopped.

    Says whether everything is done.
    """
    leaver = _close(user_id)
    if leaver is None:
        return False
    for parting in leavings.partings():
        while parting.step(leaver):
            go_on_or_leave()
    _note_done(user_id)
    return True


def leave_now(member: User) -> bool:
    """Let somebody go at once who has asked for it, where there are no days of grace."""
    return carry_out(member.id)


def finish_leavings() -> int:
    """Carry on what was left half done, and take out what was written meanwhile; how many."""
    due = leavings.unfinished()
    for user_id in due:
        try:
            carry_out(user_id)
        except Refused:
            # Nobody else can run the site by now: this one waits, and keeps no other back.
            log.warning("member %d is the last admin, and cannot leave", user_id)
    for leaving in leavings.lately():
        _let_go_again(leaving.user_id)
    return len(due)


def _ask(user: User, fate: Fate, *, by: User | None, reason: str) -> Leaving:
    due_at = clock.now() + timedelta(days=LEAVING_DAYS.get())
    leaving = leavings.leaving_of(user) or Leaving(user_id=user.id)
    leaving.fate, leaving.due_at, leaving.asked_at = fate, due_at, clock.now()
    leaving.by_id = by.id if by else None
    db.session.add(leaving)
    end_all_sessions(user)
    announce(LeavingAsked(user.id, (by or user).id, fate.value, reason))
    jobs.enqueue(LEAVE_JOB, {"user": user.id}, run_at=due_at)
    return leaving


@action
def _close(user_id: int) -> Leaver | None:
    """Take the name, the address and all rows of the member away; once only."""
    wait_for_turn("roles")
    user = queries.held_member(user_id)
    leaving = leavings.leaving_of(user)
    if leaving is None or leaving.due_at > clock.now() or leaving.done_at is not None:
        return None
    if leaving.closed_at is None:
        _take_everything(user, leaving)
    return Leaver(user_id, leaving.fate, tuple(leaving.names))


def _take_everything(user: User, leaving: Leaving) -> None:
    if leavings.is_last_admin(user):
        raise Refused(policy.can_leave(user))
    if user.role != Role.MEMBER:
        announce(RoleChanged(user.id, leaving.by_id, user.role, Role.MEMBER.value))
    accounts = leavings.members_of(user)
    leaving.names = [account.username for account in accounts]
    leaving.closed_at = clock.now()
    for account in accounts:
        _forget_addresses(account)
        let_go(Session.user_id, OneTimeLink.user_id, EmailChange.user_id, of=account.id)
        _make_nameless(account)
        if account.id != user.id:
            part = Leaving(user_id=account.id, fate=leaving.fate, due_at=leaving.due_at)
            part.closed_at = part.done_at = leaving.closed_at
            db.session.add(part)
    db.session.execute(delete(MergedMember).where(MergedMember.into_id == user.id))
    db.session.flush()
    announce(MemberLeft(user.id, leaving.fate))


def _forget_addresses(user: User) -> None:
    changes = select(EmailChange.new_email).where(EmailChange.user_id == user.id)
    mail.forget_addresses({user.email, *db.session.scalars(changes)})


def _make_nameless(user: User) -> None:
    """The row stays, so that what points to it goes on to; it says nothing of anybody."""
    user.username = _free_name(user)
    user.name_key, user.skeleton = names.fold(user.username), names.skeleton(user.username)
    user.display_name = farewell.name()
    user.email, user.email_confirmed_at, user.password_hash = emails.nowhere(), None, None
    user.role, user.tier, user.tier_rank, user.perks = Role.MEMBER, "", 0, {}
    user.deactivated_at = user.deactivated_at or clock.now()
    user.silenced_until = user.suspended_until = user.warned_at = user.last_seen_at = None
    user.trained_until = None
    user.locale = user.time_zone = user.avatar = None
    user.theme, user.list_style, user.hue = Theme.SYSTEM, ListStyle.PAGES, 1
    user.bio = user.bio_html = user.place = ""
    user.links, user.guidelines_accepted = [], 0


def _free_name(user: User) -> str:
    tries = (f"former-{user.id}-{number}" for number in itertools.count(2))
    wanted = itertools.chain([f"former-{user.id}"], tries)
    return next(name for name in wanted if not queries.is_name_taken(name, but_by=user.id))


@action
def _note_done(user_id: int) -> None:
    leaving = db.session.get_one(Leaving, user_id, populate_existing=True)
    leaving.done_at, leaving.names = clock.now(), []


@action
def _let_go_again(user_id: int) -> None:
    """Who was still writing on another connection may have left a row behind."""
    leaving = db.session.get_one(Leaving, user_id)
    let_go(Session.user_id, OneTimeLink.user_id, EmailChange.user_id, of=user_id)
    announce(MemberLeft(user_id, leaving.fate))
    for parting in leavings.partings():
        while parting.step(Leaver(user_id, leaving.fate, ())):
            pass
