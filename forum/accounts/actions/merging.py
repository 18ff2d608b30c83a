"""Making one member out of two accounts, with everything that belongs to either."""

from datetime import datetime

from sqlalchemy import delete, update

from forum.accounts import emails, merges, policy, queries
from forum.accounts.actions.sessions import end_all_sessions
from forum.accounts.models import EmailChange, Leaving, MergedMember, OneTimeLink, User
from forum.accounts.signals import MembersMerged
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.handover import hand_over
from forum.kernel.policy import require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action

DECIDED = (User.approved_by_id, MergedMember.by_id, Leaving.by_id)


@action
def merge_members(admin: User, source: User, into: User) -> None:
    """Let everything of the source belong to the other member.

    The source is closed: its name leads to the other and stays taken, its address is free again.
    Refused unless the source is a plain member that is not merged yet.
    """
    wait_for_turn("merge")
    source, into = (queries.held_member(user_id) for user_id in (source.id, into.id))
    require(policy.can_merge(queries.fresh_member(admin.id), source, into))
    end_all_sessions(source)
    for owned in (OneTimeLink, EmailChange):
        db.session.execute(delete(owned).where(owned.user_id == source.id))
    earlier = update(MergedMember).where(MergedMember.into_id == source.id)
    db.session.execute(earlier.values(into_id=into.id))
    _bring_together(source, into)
    _close(source)
    db.session.execute(delete(Leaving).where(Leaving.user_id == source.id))
    db.session.add(MergedMember(from_id=source.id, into_id=into.id, by_id=admin.id))
    db.session.flush()
    hand_over(*DECIDED, from_id=source.id, into_id=into.id)
    announce(MembersMerged(source.id, into.id, admin.id))


@action
def finish_merges() -> int:
    """Hand over what was written while two accounts were merged; returns how many had something.

    Somebody who was still writing then may leave a row behind, and so may a listener that failed.
    """
    unfinished = {merge.from_id: merge for _, merge in merges.left_behind()}
    for merge in unfinished.values():
        announce(MembersMerged(merge.from_id, merge.into_id, merge.by_id))
    return len(unfinished)


def _bring_together(source: User, into: User) -> None:
    """What is true of the one person: here since the first day, seen last when seen last.

    What keeps somebody from writing or from coming in is not shaken off by a merge.
    """
    into.created_at = min(source.created_at, into.created_at)
    into.caught_up_at = max(source.caught_up_at, into.caught_up_at)
    into.last_seen_at = _latest(source.last_seen_at, into.last_seen_at)
    into.silenced_until = _latest(source.silenced_until, into.silenced_until)
    into.suspended_until = _latest(source.suspended_until, into.suspended_until)
    into.warned_at = _latest(source.warned_at, into.warned_at)
    if not into.bio:
        into.bio, into.bio_html = source.bio, source.bio_html
        source.bio = source.bio_html = ""
    if into.avatar is None:
        into.avatar, source.avatar = source.avatar, None
    into.place = into.place or source.place
    into.links = into.links or source.links


def _close(source: User) -> None:
    source.email = emails.nowhere()
    source.email_confirmed_at = None
    source.password_hash = None
    source.place = ""
    source.links = []
    source.deactivated_at = source.deactivated_at or clock.now()


def _latest(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)
