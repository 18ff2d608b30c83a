"""The next launch in the weekly summary: for whom it opens, when, and when it is news."""

from datetime import timedelta

import pytest

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launch_reports.models import LaunchSighting
from forum.launches import actions as launches
from forum.launches.actions import Opening, Secrecy, Supply
from forum.launches.models import Audience, Embargo, Launch
from forum.notices import queries
from forum.notices.kinds import DigestWhen
from forum.notices.models import Inbox
from tests.launches.launched import DAY, HOUR, scheduled, tier
from tests.notices.test_digests import SUNDAY, ada, grace, send, write
from tests.support import make

__all__ = ["ada", "grace"]
TITLE = "zzField kettle"
TUESDAY = SUNDAY + 2 * DAY
FOR_ALL = Opening(TUESDAY, TUESDAY + 2 * DAY)


@pytest.fixture(autouse=True)
def _ada(ada):
    """Nobody else gets summaries."""
    return ada


def for_gold(opens_at):
    gold = tier()
    return Opening(opens_at, TUESDAY + 2 * DAY, audience=Audience.TIER, tier_id=gold.id)


def approved_at(launch, moment):
    """Let it have been known since a moment."""
    with transaction():
        db.session.get_one(Launch, launch.id).approved_at = moment
    return launch


def test_it_comes_with_the_moment_at_which_it_opens_for_the_reader(ada, grace):
    scheduled(for_gold(SUNDAY + DAY), FOR_ALL)
    with transaction():
        ada.time_zone = "Europe/Berlin"
    write(grace)

    [letter] = [one for one in send(SUNDAY) if one.to_address == ada.email]

    assert "The next launch" in letter.text
    assert "Opens for you on Tuesday, December 8, 2026, 10:30" in letter.text
    assert "(CET)" in letter.text
    assert "/launches/zzfield-kettle" in letter.text
    assert "December 7" not in letter.text


def test_who_has_the_tier_reads_the_earlier_moment(ada, grace):
    scheduled(for_gold(SUNDAY + DAY), FOR_ALL)
    with transaction():
        ada.tier, ada.tier_rank = "gold", 30

    with clock.at(SUNDAY):
        found = queries.contents_for(ada, DigestWhen.WEEKLY)

    assert found.launch.window.opens_at == SUNDAY + DAY


def test_a_launch_that_is_new_to_the_reader_is_reason_enough(ada):
    scheduled(FOR_ALL)

    [letter] = [one for one in send() if one.to_address == ada.email]

    assert TITLE in letter.text


def test_one_that_they_know_is_no_reason_for_a_letter(ada):
    approved_at(scheduled(FOR_ALL), SUNDAY - 8 * DAY)

    assert [one for one in send() if one.to_address == ada.email] == []


def test_one_that_they_have_looked_at_is_no_reason_either(ada):
    launch = scheduled(FOR_ALL)
    with transaction():
        db.session.add(LaunchSighting(launch_id=launch.id, user_id=ada.id))

    assert [one for one in send() if one.to_address == ada.email] == []


def test_what_is_secret_is_told_to_nobody_nor_to_the_team(ada):
    scheduled(FOR_ALL, secrecy=Secrecy(embargo=Embargo.SECRET))
    boss = make.admin()

    with clock.at(SUNDAY):
        found = [queries.contents_for(one, DigestWhen.WEEKLY).launch for one in (ada, boss)]

    assert found == [None, None]


@pytest.mark.parametrize(("teaser", "is_told"), [(-DAY, True), (DAY, False)])
def test_a_teaser_is_told_from_its_moment_on(ada, teaser, is_told):
    hint = Secrecy(embargo=Embargo.TEASER, teaser_at=SUNDAY + teaser)
    scheduled(FOR_ALL, secrecy=hint)

    with clock.at(SUNDAY):
        found = queries.contents_for(ada, DigestWhen.WEEKLY)

    assert (found.launch is not None) is is_told
    assert found.is_launch_new is is_told


def test_what_never_opens_for_the_reader_is_left_out(ada):
    scheduled(for_gold(TUESDAY))

    with clock.at(SUNDAY):
        assert queries.contents_for(ada, DigestWhen.WEEKLY).launch is None


def test_what_is_open_comes_first_until_it_is_gone_or_theirs(ada):
    scheduled(FOR_ALL)
    running = scheduled(Opening(SUNDAY - HOUR, SUNDAY + DAY), supply=Supply(stock_total=1))

    with clock.at(SUNDAY):
        before = queries.contents_for(ada, DigestWhen.WEEKLY).launch
        launches.claim(ada, running)
        after = queries.contents_for(ada, DigestWhen.WEEKLY).launch
        other = make.member(created_at=SUNDAY - 9 * DAY)
        others = queries.contents_for(other, DigestWhen.WEEKLY).launch

    assert before.is_open and before.launch.id == running.id
    assert not after.is_open and after.launch.id != running.id
    assert others.launch.id == after.launch.id


def test_the_daily_summary_does_not_say_it_every_day(ada):
    scheduled(FOR_ALL)
    with transaction():
        db.session.merge(Inbox(user_id=ada.id, digest=DigestWhen.DAILY))

    assert [one for one in send(SUNDAY + timedelta(hours=1)) if one.to_address == ada.email] == []
