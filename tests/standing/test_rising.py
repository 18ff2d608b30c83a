"""Up at once by what somebody did, down softly, and what staff decide beside it."""

import threading
from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts import queries as people
from forum.accounts.models import Standing
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.activity.tasks import settle
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.standing import actions, queries
from forum.standing.actions import settling
from forum.standing.criteria import STEPS, Requirement
from forum.standing.derived import differences
from forum.standing.models import StandingState
from forum.standing.signals import StandingChanged
from tests.support import make
from tests.support.together import all_at_once

LONG_AGO = timedelta(days=400)


@pytest.fixture
def heard(app, monkeypatch):
    """Every change of standing that is announced."""
    told = []
    bus = app.extensions["bus"]
    handlers = [*bus.handlers[StandingChanged], told.append]
    monkeypatch.setitem(bus.handlers, StandingChanged, handlers)
    return told


def newcomer(**given):
    return make.member(standing=Standing.NEW, **given)


def visit(member, days, *, ago=0):
    """The member was here on so many days, the last of them so many days ago."""
    for day in range(days):
        at = clock.now() - timedelta(days=ago + day)
        activity.record(DeedKind.VISITED, member.id, Thing("member", member.id), at=at)


def write(member, times, *, to=None, ago=0):
    """The member wrote replies; the number of a thing tells them apart."""
    at = clock.now() - timedelta(days=ago)
    for number in range(times):
        thing = Thing("post", 10_000 * member.id + number)
        activity.record(
            DeedKind.REPLIED, member.id, thing, to_id=to.id if to else None, at=at, size=50
        )


def settled(*members):
    settle({})
    db.session.expire_all()
    return [str(member.standing) for member in members]


def ask(standing, *requirements):
    actions.ask_for(make.admin(), standing, requirements)


def test_who_has_what_basic_asks_for_is_basic_at_once(app, heard):
    member = newcomer()
    visit(member, 2)
    write(member, 3)

    assert settled(member) == ["basic"]
    assert heard == [StandingChanged(member.id, Standing.NEW, Standing.BASIC)]
    assert list(differences()) == []


def test_one_text_less_is_not_enough(app, heard):
    member = newcomer()
    visit(member, 2)
    write(member, 2)

    assert settled(member) == ["new"]
    assert heard == []


def test_a_step_asks_for_all_steps_below_it(app):
    ask(Standing.MEMBER, Requirement("posts", 1))
    one, other = newcomer(), newcomer()
    write(one, 1)
    visit(other, 2)
    write(other, 3)

    assert settled(one, other) == ["new", "member"]


def test_what_lies_too_long_back_does_not_count_in_a_window(app):
    ask(Standing.BASIC, Requirement("posts", 2, 100))
    late, early = newcomer(), newcomer()
    write(late, 2)
    write(early, 2, ago=101)

    assert settled(late, early) == ["basic", "new"]


@pytest.mark.parametrize("kept_away", ["silenced_until", "suspended_until"])
def test_who_was_kept_away_lately_does_not_rise(app, kept_away):
    ask(Standing.BASIC, Requirement("posts", 1))
    lately = newcomer(**{kept_away: clock.now() - timedelta(days=29)})
    before = newcomer(**{kept_away: clock.now() - timedelta(days=31)})
    write(lately, 1)
    write(before, 1)

    assert settled(lately, before) == ["new", "basic"]
    assert list(differences()) == []


def test_who_lacks_something_keeps_their_standing_for_a_while(app, heard):
    member = make.member(standing=Standing.BASIC)
    actions.look_at(None)
    db.session.expire_all()

    until = queries.state_of(member.id).grace_until
    assert timedelta(days=13) < until - clock.now() < timedelta(days=15)
    assert settled(member) == ["basic"]
    assert heard == []


def test_after_the_grace_it_is_one_step_down_and_a_new_grace(app, heard):
    member = make.member(standing=Standing.REGULAR)
    actions.look_at(None)
    past_grace(member)
    assert any("grace" in told for told in differences())
    actions.look_at(None)
    db.session.expire_all()

    assert member.standing == "member"
    assert heard == [StandingChanged(member.id, Standing.REGULAR, Standing.MEMBER)]
    assert queries.state_of(member.id).grace_until is None
    actions.look_at(None)
    assert queries.state_of(member.id).grace_until is not None


def test_who_has_it_all_again_has_no_grace_any_more(app):
    member = make.member(standing=Standing.BASIC)
    actions.look_at(None)
    visit(member, 2)
    write(member, 3)

    assert settled(member) == ["basic"]
    assert queries.state_of(member.id).grace_until is None


def past_grace(member):
    with transaction():
        queries.state_of(member.id).grace_until = clock.now() - timedelta(days=2)


def test_a_deed_that_is_taken_back_counts_no_longer(app):
    ask(Standing.BASIC, Requirement("posts", 1))
    member = newcomer()
    write(member, 1)
    assert settled(member) == ["basic"]
    activity.reverse(Thing("post", 10_000 * member.id), by_id=None)

    assert settled(member) == ["basic"]
    assert queries.state_of(member.id).grace_until is not None


def test_somebody_without_what_they_earned_is_found_and_put_right(app):
    member = newcomer()
    visit(member, 2, ago=3)
    write(member, 3, ago=3)
    settle({})
    with transaction():
        db.session.get(type(member), member.id).standing = Standing.NEW

    assert list(differences()) == [f"member {member.id} is new and has earned to be basic"]
    actions.rebuild()
    assert list(differences()) == []


