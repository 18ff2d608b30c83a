"""The lobby of a window: who may be there, the order when it opens, and what cannot change it."""

import subprocess
import sys
from pathlib import Path

import pytest

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.launches import actions, checks, lobby, queries
from forum.launches.actions import Opening, Secrecy
from forum.launches.models import Allocation, Audience, Embargo, EntryState, LaunchEvent, LobbyPlace
from tests.launches.launched import (
    DAY,
    FOR_ALL,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    for_list,
    member,
    scheduled,
    tier,
)
from tests.launches.lobbied import (
    come,
    in_order,
    opened,
    people,
    room_of,
    states,
    window_of,
    with_lobby,
)
from tests.support import make
from tests.support.together import all_at_once

pytestmark = pytest.mark.usefixtures("app")

OFFERED, WAITING, CLAIMED = EntryState.OFFERED, EntryState.WAITING, EntryState.CLAIMED
SEED = "ab" * 32


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.verdict.reason


def proven():
    return [problem for check in checks.ALL for problem in check.problems()]


def test_the_order_is_known_to_the_seed_alone():
    waiting = [f"entry{n:05}" for n in range(100)]
    order = lobby.shuffled(SEED, "kettle", waiting)

    assert sorted(order) == sorted(waiting)
    assert order != waiting
    assert lobby.shuffled(SEED, "kettle", reversed(waiting)) == order
    assert lobby.shuffled("5f" * 32, "kettle", waiting) != order
    assert lobby.shuffled(SEED, "other", waiting) != order


def test_every_place_is_as_likely_for_whoever_came_first_as_for_whoever_came_last():
    waiting = [f"entry{n:05}" for n in range(4)]
    firsts = [lobby.shuffled(f"{n:064x}", "kettle", waiting)[0] for n in range(4_000)]

    for one in waiting:
        assert 880 < firsts.count(one) < 1_120


def test_the_fingerprint_is_published_with_the_approval_and_the_seed_is_not():
    room = room_of(with_lobby())

    assert len(room.fingerprint) == 64
    assert room.seed == "" and room.shuffled_at is None
    said = db.session.scalar(db.select(LaunchEvent).where(LaunchEvent.what == "lobby_prepared"))
    assert said.facts["fingerprints"] == {str(room.window_id): room.fingerprint}


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (NOON - 15 * MINUTE - SECOND, "launch_lobby_closed"),
        (NOON - 15 * MINUTE, None),
        (NOON - SECOND, None),
        (NOON, "launch_lobby_closed"),
    ],
)
def test_one_can_be_there_from_a_quarter_of_an_hour_before_until_it_opens(at, reason):
    launch, one = with_lobby(), member()

    with clock.at(at):
        if reason:
            assert refusal(lambda: actions.be_there(one, launch)) == reason
        else:
            actions.be_there(one, launch)
            actions.be_there(one, launch)

    assert len(queries.people_in(window_of(launch).id)) == (0 if reason else 1)


@pytest.mark.parametrize(
    "launch",
    [
        lambda: with_lobby(lobby_minutes=0),
        lambda: with_lobby(allocation=Allocation.MANUAL),
        lambda: with_lobby(allocation=Allocation.OPEN),
        lambda: scheduled(secrecy=Secrecy(Embargo.SECRET)),
    ],
)
def test_there_is_no_lobby_where_nobody_has_to_be_quick_or_may_know(launch):
    assert queries.lobbies_of(launch().id) == {}


def test_whoever_may_not_enter_the_window_cannot_be_in_its_lobby():
    launch = with_lobby(for_list([member(username="ada").username], opens_at=NOON))
    young = make.member(created_at=NOON - HOUR)
    for_all = with_lobby()

    with clock.at(NOON - MINUTE):
        assert refusal(lambda: actions.be_there(member(), launch)) == "launch_not_for_you"
        assert refusal(lambda: actions.be_there(make.admin(), for_all)) == "launch_team"
        assert refusal(lambda: actions.be_there(young, for_all)) == "launch_lobby_closed"


