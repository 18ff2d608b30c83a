"""A draw from the first fingerprint to those who won, and what anybody can count again."""

import subprocess
import sys

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Fate
from forum.draws import actions, checks, fair, queries, showing
from forum.draws.models import Beacon, Draw
from forum.draws.tasks import settle
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.actions import More, Supply
from forum.launches.models import Allocation, EntryState, LaunchEntry
from tests.draws.drawn import CLOSED, NOON, draw, drawn, enter, people, to_draw
from tests.launches.launched import DAY, HOUR, LONG_AGO, MINUTE, SECOND, draft
from tests.support import make


def entries(launch):
    found = db.session.scalars(db.select(LaunchEntry).where(LaunchEntry.launch_id == launch.id))
    return {one.user_id: one for one in found}


def states(launch):
    return sorted(one.state for one in entries(launch).values())


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.verdict.reason


def test_the_fingerprint_is_published_before_anybody_enters_and_the_seed_is_not(app):
    launch = to_draw()
    found = queries.draw_of(launch.id)

    assert len(found.fingerprint) == 64
    assert found.seed == ""
    assert found.fingerprint not in found.sealed_seed
    assert db.session.scalar(db.select(db.func.count(Draw.id))) == 1


def test_entering_takes_nothing_and_entering_twice_is_one_entry(app):
    launch, (one, other) = to_draw(stock=1), people(2)
    enter(launch, [one, one, other])

    assert states(launch) == ["entered", "entered"]


def test_who_enters_takes_part_and_takes_nothing(app):
    launch, (one,) = to_draw(), people(1)
    enter(launch, [one])

    with clock.at(NOON + 2 * MINUTE):
        assert refused(lambda: launches.claim(one, launch)) == "launch_by_draw"
        assert refused(lambda: launches.join(one, launch)) == "launch_no_line"


def test_nobody_enters_before_or_after_its_time(app):
    launch, (one,) = to_draw(), people(1)

    with clock.at(NOON - SECOND):
        assert refused(lambda: launches.enter(one, launch)) == "launch_not_open"
    with clock.at(CLOSED):
        assert refused(lambda: launches.enter(one, launch)) == "launch_closed"
    with clock.at(CLOSED - SECOND):
        launches.enter(one, launch)


def test_so_many_win_as_there_are_and_the_rest_wait_in_their_order(app):
    found, _ = drawn(count=5, stock=2)
    ranked = sorted(entries(found.launch).values(), key=lambda one: one.rank)

    assert [one.state for one in ranked] == ["offered", "offered", "waiting", "waiting", "waiting"]
    assert [one.rank for one in ranked] == [1, 2, 3, 4, 5]
    assert [one.public_id for one in ranked] == [one.entry for one in queries.ranking_of(found)]


def test_it_is_drawn_when_the_last_second_is_over_and_not_before(app):
    launch = to_draw()
    enter(launch, people(3))
    with clock.at(CLOSED - SECOND):
        settle({})
    assert queries.held_draw(launch.id).frozen_at is None

    with clock.at(CLOSED):
        settle({})
        settle({})

    assert queries.held_draw(launch.id).drawn_at == CLOSED
    assert states(launch) == ["offered", "offered", "waiting"]


def test_drawing_late_comes_to_the_same(app):
    launch = to_draw()
    enter(launch, people(4))
    with clock.at(CLOSED + 3 * DAY):
        settle({})
    found = queries.held_draw(launch.id)

    assert [one.entry for one in queries.ranking_of(found)] == [
        one.public_id for one in sorted(entries(launch).values(), key=lambda one: one.rank)
    ]


def test_whoever_won_takes_theirs_although_entering_has_ended(app):
    found, everybody = drawn(count=3, stock=1)
    winner = next(one for one in everybody if entries(found.launch)[one.id].rank == 1)

    with clock.at(CLOSED + MINUTE):
        launches.claim(winner, found.launch)

    assert entries(found.launch)[winner.id].state == EntryState.CLAIMED


