"""Who is told of a draw: those who did not win their place, and those struck out the reason."""

import pytest
from sqlalchemy import select

from forum.draws import actions
from forum.draws.tasks import settle
from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import queries as launched
from forum.launches.models import LaunchEntry
from forum.notices.kinds import NoticeKind, Subject, Wish
from forum.notices.models import Inbox, Notice
from tests.draws.drawn import CLOSED, draw, drawn, enter, people, to_draw
from tests.launches.launched import MINUTE, NOON
from tests.support import make
from tests.support.queries import count_queries

pytestmark = pytest.mark.usefixtures("app")
NOTICE = select(Notice).where(Notice.kind == NoticeKind.LAUNCH)


def told(who):
    query = NOTICE.where(Notice.user_id == who.id)
    return [notice.facts for notice in db.session.scalars(query)]


def test_whoever_did_not_win_reads_their_place_and_whoever_won_until_when():
    found, everybody = drawn(count=5, stock=2)
    ranks = {one.id: launched.entry_of(one.id, found.launch).rank for one in everybody}
    in_order = sorted(everybody, key=lambda one: ranks[one.id])

    said = [[fact["what"] for fact in told(one)] for one in in_order]
    assert said == [["offered"], ["offered"], ["drawn"], ["drawn"], ["drawn"]]
    assert [told(one)[0]["place"] for one in in_order[2:]] == [1, 2, 3]


def test_it_is_told_once_however_often_the_worker_comes():
    found, everybody = drawn(count=3, stock=1)
    with clock.at(CLOSED + MINUTE):
        settle({})
        settle({})

    assert [len(told(one)) for one in everybody] == [1, 1, 1]
    assert found.places == 1


def test_the_inbox_says_it_in_words_and_leads_to_the_draw(sign_in):
    found, everybody = drawn(count=2, stock=1)
    loser = next(one for one in everybody if told(one)[0]["what"] == "drawn")

    browser, notice = sign_in(loser), db.session.scalar(NOTICE.where(Notice.user_id == loser.id))
    page = browser.get("/notices").text

    assert "you are number 1 of the reserve" in page
    went = browser.get(f"/notices/{notice.id}", follow_redirects=True)
    assert went.request.path == f"/launches/{found.launch.slug}/draw"


def test_whoever_is_struck_out_reads_the_reason_and_hears_nothing_of_a_place(sign_in):
    launch, everybody = to_draw(stock=1), people(3)
    enter(launch, everybody)
    one = everybody[0]
    entry = launched.entry_of(one.id, launch)
    with clock.at(NOON + 2 * MINUTE):
        actions.strike(make.admin(), launch, entry, "zzTwo accounts")
    draw(launch)

    assert [(fact["what"], fact["reason"]) for fact in told(one)] == [("struck", "zzTwo accounts")]
    assert "zzTwo accounts" in sign_in(one).get("/notices").text


def test_whoever_wants_to_hear_nothing_of_launches_hears_nothing():
    launch, everybody = to_draw(stock=1), people(3)
    enter(launch, everybody)
    for one in everybody:
        make.save(Inbox(user_id=one.id, wishes={Subject.LAUNCH: Wish.NOTHING}))
    draw(launch)

    assert [told(one) for one in everybody] == [[], [], []]


def test_a_draw_of_many_costs_as_many_statements_as_one_of_few():
    def statements(count):
        launch = to_draw(stock=2)
        with clock.at(NOON + MINUTE):
            window = launched.windows_of([launch.id])[launch.id][0]
            for one in people(count):
                name = f"{launch.id:05}{one.id:05}"
                given = {"launch_id": launch.id, "user_id": one.id, "window_id": window.id}
                make.save(LaunchEntry(**given, public_id=name, state="entered"))
        db.session.expire_all()
        with count_queries() as seen:
            draw(launch)
        return len(seen)

    statements(3)
    assert statements(40) <= statements(10) + 2
