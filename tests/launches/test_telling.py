"""Who is told of a launch: whoever asked, once it is open for them; and whose turn it is."""

import pytest
from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import actions
from forum.launches.actions import Secrecy, Supply
from forum.launches.models import Embargo
from forum.notices.kinds import NoticeKind
from forum.notices.models import Notice
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

pytestmark = pytest.mark.usefixtures("app")


def told(who):
    query = select(Notice).where(Notice.user_id == who.id, Notice.kind == NoticeKind.LAUNCH)
    return [notice.facts for notice in db.session.scalars(query)]


def test_whoever_asked_finds_it_in_the_inbox_once(sign_in):
    ada, ben = member(), member()
    launch = scheduled()
    with clock.at(NOON - HOUR):
        actions.ask_to_be_told(ada, launch)

    for at in (NOON - SECOND, NOON, NOON + MINUTE):
        with clock.at(at):
            actions.tell_openings()

    assert [one["what"] for one in told(ada)] == ["opened"]
    assert told(ben) == []
    assert "zzField kettle is open for you now" in sign_in(ada).get("/notices").text


def test_whose_turn_it_is_reads_until_when():
    ada, ben = member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    with clock.at(NOON):
        actions.claim(ada, launch)
        actions.join(ben, launch)
    with clock.at(NOON + MINUTE):
        actions.leave(ada, launch)

    assert [one["until"] for one in told(ben)] == [(NOON + 11 * MINUTE).isoformat()]


def test_of_a_secret_launch_only_those_are_told_for_whom_it_is_open(guest, sign_in):
    ada, ben = member(username="ada"), member()
    launch = scheduled(for_list(["ada"]), FOR_ALL, secrecy=Secrecy(Embargo.SECRET))
    page = f"/launches/{launch.slug}"
    with clock.at(NOON - HOUR):
        actions.ask_to_be_told(ben, launch)
        actions.tell_openings()

        assert told(ben) == []
        assert sign_in(ada).get(page).status_code == 200
        for outside in (guest, sign_in(ben)):
            assert outside.get(page).status_code == 404
            assert "zzField" not in outside.get("/launches").text
            assert "zzField" not in outside.get("/").text
    with clock.at(NOON - HOUR - SECOND):
        assert sign_in(ada).get(page).status_code == 404
    with clock.at(NOON):
        assert sign_in(ben).get(page).status_code == 200
        assert guest.get(page).status_code == 404