def test_what_is_not_taken_goes_to_the_next_of_the_reserve(app):
    found, everybody = drawn(count=3, stock=1)
    with clock.at(CLOSED + 10 * MINUTE + SECOND):
        launches.settle_all()
    by_rank = sorted(entries(found.launch).values(), key=lambda one: one.rank)
    assert [one.state for one in by_rank] == ["lapsed", "offered", "waiting"]

    second = next(one for one in everybody if one.id == by_rank[1].user_id)
    with clock.at(CLOSED + 11 * MINUTE):
        launches.leave(second, found.launch)

    assert [one.state for one in by_rank] == ["lapsed", "returned", "offered"]


def test_a_launch_without_entries_is_drawn_too(app):
    found = draw(to_draw())

    assert found.drawn_at == CLOSED
    assert queries.places_of(found) == []
    assert list(checks.counted_again()) == []


def test_the_published_script_comes_to_the_same_places(app, tmp_path):
    found, _ = drawn(count=12, stock=3)
    (tmp_path / "recount.py").write_text(showing.script())
    (tmp_path / "entries.csv").write_text(found.entries_file)

    told = subprocess.run(
        [sys.executable, "recount.py", found.seed, "", found.launch.slug, "entries.csv"],
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60,
    ).stdout.splitlines()  # fmt: skip

    assert told[0].endswith(found.fingerprint)
    assert told[1].endswith(found.entries_hash)
    places = queries.places_of(found)
    assert told[2:] == [f"{one.number} {one.public_id} {one.key}" for one in places]


def test_whoever_leaves_before_the_end_is_not_in_the_list(app):
    launch, (one, other) = to_draw(), people(2)
    enter(launch, [one, other])
    with clock.at(NOON + HOUR):
        launches.leave(one, launch)
    found = draw(launch)

    assert list(fair.read(found.entries_file)) == [entries(launch)[other.id].public_id]


def test_nobody_leaves_once_entering_has_ended_and_the_reserve_may_go_after_the_draw(app):
    launch, (one, other) = to_draw(stock=1), people(2)
    enter(launch, [one, other])
    with clock.at(CLOSED):
        with pytest.raises(Refused) as refused:
            launches.leave(one, launch)
        actions.settle(launch.id)
    found = queries.held_draw(launch.id)
    by_rank = sorted(entries(launch).values(), key=lambda some: some.rank)

    assert refused.value.verdict.reason == "draw_list_stands"
    assert len(fair.read(found.entries_file)) == 2
    # Whoever stands in the reserve, or was drawn, may go.
    reserve = next(some for some in (one, other) if some.id == by_rank[1].user_id)
    with clock.at(CLOSED + MINUTE):
        launches.leave(reserve, launch)
    assert entries(launch)[reserve.id].state == EntryState.LEFT


def test_whoever_is_struck_out_between_the_list_and_the_draw_stays_in_it_and_cannot_win(app):
    launch, everybody = with_number(3)
    one = everybody[0]
    with clock.at(CLOSED + MINUTE):
        with pytest.raises(Refused):
            launches.leave(one, launch)
        actions.strike(make.admin(), launch, entries(launch)[one.id], "Twice the same person.")
        actions.tell_number(make.admin(), launch, "12 34")
    found = queries.held_draw(launch.id)
    gone = entries(launch)[one.id]

    assert fair.read(found.entries_file)[gone.public_id] == 1
    assert found.struck == [gone.public_id]
    assert gone.state == EntryState.VOID
    assert states(launch) == ["offered", "offered", "void"]
    assert {p.outcome for p in queries.places_of(found)} == {"won", "void"}


def test_a_member_who_is_no_more_cannot_win_and_the_list_keeps_the_number(app):
    launch, everybody = with_number(3)
    number = entries(launch)[everybody[0].id].public_id
    accounts.ask_to_leave(everybody[0], Fate.DELETED)
    with clock.at(clock.now() + 30 * DAY):
        assert accounts.carry_out(everybody[0].id)
        actions.tell_number(make.admin(), launch, "7")
    found = queries.held_draw(launch.id)

    assert number in fair.read(found.entries_file)
    assert number in found.struck
    assert list(checks.counted_again()) == []


# ---- a public number beside the seed ----


def with_number(count):
    """A launch whose list is frozen and which waits for the number that decides too."""
    with clock.at(LONG_AGO):
        admin = make.admin()
    launch = to_draw()
    with clock.at(NOON - DAY):
        actions.plan(admin, launch, beacon=Beacon.NUMBER, rule="The lottery of 5 December")
    everybody = people(count)
    enter(launch, everybody)
    found = draw(launch)
    assert found.waits_for_number
    return launch, everybody