def test_the_first_in_order_get_an_offer_and_the_rest_stand_in_the_line():
    launch, everybody = with_lobby(stock=2), people(5)
    come(launch, everybody)
    opened(launch)

    ranked = in_order(launch, everybody)
    assert states(launch, ranked) == [OFFERED, OFFERED, WAITING, WAITING, WAITING]
    first = queries.entry_of(ranked[0].id, launch)
    assert (first.offered_at, first.offer_expires_at) == (NOON, NOON + 10 * MINUTE)
    entries = [queries.entry_of(one.id, launch) for one in ranked[2:]]
    places = [queries.place_of(launch, one, [window_of(launch)], NOON) for one in entries]
    assert places == [1, 2, 3]
    assert proven() == []


def test_whoever_comes_later_stands_behind_all_who_were_there():
    launch, everybody, late = with_lobby(stock=1), people(3), member()
    early = member()
    with clock.at(NOON - DAY):
        actions.join(early, launch)
    come(launch, everybody)
    with clock.at(NOON):
        actions.join(late, launch)
    ranked = in_order(launch, everybody)

    waiting = queries.waiting_in(launch, queries.windows_of([launch.id])[launch.id], NOON)
    ids = [queries.entry_of(one.id, launch).id for one in [*ranked[1:], early, late]]
    assert [one.entry_id for one in waiting] == ids
    mine = queries.entry_of(late.id, launch)
    assert queries.place_of(launch, mine, [window_of(launch)], NOON) == 4


def test_the_first_request_after_the_opening_second_settles_it_without_a_worker():
    launch, everybody, fast = with_lobby(stock=1), people(3), member()
    come(launch, everybody)

    with clock.at(NOON):
        assert actions.look_in(fast, launch)
        assert not actions.look_in(fast, launch)
        assert refusal(lambda: actions.claim(fast, launch)) == "launch_sold_out"

    assert states(launch, in_order(launch, everybody)) == [OFFERED, WAITING, WAITING]


def test_settled_late_it_is_as_it_would_have_been():
    def outcome(at):
        launch, everybody = with_lobby(stock=1), people(4)
        come(launch, everybody)
        opened(launch, at)
        with clock.at(NOON + 25 * MINUTE):
            actions.settle(launch)
        return states(launch, in_order(launch, everybody))

    assert outcome(NOON) == outcome(NOON + 25 * MINUTE)


def test_two_who_ask_at_once_see_it_shuffled_once(app):
    launch, everybody = with_lobby(stock=2), people(6)
    come(launch, everybody)
    launch_id = launch.id

    def look(_which):
        with clock.at(NOON):
            actions.settle(queries.launch_by_id(launch_id))

    all_at_once(app, 4, look)

    db.session.expire_all()
    told = db.select(LaunchEvent).where(LaunchEvent.what == "lobby_shuffled")
    assert len(db.session.scalars(told).all()) == 1
    assert sorted(states(launch, everybody)) == [OFFERED] * 2 + [WAITING] * 4
    numbers = db.session.scalars(db.select(LobbyPlace.number).order_by(LobbyPlace.number)).all()
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_an_empty_lobby_opens_too_and_whoever_comes_takes_one():
    launch, one = with_lobby(), member()
    with clock.at(NOON):
        actions.claim(one, launch)

    assert room_of(launch).people_file == ""
    assert states(launch, [one]) == [CLAIMED]
    assert proven() == []


def test_what_is_offered_by_the_lobby_is_taken_like_any_offer():
    launch, everybody = with_lobby(stock=1), people(2)
    come(launch, everybody)
    opened(launch)
    first, second = in_order(launch, everybody)
    with clock.at(NOON + MINUTE):
        actions.leave(first, launch)
    with clock.at(NOON + 2 * MINUTE):
        actions.claim(second, launch)

    assert states(launch, [first, second]) == [EntryState.RETURNED, CLAIMED]


