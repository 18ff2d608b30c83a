"""Credit for whoever invited somebody who bought in the shop and kept it."""

from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Fate, Leaving, Role, Standing
from forum.accounts.settings import ENTRY
from forum.activity.models import Deed, DeedKind
from forum.commerce import actions as commerce
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.settings import forget
from forum.kernel.unit import transaction
from forum.newcomers import actions, checks, queries, tasks
from forum.newcomers.models import Credit, InvitedMember
from forum.newcomers.settings import LEAST_ORDER
from forum.points import actions as points
from forum.points import queries as balances
from forum.points.models import PointsEntry, Reason
from forum.site.models import ChosenSetting
from tests.newcomers.test_desk import shown
from tests.newcomers.test_invitations import come
from tests.points.giving import settle
from tests.support import make
from tests.support.queries import count_queries
from tests.tiers.buying import buy
from tests.topics.writing import choose

DAY = timedelta(days=1)
# The others of the tests joined so long ago, and bought so long ago unless it is said.
CAME = 60 * DAY


@pytest.fixture
def inviter(app):
    choose(ENTRY, "open")
    with clock.at(clock.now() - 100 * DAY):
        return make.member(username="lena", standing=Standing.MEMBER)


@pytest.fixture
def link(inviter):
    return actions.invite(inviter)


def guest_of(link, name: str = "robin"):
    with clock.at(clock.now() - CAME):
        return confirmed(come(link, name))


def confirmed(user):
    with transaction():
        user.email_confirmed_at = clock.now()
    return user


def credit_of(user) -> Credit:
    db.session.expire_all()
    return Credit(db.session.get(InvitedMember, user.id).credit)


def change(setting, value: int) -> None:
    with transaction():
        db.session.get_one(ChosenSetting, setting.key).value = value
    forget()


def standing_deeds() -> list[tuple[int | None, int | None]]:
    query = db.select(Deed).where(Deed.kind == DeedKind.BROUGHT_CUSTOMER, Deed.stands.is_(True))
    return [(one.who_id, one.to_id) for one in db.session.scalars(query.order_by(Deed.id))]


def points_of(user) -> int:
    settle()
    query = db.select(db.func.sum(PointsEntry.delta)).where(
        PointsEntry.user_id == user.id,
        PointsEntry.reason == Reason.CUSTOMER,
        PointsEntry.stands.is_(True),
    )
    return db.session.scalar(query) or 0


def wrong() -> list[str]:
    settle()
    return [*balances.differences(), *checks.credit()]


def test_a_kept_first_order_is_a_deed_of_the_inviter_once(inviter, link):
    user = guest_of(link)

    buy(user, 1)
    buy(user, 2, ago=35 * DAY)
    tasks.count({})

    assert standing_deeds() == [(inviter.id, user.id)]
    assert points_of(inviter) == 30
    assert credit_of(user) == Credit.GIVEN
    assert wrong() == []


def test_it_counts_from_the_moment_from_which_the_order_is_kept(inviter, link):
    user = guest_of(link)
    buy(user, 1, ago=20 * DAY)
    assert credit_of(user) == Credit.WAITING
    assert standing_deeds() == []

    with clock.at(clock.now() + 9 * DAY):
        tasks.count({})
        assert standing_deeds() == []
    with clock.at(clock.now() + 10 * DAY + timedelta(minutes=30)):
        assert wrong() == []
        tasks.count({})
        deed = db.session.scalar(db.select(Deed).where(Deed.kind == DeedKind.BROUGHT_CUSTOMER))
        age = clock.now() - deed.at

    assert timedelta(minutes=29) < age < timedelta(minutes=32)
    assert points_of(inviter) == 30


def test_a_refund_takes_it_back_before_and_after(inviter, link):
    early, late = guest_of(link, "early"), guest_of(link, "late")
    buy(early, 1, back="49.00")
    buy(late, 2)
    assert points_of(inviter) == 30

    buy(late, 2, back="49.00")

    assert [credit_of(one) for one in (early, late)] == [Credit.SENT_BACK, Credit.SENT_BACK]
    assert standing_deeds() == []
    assert points_of(inviter) == 0
    assert wrong() == []


def test_what_is_bought_after_a_refund_counts_when_it_is_kept(inviter, link):
    user = guest_of(link)
    buy(user, 1, back="49.00")

    buy(user, 2, ago=31 * DAY)

    assert credit_of(user) == Credit.GIVEN
    assert points_of(inviter) == 30


def test_who_had_bought_before_they_came_brings_nothing(inviter, link):
    user = guest_of(link)
    buy(user, 1, ago=61 * DAY)
    assert credit_of(user) == Credit.NONE

    buy(user, 2)

    assert credit_of(user) == Credit.BEFORE
    assert standing_deeds() == []
    assert wrong() == []


def test_an_older_order_that_turns_up_later_takes_it_back(inviter, link):
    user = guest_of(link)
    buy(user, 2)
    assert points_of(inviter) == 30

    buy(user, 1, ago=61 * DAY)

    assert credit_of(user) == Credit.BEFORE
    assert points_of(inviter) == 0


def test_what_was_bought_with_an_address_of_the_inviter_brings_nothing(inviter, link):
    user = guest_of(link)
    other_address = make.member(email="second@example.org", email_confirmed_at=None)
    buy(other_address, 1, ago=80 * DAY)
    buy(other_address, 2)
    commerce.claim(inviter, number="#1", address="second@example.org")

    commerce.claim(user, number="#2", address="second@example.org")

    assert credit_of(user) == Credit.SAME_ADDRESS
    assert standing_deeds() == []
    assert wrong() == []