def test_with_a_public_number_it_waits_until_somebody_types_it_in(app):
    launch, _ = with_number(3)
    found = queries.held_draw(launch.id)
    assert found.entries_hash == fair.fingerprint(found.entries_file)
    assert found.seed == ""

    with clock.at(CLOSED + DAY):
        settle({})
        assert queries.held_draw(launch.id).drawn_at is None
        actions.tell_number(make.admin(), launch, " 03 14 15 ")

    found = queries.held_draw(launch.id)
    assert found.beacon_value == "031415"
    assert list(checks.counted_again()) == []


def test_two_accounts_may_become_one_while_it_waits_for_its_number_and_afterwards(app):
    launch, (one, two, three, four) = with_number(4)
    accounts.merge_members(make.admin(), one, two)
    with clock.at(CLOSED + DAY):
        actions.tell_number(make.admin(), launch, "031415")

    assert {place.outcome for place in places_of(launch)} == {"won", "reserve", "void"}
    assert states(launch) == ["offered", "offered", "waiting"]
    assert list(checks.counted_again()) == []
    accounts.merge_members(make.admin(), three, four)
    assert list(checks.counted_again()) == []


def places_of(launch):
    return queries.places_of(queries.held_draw(launch.id))


def test_nobody_comes_in_once_entering_has_ended(app):
    launch, _ = with_number(2)
    window = launched.windows_of([launch.id])[launch.id][0]
    with clock.at(CLOSED):
        later = More({window.id: NOON + 9 * HOUR})
        with pytest.raises(Invalid, match="entering_over"):
            launches.give_more(make.admin(), launch, later)
        launches.give_more(make.admin(), launch, More({window.id: window.closes_at}, 3))
    given = {"launch_id": launch.id, "user_id": people(1)[0].id, "window_id": window.id}
    make.save(LaunchEntry(**given, public_id="zzzzzzzzzz", state=EntryState.ENTERED))

    with clock.at(CLOSED + DAY):
        actions.tell_number(make.admin(), launch, "031415")

    assert states(launch) == ["entered", "offered", "offered"]


@pytest.mark.parametrize(
    ("stop", "reason"), [(launches.pause, "launch_paused"), (launches.cancel, "launch_over")]
)
def test_a_launch_that_stands_still_is_not_drawn_by_its_number(app, stop, reason):
    launch, _ = with_number(2)
    admin = make.admin()
    with clock.at(CLOSED + HOUR):
        stop(admin, launch, "zzThe kettle leaks.")

    assert refused(lambda: actions.tell_number(admin, launch, "1")) == reason
    assert states(launch) == ["entered", "entered"]


def test_what_is_not_drawn_any_more_is_left_alone(app, guest):
    launch = draft(supply=Supply(stock_total=2, allocation=Allocation.DRAW))
    with clock.at(NOON - DAY):
        actions.plan(make.admin(), launch, beacon=Beacon.NONE, rule="")
        launches.change_supply(make.admin(), launch, Supply(stock_total=2))
        launches.submit(make.admin(), launch)
        launches.approve(make.admin(), launch)

    with clock.at(CLOSED):
        settle({})
        assert guest.get(f"/launches/{launch.slug}/draw").status_code == 404
    assert queries.held_draw(launch.id).drawn_at is None


def test_what_cannot_be_drawn_holds_nobody_else_up(app, monkeypatch):
    lost, waits = to_draw(), with_number(1)[0]
    with transaction():
        queries.draw_of(lost.id).sealed_seed = "lost"
    last = to_draw()
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 2)

    with clock.at(CLOSED):
        settle({})

    found = [queries.held_draw(one.id).drawn_at for one in (lost, waits, last)]
    assert found == [None, None, CLOSED]


def test_the_number_is_typed_in_once_by_an_admin_and_only_where_it_was_announced(app):
    launch, _ = with_number(2)
    admin = make.admin()
    assert refused(lambda: actions.tell_number(make.moderator(), launch, "1")) == "admins_only"
    with pytest.raises(Invalid):
        actions.tell_number(admin, launch, "   ")
    with pytest.raises(Invalid):
        actions.tell_number(admin, launch, "1|2")
    actions.tell_number(admin, launch, "1")
    assert refused(lambda: actions.tell_number(admin, launch, "2")) == "draw_done"

    plain = to_draw()
    assert refused(lambda: actions.tell_number(admin, plain, "2")) == "draw_no_number"


