"""Who saw a launch: members, once, and nobody of the team."""

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.kernel import clock
from forum.kernel.db import db
from forum.launch_reports.listeners import sightings
from forum.launch_reports.models import LaunchSighting
from tests.launches.launched import HOUR, NOON, scheduled
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")


def seen() -> list[tuple[int, int]]:
    sightings.flush()
    rows = db.session.execute(select(LaunchSighting.launch_id, LaunchSighting.user_id))
    return sorted((row[0], row[1]) for row in rows)


def test_a_member_who_opens_the_page_has_seen_it_since_the_first_time(sign_in):
    launch, member = scheduled(), make.member()
    browser = sign_in(member)
    with clock.at(NOON):
        browser.get(f"/launches/{launch.slug}")
        first = seen()
    with clock.at(NOON + HOUR):
        browser.get(f"/launches/{launch.slug}")
        again = seen()

    assert first == again == [(launch.id, member.id)]
    assert db.session.scalar(select(LaunchSighting.at)) == NOON


def test_guests_and_the_team_are_not_counted(guest, sign_in):
    launch = scheduled()
    with clock.at(NOON):
        guest.get(f"/launches/{launch.slug}")
        sign_in(make.moderator()).get(f"/launches/{launch.slug}")

    assert seen() == []


def test_a_page_that_is_fetched_ahead_was_not_seen(sign_in):
    launch, member = scheduled(), make.member()
    with clock.at(NOON):
        sign_in(member).get(f"/launches/{launch.slug}", headers={"Sec-Purpose": "prefetch"})

    assert seen() == []


def test_who_finds_nothing_there_has_seen_nothing(sign_in):
    member = make.member()

    sign_in(member).get("/launches/nothing-here")

    assert seen() == []


def test_of_two_accounts_that_become_one_the_earlier_moment_stays():
    one, other = scheduled(), scheduled()
    kept, gone = make.member(), make.member()
    for launch, member, at in (
        (one, kept, NOON + HOUR),
        (one, gone, NOON),
        (other, gone, NOON),
    ):
        make.save(LaunchSighting(launch_id=launch.id, user_id=member.id, at=at))

    accounts.merge_members(make.admin(), gone, kept)

    rows = db.session.execute(
        select(LaunchSighting.launch_id, LaunchSighting.user_id, LaunchSighting.at)
    )
    assert sorted(rows) == [(one.id, kept.id, NOON), (other.id, kept.id, NOON)]
