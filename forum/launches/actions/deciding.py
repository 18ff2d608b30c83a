"""From a draft to a launch that runs by itself, and what can be done about it then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.launches import gates, policy, queries
from forum.launches.actions import giving, settling, shuffling
from forum.launches.actions.telling import Told, note
from forum.launches.lacking import lacking
from forum.launches.models import Launch, LaunchState, LaunchWindow
from forum.launches.signals import (
    LaunchApproved,
    LaunchGivenBack,
    LaunchStopped,
    LaunchSubmitted,
)


@dataclass(frozen=True)
class More:
    """What a launch that has been approved can be given: later closings, more stock."""

    closes_at: dict[int, datetime]
    stock_total: int | None = None


@action
def submit(admin: User, launch: Launch) -> None:
    """Ask a second person to approve. Raises Invalid when something is missing."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    windows = queries.windows_of([launch.id])[launch.id]
    missing = lacking(launch, windows, clock.now())
    if missing:
        raise Invalid("launch", missing[0])
    launch.state, launch.submitted_by_id = LaunchState.IN_REVIEW, admin.id
    _tell(admin, launch, "submit")
    announce(LaunchSubmitted(launch.id, admin.id))


@action
def approve(admin: User, launch: Launch) -> None:
    """Let the launch open by itself at its times. Raises Invalid when they have passed."""
    settling.take_turn(launch)
    require(policy.can_approve(admin, launch, deciders=queries.deciders()))
    windows = queries.windows_of([launch.id])[launch.id]
    missing = lacking(launch, windows, clock.now())
    if missing:
        raise Invalid("launch", missing[0])
    launch.state = LaunchState.SCHEDULED
    launch.approved_at, launch.approved_by_id = clock.now(), admin.id
    shuffling.prepare(launch, windows)
    _tell(admin, launch, "approve")
    announce(LaunchApproved(launch.id, admin.id))


@action
def take_back(admin: User, launch: Launch) -> None:
    """Make it a draft again, before anything of it has opened. It is approved anew after that."""
    settling.take_turn(launch)
    windows = queries.windows_of([launch.id])[launch.id]
    require(policy.can_return(admin, launch, windows, clock.now()))
    if launch.state == LaunchState.IN_REVIEW and launch.submitted_by_id is not None:
        announce(LaunchGivenBack(launch.id, admin.id, launch.submitted_by_id))
    launch.state, launch.stopped_at, launch.note = LaunchState.DRAFT, None, ""
    launch.approved_at = launch.approved_by_id = launch.submitted_by_id = None
    shuffling.forget(launch)
    _tell(admin, launch, "take_back")


@action
def pause(admin: User, launch: Launch, note_to_all: str) -> None:
    """Let the clock of the launch stand still. Raises Invalid without words to the members."""
    settling.take_turn(launch)
    require(policy.can_run(admin, launch))
    words = _words(note_to_all)
    if launch.stopped_at is None:
        launch.stopped_at, launch.note = clock.now(), words
        _tell(admin, launch, "pause", told=Told.MEMBERS, note=words)
        announce(LaunchStopped(launch.id, is_cancelled=False))


@action
def resume(admin: User, launch: Launch) -> None:
    """Let the clock go on: all that was to come comes later by the time of the pause."""
    settling.take_turn(launch)
    require(policy.can_run(admin, launch))
    if launch.stopped_at is None:
        return
    # All that was due before the pause is as it was then.
    settling.settle(launch)
    began = launch.stopped_at
    pause_of = clock.now() - began
    for window in queries.windows_of([launch.id])[launch.id]:
        if window.opens_at > began:
            window.opens_at += pause_of
        if not gates.is_over(window.closes_at, began):
            window.closes_at += pause_of
    for name in ("teaser_at", "public_at"):
        if (moment := getattr(launch, name)) is not None and moment > began:
            setattr(launch, name, moment + pause_of)
    for entry in queries.offered(launch, began):
        entry.offer_expires_at = _later(entry.offer_expires_at, pause_of)
    launch.stopped_at, launch.note = None, ""
    giving.move_on()
    _tell(admin, launch, "resume", told=Told.MEMBERS, minutes=round(pause_of.total_seconds() / 60))


@action
def cancel(admin: User, launch: Launch, note_to_all: str) -> None:
    """Call it off for good, with words to the members. Raises Invalid without them."""
    settling.take_turn(launch)
    require(policy.can_cancel(admin, launch))
    words = _words(note_to_all) if launch.approved_at else note_to_all.strip()
    launch.stopped_at = gates.time_of(launch, clock.now())
    launch.state, launch.note = LaunchState.CANCELLED, words[: policy.LONGEST_NOTE]
    _tell(admin, launch, "cancel", told=Told.MEMBERS, note=words)
    announce(LaunchStopped(launch.id, is_cancelled=True))


@action
def give_more(admin: User, launch: Launch, more: More) -> None:
    """Close later or have more of it, in the open. Raises Invalid for anything less, and for later
    closings of a draw when entering has ended."""
    settling.settle(launch)
    require(policy.can_run(admin, launch))
    now = clock.now()
    windows = {one.id: one for one in queries.windows_of([launch.id])[launch.id]}
    for window_id, closes_at in more.closes_at.items():
        _close_later(admin, launch, windows[window_id], closes_at)
    if more.stock_total is not None and more.stock_total != launch.stock_total:
        _stock_up(admin, launch, more.stock_total, now)


def _close_later(admin: User, launch: Launch, window: LaunchWindow, closes_at: datetime) -> None:
    before = window.closes_at
    if closes_at == before:
        return
    if closes_at < before:
        raise Invalid(f"closes_at_{window.id}", "earlier")
    windows = queries.windows_of([launch.id])[launch.id]
    if policy.has_entering_ended(launch, windows, clock.now()):
        raise Invalid(f"closes_at_{window.id}", "entering_over")
    window.closes_at = closes_at
    facts = {"before": before.isoformat(), "after": closes_at.isoformat(), "window": window.id}
    _tell(admin, launch, "close_later", told=Told.MEMBERS, **facts)


def _stock_up(admin: User, launch: Launch, total: int, now: datetime) -> None:
    before = launch.stock_total
    if before is None or not before < total <= policy.MOST_STOCK:
        raise Invalid("stock_total", "fewer", least=before or 0)
    launch.stock_total = total
    db.session.flush()
    _tell(admin, launch, "add_stock", told=Told.MEMBERS, before=before, after=total)
    settling.serve(launch, total - before, gates.time_of(launch, now))


def _later(moment: datetime | None, by: timedelta) -> datetime | None:
    return moment + by if moment else None


def _words(note_to_all: str) -> str:
    words = note_to_all.strip()
    if not words:
        raise Invalid("note", "needed")
    if len(words) > policy.LONGEST_NOTE:
        raise Invalid("note", "too_long", most=policy.LONGEST_NOTE)
    return words


def _tell(
    admin: User, launch: Launch, what: str, *, told: Told = Told.TEAM, **facts: object
) -> None:
    note(launch, what, by=admin, facts=facts, told=told)
    audit.record(admin, f"launches.{what}", "launch", launch.id, after=facts)
