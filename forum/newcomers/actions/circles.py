"""Inner circles: made, filled by hand or by a rule, looked at again, and ended."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import actions as channels
from forum.channels import queries as rooms
from forum.channels.models import Audience, Visibility
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.newcomers import policy, queries
from forum.newcomers.models import Circle, CircleMember, CircleOut
from forum.newcomers.signals import CircleReviewDue

TURN = "newcomers.circles"


@dataclass(frozen=True)
class CirclePlan:
    """What is decided about a circle. The name and the note are for staff alone."""

    name: str
    note: str = ""
    review_days: int = 90
    fill_percent: int = 0


@action
def create_circle(admin: User, plan: CirclePlan, *, room: str) -> Circle:
    """Make a circle with a hidden channel that its members see under the name `room`.

    Raises Invalid.
    """
    require(policy.can_arrange(admin))
    _check(plan)
    if not room.strip():
        raise Invalid("room", "no_words")
    secret = Visibility.SECRET
    look = channels.Plan(name=room, visibility=secret, starts=Audience.STAFF, icon="users")
    channel = channels.create(admin, look)
    circle = Circle(channel=channel, created_by_id=admin.id)
    _write(circle, plan)
    db.session.add(circle)
    db.session.flush()
    audit.record(admin, "newcomers.create_circle", "circle", circle.id, after=_facts(plan))
    return circle


@action
def change_circle(admin: User, circle: Circle, plan: CirclePlan) -> None:
    """Decide anew about a circle; review dates that are set stay. Raises Invalid."""
    require(policy.can_arrange(admin))
    require(policy.can_pick(admin, circle))
    _check(plan)
    _write(circle, plan)
    audit.record(admin, "newcomers.change_circle", "circle", circle.id, after=_facts(plan))


@action
def pick(staff: User, circle: Circle, member: User) -> CircleMember:
    """Take a member into a circle, silently; who is in it stays as they are."""
    require(policy.can_pick(staff, circle))
    require(policy.can_be_picked(member))
    wait_for_turn(TURN)
    place = queries.place_in_circle(circle, member.id)
    if place is None:
        place = _let_in(staff, circle, member)
        here = CircleOut.circle_id == circle.id, CircleOut.user_id == member.id
        db.session.execute(delete(CircleOut).where(*here))
        _record(staff, "newcomers.pick", circle, member.id)
    return place


@action
def keep(staff: User, place: CircleMember) -> None:
    """Somebody's place was looked at and stays, until the next review."""
    require(policy.can_pick(staff, place.circle))
    place.review_at = clock.now() + timedelta(days=place.circle.review_days)
    _record(staff, "newcomers.keep", place.circle, place.user_id)


@action
def take_out(staff: User, place: CircleMember) -> None:
    """Take somebody out of a circle, silently."""
    require(policy.can_pick(staff, place.circle))
    _record(staff, "newcomers.take_out", place.circle, place.user_id)
    _leave_out(place)
    _release(place.circle, place)


@action
def end_circle(admin: User, circle: Circle) -> None:
    """End a circle: its members leave its channel, which is kept for the team to read."""
    require(policy.can_arrange(admin))
    require(policy.can_pick(admin, circle))
    for place in queries.all_places(circle):
        _release(circle, place)
    circle.ended_at, circle.ended_by_id = clock.now(), admin.id
    channels.archive(admin, circle.channel)
    audit.record(admin, "newcomers.end_circle", "circle", circle.id)


@action
def note_left(channel_id: int, user_id: int) -> None:
    """Somebody is in the channel of a circle no more, and so neither in the circle."""
    for place in queries.places_behind(channel_id, user_id):
        _leave_out(place)
        db.session.delete(place)


@action
def fill_circles() -> int:
    """Take in by the rule who helped most lately; returns how many. Nobody is taken out by it, and
    who was taken out or left comes back by hand alone."""
    wait_for_turn(TURN)
    added = 0
    for circle in queries.circles():
        if circle.ended_at is None and circle.fill_percent:
            best = queries.helpful(circle.fill_percent)
            known = queries.members_among(circle, best) | queries.left_out(circle, best)
            found = accounts.members_by_ids(set(best) - known)
            for user_id in sorted(found):
                _let_in(None, circle, found[user_id])
            added += len(found)
    return added


@action
def note_reviews() -> int:
    """Tell of circles in which more places are due than were told; returns how many."""
    told = 0
    due = queries.due()
    for circle in queries.circles():
        if circle.id in due and (circle.told_at is None or due[circle.id][1] > circle.told_at):
            circle.told_at = clock.now()
            announce(CircleReviewDue(circle.id))
            told += 1
    return told


def _let_in(staff: User | None, circle: Circle, member: User) -> CircleMember:
    place = CircleMember(circle=circle, user=member)
    place.added_by_id = staff.id if staff else None
    place.review_at = clock.now() + timedelta(days=circle.review_days)
    db.session.add(place)
    db.session.flush()
    channels.admit(staff, circle.channel, member, source=queries.source_of_seat(circle))
    return place


def _leave_out(place: CircleMember) -> None:
    row = insert(CircleOut).values(circle_id=place.circle_id, user_id=place.user_id, at=clock.now())
    db.session.execute(row.on_conflict_do_nothing(index_elements=["circle_id", "user_id"]))


def _release(circle: Circle, place: CircleMember) -> None:
    """End a place, and with it the seat that came with it; another seat stays."""
    seat = rooms.place_of(place.user, circle.channel)
    db.session.delete(place)
    db.session.flush()
    if seat is not None and seat.source == queries.source_of_seat(circle):
        channels.release(seat)


def _check(plan: CirclePlan) -> None:
    if not plan.name.strip():
        raise Invalid("name", "no_words")
    if len(plan.name) > policy.LONGEST_NAME:
        raise Invalid("name", "too_long", most=policy.LONGEST_NAME)
    if len(plan.note) > policy.LONGEST_NOTE:
        raise Invalid("note", "too_long", most=policy.LONGEST_NOTE)
    days = policy.REVIEW_DAYS
    if plan.review_days not in days:
        raise Invalid("review_days", "out_of_range", least=days.start, most=days.stop - 1)
    if not 0 <= plan.fill_percent <= policy.MOST_PERCENT:
        raise Invalid("fill_percent", "out_of_range", least=0, most=policy.MOST_PERCENT)


def _write(circle: Circle, plan: CirclePlan) -> None:
    circle.name, circle.note = plan.name.strip(), plan.note.strip()
    circle.review_days, circle.fill_percent = plan.review_days, plan.fill_percent


def _facts(plan: CirclePlan) -> dict[str, object]:
    return {"name": plan.name, "review_days": plan.review_days, "fill": plan.fill_percent}


def _record(staff: User, verb: str, circle: Circle, user_id: int) -> None:
    audit.record(staff, verb, "circle", circle.id, after={"user_id": user_id})
