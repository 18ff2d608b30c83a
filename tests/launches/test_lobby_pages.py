"""The pages of a lobby: being there without a script, the place afterwards, and what is public."""

import pytest

from forum.kernel import clock
from forum.launches import actions, queries
from forum.launches.actions import Secrecy
from forum.launches.models import Embargo
from tests.launches.launched import (
    FOR_ALL,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    for_list,
    member,
    scheduled,
)
from tests.launches.lobbied import come, in_order, opened, people, room_of, states, with_lobby
from tests.support.queries import count_queries

pytestmark = pytest.mark.usefixtures("app")


def page_of(browser, launch, at, more=""):
    with clock.at(at):
        return browser.get(f"/launches/{launch.slug}{more}")


def test_whoever_is_let_in_already_reads_of_no_lobby_that_is_to_come(sign_in):
    tester = member(username="zztester")
    launch = with_lobby(for_list(["zztester"]), FOR_ALL, stock=9)

    theirs = page_of(sign_in(tester), launch, NOON - 30 * MINUTE).text
    others = page_of(sign_in(member()), launch, NOON - 30 * MINUTE).text

    assert "Take mine" in theirs and "The lobby opens" not in theirs
    assert "Take mine" not in others and "The lobby opens" in others


def test_one_is_there_with_one_press_and_reads_so(sign_in):
    launch, browser = with_lobby(), sign_in(member())
    way = f"/launches/{launch.slug}/lobby"

    assert "The lobby opens" in page_of(browser, launch, NOON - HOUR).text
    assert way not in page_of(browser, launch, NOON - HOUR).text.split("launch-hero")[1]
    before = page_of(browser, launch, NOON - 10 * MINUTE).text
    assert "Be there" in before
    assert room_of(launch).fingerprint in before
    with clock.at(NOON - 10 * MINUTE):
        there = browser.post(way, follow_redirects=True).text
        assert browser.post(way).status_code == 302

    assert "You are in the lobby" in there
    assert "1 member is there." in there
    assert "count-down" in there
    with clock.at(NOON - 9 * MINUTE):
        gone = browser.post(f"{way}/leave", follow_redirects=True).text
    assert "Be there" in gone


def test_too_late_is_told_so(sign_in):
    launch, browser = with_lobby(), sign_in(member())
    with clock.at(NOON):
        answer = browser.post(f"/launches/{launch.slug}/lobby")

    assert answer.status_code == 403
    assert "No lobby is open for you just now" in answer.text


@pytest.mark.parametrize("more", ["", "/lobby"])
def test_whoever_looks_first_after_the_opening_finds_it_done_and_a_guest_too(guest, more):
    launch, everybody = with_lobby(stock=1), people(3)
    come(launch, everybody)
    page_of(guest, launch, NOON - SECOND, more)
    assert room_of(launch).shuffled_at is None

    assert page_of(guest, launch, NOON, more).status_code == 200

    assert room_of(launch).shuffled_at == NOON
    assert sorted(states(launch, everybody)) == ["offered", "waiting", "waiting"]


def test_a_claim_that_is_refused_leaves_everybody_in_their_place(sign_in):
    launch, everybody = with_lobby(stock=1), people(2)
    come(launch, everybody)
    with clock.at(NOON):
        sign_in(member()).post(f"/launches/{launch.slug}/claim")

    assert sorted(states(launch, everybody)) == ["offered", "waiting"]


def test_afterwards_each_reads_their_place_and_takes_what_is_theirs(sign_in):
    launch, everybody = with_lobby(stock=1), people(2)
    come(launch, everybody)
    first, second = in_order_after(launch, everybody)
    with clock.at(NOON + MINUTE):
        mine = sign_in(first).get(f"/launches/{launch.slug}").text
        theirs = sign_in(second).get(f"/launches/{launch.slug}").text
        sign_in(first).post(f"/launches/{launch.slug}/claim")

    assert "One is kept for you" in mine
    assert "Your place in the order: 1" in mine
    assert "Your place in the order: 2" in theirs
    assert "Your place is 1." in theirs
    assert states(launch, [first]) == ["claimed"]


def in_order_after(launch, everybody):
    opened(launch)
    return in_order(launch, everybody)


def test_what_is_published_before_is_the_fingerprint_and_after_everything(guest):
    launch, everybody = with_lobby(stock=1), people(3)
    come(launch, everybody)
    room = room_of(launch)
    files = f"/lobby/{room.window_id}"
    before = page_of(guest, launch, NOON - SECOND, "/lobby").text
    assert room.fingerprint in before
    assert page_of(guest, launch, NOON - SECOND, f"{files}/people.csv").status_code == 404
    opened(launch)

    after = page_of(guest, launch, NOON + MINUTE, "/lobby").text
    people_file = page_of(guest, launch, NOON + MINUTE, f"{files}/people.csv").text
    order = page_of(guest, launch, NOON + MINUTE, f"{files}/order.csv").text.splitlines()
    script = page_of(guest, launch, NOON + MINUTE, "/lobby/recount.py").text

    assert room.seed in after and room.seed not in before
    assert people_file == room.people_file
    assert [line.rsplit(",", 1)[1] for line in order] == ["outcome", "offered", "line", "line"]
    assert "hashlib" in script
    assert not any(one.username in after for one in everybody)


def test_of_a_teased_launch_those_outside_read_no_list(guest, sign_in):
    launch = scheduled(secrecy=Secrecy(Embargo.TEASER, NOON - HOUR))
    browser = sign_in(member())
    at = NOON - 10 * MINUTE
    assert page_of(browser, launch, at, "/lobby").status_code == 404
    assert page_of(guest, launch, at, "/lobby").status_code == 404

    with clock.at(at):
        browser.post(f"/launches/{launch.slug}/lobby")

    assert len(queries.people_in(room_of(launch).window_id)) == 1
    assert page_of(guest, launch, NOON - HOUR - SECOND, "/lobby").status_code == 404


def test_the_page_costs_the_same_however_many_are_in_the_lobby(sign_in):
    launch, browser = with_lobby(stock=1), sign_in(member())

    def statements(at):
        with clock.at(at), count_queries() as seen:
            assert browser.get(f"/launches/{launch.slug}").status_code == 200
            assert browser.get(f"/launches/{launch.slug}/lobby").status_code == 200
        return len(seen)

    come(launch, people(2))
    statements(NOON - MINUTE)
    few = statements(NOON - MINUTE)
    come(launch, people(8))
    assert statements(NOON - MINUTE) <= few
    opened(launch)
    after = statements(NOON + MINUTE)
    assert after <= few + 2


def test_to_shuffle_many_costs_as_many_statements_as_few():
    def statements(count):
        launch = with_lobby(stock=2)
        come(launch, people(count))
        with clock.at(NOON), count_queries() as seen:
            actions.open_lobbies()
        return len(seen)

    statements(3)
    assert statements(30) <= statements(10) + 1


def test_a_command_counts_it_again(app):
    launch, everybody = with_lobby(stock=1), people(3)
    come(launch, everybody)
    run = app.test_cli_runner().invoke
    assert "no lobby of it has opened" in run(args=["launch", "verify", launch.slug]).output
    opened(launch)

    told = run(args=["launch", "verify", launch.slug])

    assert told.exit_code == 0
    assert "3 were there" in told.output