def test_the_team_brings_nothing_and_who_joins_it_later_takes_nothing_away(inviter, link):
    colleague, guest = guest_of(link, "nora"), guest_of(link, "robin")
    with transaction():
        colleague.role = Role.MODERATOR
    buy(colleague, 1)
    buy(guest, 2)
    with transaction():
        guest.role = Role.MODERATOR

    tasks.count({})

    assert credit_of(colleague) == Credit.TEAM
    assert credit_of(guest) == Credit.GIVEN
    assert standing_deeds() == [(inviter.id, guest.id)]


def test_the_least_sum_is_that_of_the_day_on_which_the_order_was_looked_at(inviter, link):
    choose(LEAST_ORDER, 49)
    small, fits = guest_of(link, "small"), guest_of(link, "fits")
    buy(small, 1, total="48.99")
    buy(fits, 2, total="49.00")
    assert credit_of(small) == Credit.TOO_SMALL

    change(LEAST_ORDER, 200)
    tasks.count({})
    assert standing_deeds() == [(inviter.id, fits.id)]
    change(LEAST_ORDER, 0)
    tasks.count({})
    assert credit_of(small) == Credit.TOO_SMALL

    buy(fits, 2, total="49.00", back="1.00")
    assert credit_of(fits) == Credit.TOO_SMALL
    assert standing_deeds() == []
    assert wrong() == []


def test_tries_and_orders_for_nothing_bring_nothing(inviter, link):
    tried, given = guest_of(link, "tried"), guest_of(link, "given")

    buy(tried, 1, is_test=True)
    buy(given, 2, total="0.00", back="0")
    tasks.count({})

    assert [credit_of(one) for one in (tried, given)] == [Credit.NONE, Credit.NONE]


def test_who_came_by_a_campaign_is_counted_and_nobodys_credit(app):
    choose(ENTRY, "open")
    link = actions.open_campaign(make.moderator(), "Newsletter")
    user = guest_of(link)

    buy(user, 1)

    quality = queries.qualities()[link.source_id]
    assert (quality.customers, quality.kept, quality.credited) == (1, 1, 0)
    assert standing_deeds() == []
    assert wrong() == []


def test_who_left_brings_what_they_brought(inviter, link):
    user = guest_of(link)
    buy(user, 1)
    with transaction():
        due = clock.now() - timedelta(minutes=1)
        db.session.add(Leaving(user_id=user.id, fate=Fate.NAMELESS, due_at=due))
    assert accounts.carry_out(user.id)

    tasks.count({})

    assert standing_deeds() == [(inviter.id, user.id)]
    assert wrong() == []


def test_two_accounts_of_one_guest_bring_credit_once(inviter, link):
    one, other = guest_of(link, "one"), guest_of(link, "other")
    buy(one, 1)
    buy(other, 2)
    assert points_of(inviter) == 60

    accounts.merge_members(make.admin(), one, other)

    assert standing_deeds() == [(inviter.id, other.id)]
    assert points_of(inviter) == 30
    assert wrong() == []


def test_who_invited_themselves_has_nothing_of_it(inviter, link):
    user = guest_of(link)
    buy(user, 1)

    accounts.merge_members(make.admin(), user, inviter)

    assert points_of(inviter) == 0
    assert wrong() == []


def test_verify_finds_credit_that_was_lost_or_invented(inviter, link):
    user = guest_of(link)
    buy(user, 1)
    with transaction():
        db.session.get(InvitedMember, user.id).credit = Credit.NONE

    assert len(wrong()) == 2


def test_the_brand_changes_what_it_gives(inviter, link):
    with clock.at(clock.now() - 50 * DAY):
        points.change_rule(make.admin(), Reason.CUSTOMER, points.Terms(5, daily_cap=1))
    one, other = guest_of(link, "one"), guest_of(link, "other")

    buy(one, 1)
    buy(other, 2)

    assert points_of(inviter) == 5
    assert balances.balance_of(inviter).status == 5


def test_the_inviter_sees_how_many_and_not_who(sign_in, inviter, link):
    user = guest_of(link)
    client = sign_in(inviter)
    buy(user, 1, ago=20 * DAY)
    assert "Who became a customer" not in shown(client, "/my/invitations")

    buy(user, 2)
    page = shown(client, "/my/invitations")

    assert "Credit for you" in page
    assert user.username not in page and "49.00" not in page
    assert "Somebody you invited became a customer" in shown(client, "/my/points")


def test_the_inviter_sees_why_not(sign_in, inviter, link):
    known, back, team = (guest_of(link, name) for name in ("known", "back", "nora"))
    buy(known, 1, ago=61 * DAY)
    buy(known, 2)
    buy(back, 3, back="49.00")
    with transaction():
        team.role = Role.MODERATOR
    buy(team, 4)

    page = shown(sign_in(inviter), "/my/invitations")

    for words in ("customers before they came", "of the team", "too little of it stays"):
        assert f"None: {words}" in page


def test_the_brand_sees_who_bought_and_kept_by_source(app, sign_in, inviter, link):
    kept, fresh, back = (guest_of(link, name) for name in ("kept", "fresh", "back"))
    guest_of(link, "looks")
    buy(kept, 1)
    buy(fresh, 2, ago=3 * DAY)
    buy(back, 3, back="49.00")

    quality = queries.qualities()[link.source_id]
    page = shown(sign_in(make.moderator()), "/admin/invitations")
    told = app.test_cli_runner().invoke(args=["newcomers", "sources"]).output

    assert (quality.joins, quality.customers, quality.kept, quality.credited) == (4, 2, 1, 1)
    assert "Became customers" in page and "With credit for it" in page
    assert told.splitlines()[1].split()[-2:] == ["2", "1"]


def test_an_order_of_nobody_invited_costs_one_question(inviter):
    user = make.member()

    with count_queries() as counted:
        actions.look_at_orders([user.id])

    assert len(counted) == 1