def test_a_leader_without_a_word_of_staff_is_found(app):
    member = make.member(standing=Standing.LEADER)

    assert list(differences()) == [
        f"member {member.id} is leader, has earned less, and was given no grace",
        f"member {member.id} is leader and nobody of staff has made them one",
    ]


def test_somebody_with_more_than_they_earned_and_no_grace_is_found_and_put_right(app):
    member = make.member(standing=Standing.MEMBER)

    told = f"member {member.id} is member, has earned less, and was given no grace"
    assert list(differences()) == [told]
    actions.rebuild()
    assert list(differences()) == []


def test_grace_of_somebody_who_earns_what_they_have_is_found_and_put_right(app):
    member = newcomer()
    visit(member, 2, ago=3)
    write(member, 3, ago=3)
    settle({})
    make.save(StandingState(user_id=member.id, grace_until=clock.now() + timedelta(days=9)))

    told = f"member {member.id} is basic, has earned it, and is given grace all the same"
    assert list(differences()) == [told]
    actions.rebuild()
    assert list(differences()) == []


def test_staff_make_a_leader_of_a_regular(app, heard):
    staff, member = make.moderator(), make.member(standing=Standing.REGULAR)
    actions.make_leader(staff, member)

    assert heard == [StandingChanged(member.id, Standing.REGULAR, Standing.LEADER)]
    with pytest.raises(Refused) as refused:
        actions.make_leader(staff, make.member())
    assert refused.value.verdict.reason == "no_regular"


def test_a_leader_who_is_no_regular_any_more_is_not_made_one_again_by_counting(app):
    member = make.member(standing=Standing.REGULAR)
    actions.make_leader(make.moderator(), member)
    actions.look_at(None)
    past_grace(member)
    actions.look_at(None)
    db.session.expire_all()

    assert member.standing == "regular"
    assert queries.state_of(member.id).leader_at is None


def test_a_leader_is_let_go_by_staff(app):
    staff, member = make.moderator(), make.member(standing=Standing.REGULAR)
    actions.make_leader(staff, member)
    actions.end_leader(staff, member)

    assert member.standing == "regular"


def test_a_locked_standing_stays_until_it_is_let_go(app):
    staff, member = make.moderator(), newcomer()
    actions.lock(staff, member, Standing.NEW, reason="Wait and see.")
    visit(member, 2)
    write(member, 3)
    assert settled(member) == ["new"]
    assert list(differences()) == []

    actions.unlock(staff, member)

    db.session.expire_all()
    assert member.standing == "basic"
    assert queries.state_of(member.id).reason == ""


def test_a_lock_needs_a_reason_and_somebody_else(app):
    staff, member = make.moderator(), make.member()

    with pytest.raises(Invalid):
        actions.lock(staff, member, Standing.NEW, reason="  ")
    with pytest.raises(Refused):
        actions.lock(make.member(), member, Standing.NEW, reason="No.")
    with pytest.raises(Refused):
        actions.lock(staff, staff, Standing.LEADER, reason="Me.")
    with pytest.raises(Refused):
        actions.lock(staff, make.admin(), Standing.NEW, reason="You.")


def test_the_first_look_is_no_news(app, heard):
    member = newcomer()
    visit(member, 2)
    write(member, 3)
    actions.begin()
    db.session.expire_all()

    assert member.standing == "basic"
    assert heard == []


def test_who_wrote_on_a_day_was_here(app):
    ask(Standing.BASIC, Requirement("days_active", 2))
    member = newcomer()
    write(member, 1, ago=1)
    visit(member, 1)

    assert settled(member) == ["basic"]


def test_what_staff_decided_about_one_account_is_not_shaken_off_by_a_merge(app):
    staff, old, new = make.moderator(), newcomer(), make.member(standing=Standing.BASIC)
    actions.look_at([new.id])
    assert queries.state_of(new.id).grace_until
    actions.lock(staff, old, Standing.NEW, reason="Wait and see.")

    accounts.merge_members(make.admin(), old, new)

    db.session.expire_all()
    state = queries.state_of(new.id)
    assert (new.standing, state.reason, state.locked_by_id) == ("new", "Wait and see.", staff.id)
    assert queries.state_of(old.id) is None


def test_a_leader_stays_one_after_a_merge(app):
    old, new = make.member(standing=Standing.REGULAR), newcomer()
    for standing in STEPS:
        ask(standing, Requirement("posts", 1))
    write(old, 1)
    actions.make_leader(make.moderator(), old)
    make.save(StandingState(user_id=new.id, reason=""))

    accounts.merge_members(make.admin(), old, new)

    assert settled(new) == ["leader"]
    assert list(differences()) == []


def test_nobody_decides_about_who_has_left(app):
    with pytest.raises(Refused, match="left"):
        actions.lock(make.moderator(), newcomer(deactivated_at=clock.now()), "new", reason="No.")


def test_what_staff_decide_while_the_worker_looks_stays(app, monkeypatch):
    staff, member = make.moderator().id, newcomer()
    visit(member, 2)
    write(member, 3)
    member_id = member.id
    looks, decided = threading.Event(), threading.Event()
    real = settling.decide

    def slowly(subject, now):
        looks.set()
        decided.wait(1)
        return real(subject, now)

    monkeypatch.setattr(settling, "decide", slowly)

    def act(which):
        if which == 0:
            return settle({})
        looks.wait(10)
        somebody, other = (people.fresh_member(one) for one in (staff, member_id))
        actions.lock(somebody, other, Standing.NEW, reason="Wait and see.")
        return decided.set()

    all_at_once(app, 2, act)

    assert people.fresh_member(member_id).standing == "new"