def test_whoever_loses_their_tier_after_coming_in_keeps_their_place():
    gold = tier()
    opening = Opening(NOON, NOON + HOUR, audience=Audience.TIER, tier_id=gold.id)
    launch, one = with_lobby(opening), member(tier_rank=30)
    come(launch, [one])
    one.tier_rank = 0
    db.session.commit()
    opened(launch)
    with clock.at(NOON + MINUTE):
        actions.claim(one, launch)

    assert states(launch, [one]) == [CLAIMED]


def test_each_window_has_a_lobby_of_its_own_and_stays_within_its_share():
    ada, ben = member(username="ada"), member(username="ben")
    early = for_list(["ada", "ben"], opens_at=NOON, stock_cap=1)
    launch = with_lobby(early, Opening(NOON + HOUR, NOON + 3 * HOUR), stock=4)
    come(launch, [ada, ben])
    opened(launch)
    assert sorted(states(launch, [ada, ben])) == [OFFERED, WAITING]

    rooms = queries.lobbies_of(launch.id).values()
    assert len({one.fingerprint for one in rooms}) == 2
    assert sorted(one.seed != "" for one in rooms) == [False, True]
    won, waits = sorted([ada, ben], key=lambda one: states(launch, [one])[0] == WAITING)
    with clock.at(NOON + MINUTE):
        actions.claim(won, launch)
    others = people(4)
    come(launch, [*others, waits], NOON + 50 * MINUTE)
    opened(launch, NOON + HOUR)

    assert sorted(states(launch, [*others, waits])) == [OFFERED] * 3 + [WAITING] * 2
    assert proven() == []


def test_whoever_has_one_already_passes():
    ada = member(username="ada")
    early = for_list(["ada"], opens_at=NOON - 5 * MINUTE)
    launch, one = with_lobby(early, FOR_ALL, stock=4), member()
    come(launch, [ada, one])
    with clock.at(NOON - 4 * MINUTE):
        actions.claim(ada, launch)
    opened(launch)

    room = queries.lobbies_of(launch.id)[queries.windows_of([launch.id])[launch.id][1].id]
    assert len(room.passed) == 1
    assert states(launch, [ada, one]) == [CLAIMED, OFFERED]
    assert proven() == []


def test_while_it_is_paused_no_lobby_opens_and_then_it_opens_later():
    launch, everybody = with_lobby(stock=1), people(2)
    come(launch, everybody)
    with clock.at(NOON - 5 * MINUTE):
        actions.pause(make.admin(), launch, "zzWait")
    opened(launch, NOON + MINUTE)
    with clock.at(NOON + MINUTE):
        assert refusal(lambda: actions.be_there(member(), launch)) == "launch_paused"
    assert room_of(launch).shuffled_at is None
    with clock.at(NOON + 5 * MINUTE):
        actions.resume(make.admin(), launch)
        actions.be_there(member(), launch)
    opened(launch, NOON + 10 * MINUTE - SECOND)
    assert room_of(launch).shuffled_at is None

    opened(launch, NOON + 10 * MINUTE)

    assert WAITING in states(launch, everybody)
    assert len(room_of(launch).people_file.splitlines()) == 3


def test_what_was_due_before_a_pause_is_settled_as_it_was_then():
    launch, everybody = with_lobby(stock=1), people(2)
    come(launch, everybody)
    with clock.at(NOON + 2 * MINUTE):
        actions.pause(make.admin(), launch, "zzWait")
    with clock.at(NOON + HOUR):
        actions.resume(make.admin(), launch)
        first = queries.entry_of(in_order(launch, everybody)[0].id, launch)

    assert first.state == OFFERED
    assert first.offer_expires_at == NOON + 10 * MINUTE + 58 * MINUTE


def test_a_lobby_of_a_launch_that_is_cancelled_never_opens():
    launch, everybody = with_lobby(stock=1), people(2)
    come(launch, everybody)
    with clock.at(NOON - MINUTE):
        actions.cancel(make.admin(), launch, "zzNo kettles")
    opened(launch)
    with clock.at(NOON):
        actions.settle(launch)

    assert states(launch, everybody) == [None, None]
    assert room_of(launch).shuffled_at is None
    assert proven() == []