def test_what_decides_is_not_changed_any_more_once_somebody_can_have_entered(app):
    launch, admin = to_draw(), make.admin()
    with clock.at(NOON - SECOND), pytest.raises(Invalid):
        actions.plan(admin, launch, beacon=Beacon.NUMBER, rule=" ")
    with clock.at(NOON):
        call = lambda: actions.plan(admin, launch, beacon=Beacon.NUMBER, rule="x")  # noqa: E731
        assert refused(call) == "launch_begun"
    with clock.at(NOON - SECOND):
        call = lambda: actions.plan(make.member(), launch, beacon=Beacon.NONE, rule="")  # noqa: E731
        assert refused(call) == "admins_only"


# ---- luck ----


def test_whoever_lost_has_one_more_ticket_and_whoever_won_begins_anew(app):
    everybody = people(3)
    first = to_draw(stock=1)
    enter(first, everybody)
    won = next(one.user_id for one in entries(draw(first).launch).values() if one.rank == 1)

    second = to_draw(stock=1)
    enter(second, everybody)
    draw(second)

    tickets = {user_id: one.tickets for user_id, one in entries(second).items()}
    assert tickets.pop(won) == 1
    assert set(tickets.values()) == {2}


def test_luck_is_forgotten_after_a_year(app, monkeypatch):
    monkeypatch.setattr(queries, "MOST_ASKED", 1)
    found, everybody = drawn(count=3, stock=1)
    lost = [one.id for one in everybody if entries(found.launch)[one.id].rank > 1]

    assert queries.losses_of(lost, CLOSED + 365 * DAY) == dict.fromkeys(lost, 1)
    assert queries.losses_of(lost, CLOSED + 365 * DAY + SECOND) == dict.fromkeys(lost, 0)


# ---- striking out ----


def test_an_entry_that_was_struck_out_stays_in_the_list_as_void_and_its_member_knows_why(app):
    launch, (one, other) = to_draw(), people(2)
    enter(launch, [one, other])
    with clock.at(NOON + HOUR):
        actions.strike(make.admin(), launch, entries(launch)[one.id], "A second account")
    found = draw(launch)
    gone = entries(launch)[one.id]

    assert fair.read(found.entries_file)[gone.public_id] == 0
    assert gone.rank is None
    assert gone.reason == "A second account"
    assert states(launch) == ["offered", "void"]


def test_striking_out_needs_a_reason_an_admin_and_somebody_elses_entry(app):
    launch, (one,) = to_draw(), people(1)
    enter(launch, [one])
    entry = entries(launch)[one.id]
    with pytest.raises(Invalid):
        actions.strike(make.admin(), launch, entry, "  ")
    assert refused(lambda: actions.strike(make.moderator(), launch, entry, "x")) == "admins_only"


# ---- what is proven ----


@pytest.mark.parametrize(
    "change",
    [
        {"seed": "5e" * 32},
        {"fingerprint": "ab" * 32},
        {"entries_hash": "ab" * 32},
        {"entries_file": "aaaaaaaaaa,1\n"},
        {"beacon_value": "77"},
        {"entries_file": "not a list\n"},
    ],
    ids=["seed", "fingerprint", "hash", "list", "number", "garbage"],
)
def test_whatever_is_changed_afterwards_does_not_count(app, change):
    found, _ = drawn(count=12, stock=3)
    assert list(checks.counted_again()) == []
    with transaction():
        for name, value in change.items():
            setattr(found, name, value)

    assert list(checks.counted_again()) != []


def test_a_place_that_was_moved_does_not_count(app):
    found, everybody = drawn(count=4, stock=1)
    one = entries(found.launch)[everybody[0].id]
    with transaction():
        one.rank += 10

    assert list(checks.counted_again()) != []


def test_a_seed_that_cannot_be_read_is_said_before_it_is_needed(app):
    found = queries.draw_of(to_draw().id)
    assert list(checks.seeds_kept()) == []
    with transaction():
        found.sealed_seed = found.sealed_seed[::-1]

    assert list(checks.seeds_kept()) != []
