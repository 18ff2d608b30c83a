"""What the worker writes down for many launches at once: one that fails stops no other."""

import logging

import pytest

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches import actions, queries
from forum.launches.models import EntryState, Launch, LaunchWindow, Lobby
from tests.launches.launched import HOUR, MINUTE, NOON, member, scheduled
from tests.launches.lobbied import come, people, room_of, states, with_lobby
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")


def damage(launch: Launch) -> Lobby:
    """Let it have the lobby of a window that is another launch's, as no action would."""
    room = room_of(with_lobby())
    with transaction():
        room.launch_id = launch.id
    return room


def mend(room: Lobby) -> None:
    with transaction():
        room.launch_id = db.session.get(LaunchWindow, room.window_id).launch_id


def with_offer() -> Launch:
    """A launch in which somebody has an offer and another one waits for it."""
    launch = with_lobby(stock=1)
    come(launch, people(2))
    with clock.at(NOON):
        actions.open_lobbies()
    return launch


def settled(launch: Launch) -> bool:
    with clock.at(NOON):
        return queries.counts(launch)[EntryState.LAPSED] > 0


def test_a_line_that_cannot_move_on_stops_no_other_and_moves_once_it_can(caplog):
    broken, other = with_offer(), with_offer()
    room = damage(broken)

    with clock.at(NOON + HOUR):
        with pytest.raises(RuntimeError, match="could not be settled"):
            actions.settle_all()
        assert (settled(broken), settled(other)) == (False, True)
        mend(room)
        assert actions.settle_all() == 1

    assert settled(broken)
    said = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert [one.getMessage() for one in said] == [f"launch {broken.id} could not be settled"]


def test_a_lobby_that_cannot_open_stops_no_other_and_opens_once_it_can(caplog):
    broken, other = with_lobby(), with_lobby()
    ada, ben = member(), member()
    come(broken, [ada])
    come(other, [ben])
    room = damage(broken)

    with clock.at(NOON):
        with pytest.raises(RuntimeError, match="could not be settled"):
            actions.open_lobbies()
        first = states(broken, [ada]), states(other, [ben])
        mend(room)
        assert actions.open_lobbies() == 2

    assert first == ([None], [EntryState.OFFERED])
    assert states(broken, [ada]) == [EntryState.OFFERED]
    assert f"launch {broken.id} could not be settled" in caplog.text


def test_a_paused_launch_is_on_until_its_own_clock_says_otherwise(sign_in):
    launch, ada = scheduled(), member()
    browser = sign_in(ada)
    with clock.at(NOON + HOUR):
        actions.pause(make.admin(), launch, "zzWe look at something.")

    with clock.at(NOON + 5 * HOUR):
        on = [one.id for one in queries.launches_on(ada, clock.now())]
        card = browser.get("/").text
    with clock.at(NOON + 6 * HOUR):
        actions.resume(make.admin(), launch)
    with clock.at(NOON + 8 * HOUR):
        over = queries.launches_on(ada, clock.now())

    assert on == [launch.id]
    assert "zzField kettle" in card
    assert list(over) == []


def test_what_closes_in_this_second_is_still_on():
    launch, ada = scheduled(), member()
    last = NOON + 2 * HOUR

    with clock.at(last + MINUTE / 100):
        on = queries.launches_on(ada, clock.now())
    with clock.at(last + MINUTE):
        over = queries.launches_on(ada, clock.now())

    assert [one.id for one in on] == [launch.id]
    assert list(over) == []