def test_a_launch_that_is_taken_back_has_new_seeds_and_an_empty_lobby():
    launch, everybody = with_lobby(), people(2)
    before = room_of(launch).fingerprint
    come(launch, everybody)
    with clock.at(NOON - 9 * MINUTE):
        actions.take_back(make.admin(), launch)
        assert queries.lobbies_of(launch.id) == {}
        actions.submit(make.admin(), launch)
        actions.approve(make.admin(), launch)

    assert room_of(launch).fingerprint != before
    assert queries.people_in(window_of(launch).id) == {}


def test_whoever_leaves_the_lobby_is_not_in_it():
    launch, (one, other) = with_lobby(), people(2)
    come(launch, [one, other])
    with clock.at(NOON - MINUTE):
        actions.go(one, launch)
    opened(launch)

    assert states(launch, [one, other]) == [None, OFFERED]


def test_whoever_leaves_the_forum_before_it_opens_is_not_in_the_list_and_after_it_as_a_number():
    launch, everybody = with_lobby(stock=1), people(3)
    come(launch, everybody)
    with clock.at(NOON - MINUTE):
        actions.let_go(everybody[0].id)
    opened(launch)
    first, second = in_order(launch, everybody[1:])
    with clock.at(NOON + MINUTE):
        actions.let_go(first.id)

    assert len(room_of(launch).people_file.splitlines()) == 2
    assert states(launch, [first, second]) == [EntryState.VOID, OFFERED]
    assert proven() == []


@pytest.mark.parametrize("at", [NOON - MINUTE, NOON + MINUTE])
def test_of_two_accounts_that_become_one_there_is_one_place(at):
    launch, (one, other, third) = with_lobby(stock=1), people(3)
    come(launch, [one, other, third])
    if at > NOON:
        opened(launch)
    with clock.at(at):
        actions.hand_over(one.id, other.id)
    opened(launch, NOON + 2 * MINUTE)

    places = db.select(LobbyPlace.user_id).order_by(LobbyPlace.user_id)
    assert db.session.scalars(places).all() == [other.id, third.id]
    taken = [state for state in states(launch, [other, third]) if state == OFFERED]
    assert len(taken) == 1
    assert proven() == []


def test_the_published_script_comes_to_the_same_order(tmp_path):
    launch, everybody = with_lobby(stock=1), people(9)
    come(launch, everybody)
    opened(launch)
    room = room_of(launch)
    (tmp_path / "people.csv").write_text(room.people_file)
    script = Path(lobby.__file__).with_name("recount.txt")

    told = subprocess.run(
        [sys.executable, str(script), room.seed, launch.slug, "people.csv"],
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60,
    ).stdout.splitlines()  # fmt: skip

    assert told[0].endswith(room.fingerprint)
    numbers = {number: name for name, number in queries.numbers_in(room.window_id).items()}
    assert [line.split()[1] for line in told[1:]] == [numbers[n] for n in range(1, 10)]


@pytest.mark.parametrize("what", ["seed", "people_file", "number"])
def test_whatever_is_changed_afterwards_is_found(what):
    launch, everybody = with_lobby(stock=1), people(3)
    come(launch, everybody)
    opened(launch)
    room = room_of(launch)
    if what == "number":
        db.session.execute(db.update(LobbyPlace).values(number=4 - LobbyPlace.number))
    elif what == "seed":
        room.seed = SEED
    else:
        room.people_file = room.people_file[11:]
    db.session.commit()

    assert proven() != []


def test_a_seed_that_cannot_be_read_any_more_is_found_and_it_opens_all_the_same():
    launch, everybody = with_lobby(stock=1), people(3)
    come(launch, everybody)
    room_of(launch).sealed_seed = "zz"
    db.session.commit()
    assert any("lost" in one for one in proven())

    opened(launch)

    assert states(launch, in_order(launch, everybody)) == [OFFERED, WAITING, WAITING]
    assert any("fingerprint" in one for one in proven())
