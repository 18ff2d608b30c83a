"""Cases of launches: codes that are missing, and entries that look like those of one person."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Session
from forum.codes import actions as codes
from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import actions, queries, tasks
from forum.launches.actions import Supply
from forum.launches.likeness import MOST_IN_ONE, Traits, alike, network_of, plain_email
from forum.moderation import queries as cases
from forum.moderation.models import Reviewable
from tests.codes.handing import a_pool
from tests.launches.launched import DAY, MINUTE, NOON, member, scheduled
from tests.support import make


def traits(number, email="", network="", browser=""):
    return Traits(
        number,
        email or f"member{number}@example.org",
        frozenset(filter(None, [network])),
        frozenset(filter(None, [browser])),
    )


def test_missing_codes_are_a_case_for_admins_until_they_are_added(app, sign_in):
    pool, admin = a_pool("ONE-1111"), make.admin()
    launch = scheduled(supply=Supply(stock_total=3, pool_id=pool.id))
    with clock.at(NOON):
        for who in (member(), member(), member()):
            actions.claim(who, launch)

        found = db.session.scalars(select(Reviewable)).all()
        assert [(one.target_kind, one.target_id) for one in found] == [("launch", launch.id)]
        shown = sign_in(admin).get("/admin/moderation").text
        codes.fill(admin, pool, "TWO-2222")
        tasks.give_codes({})
        assert cases.open_case("launch", launch.id) is not None
        codes.fill(admin, pool, "THREE-3333")
        tasks.give_codes({})

    assert cases.open_case("launch", launch.id) is None
    assert "Codes of a launch are missing" in shown


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ({"email": "ada+1@example.org"}, {"email": "ada+2@example.org"}, None),
        (
            {"network": "a", "browser": "x"},
            {"network": "a", "browser": "x"},
            ["browser", "network"],
        ),
        ({"network": "a", "browser": "x"}, {"network": "b", "browser": "x"}, None),
        ({"network": "a"}, {"network": "a"}, None),
        (
            {"email": "ada.l@gmail.com", "network": "a"},
            {"email": "AdaL@googlemail.com", "network": "a"},
            ["email", "network"],
        ),
    ],
)
def test_two_signs_have_to_be_the_same(one, other, signs):
    found = alike([traits(1, **one), traits(2, **other)])

    assert found.get(1, {}).get(2) == signs


def test_a_network_of_many_tells_nothing():
    many = [traits(number, network="a", browser="x") for number in range(MOST_IN_ONE + 1)]

    assert alike(many) == {}
    assert len(alike(many[:-1])) == MOST_IN_ONE


def test_networks_and_addresses_are_plain():
    assert network_of("192.0.2.77") == network_of("192.0.2.200") == "192.0.2.0/24"
    assert network_of("192.0.3.1") != network_of("192.0.2.1")
    assert network_of("nowhere") == ""
    assert plain_email("Ada.L+forum@gmail.com") == "adal@gmail.com"


def _session(who, at, address="192.0.2.7"):
    row = {"token_hash": f"zz{who.id}", "last_seen_at": at, "expires_at": at + DAY}
    make.save(Session(user_id=who.id, address=address, browser="zzBrowser 1", **row))


def test_entries_that_look_alike_are_one_case_and_nobody_is_kept_out(app, sign_in):
    ada, grace, mary = member(), member(), member()
    launch = scheduled(supply=Supply(stock_total=3))
    with clock.at(NOON):
        _session(ada, NOON)
        _session(grace, NOON, "192.0.2.99")
        # The same network and browser, and long ago.
        _session(mary, NOON - 3 * DAY)
        for who in (ada, grace, mary):
            actions.claim(who, launch)
    with clock.at(NOON + MINUTE):
        tasks.find_alike({})
        tasks.find_alike({})
        shown = sign_in(make.admin()).get("/admin/moderation").text

    found = db.session.scalars(select(Reviewable)).all()
    assert [one.target_id for one in found] == [queries.entry_of(grace.id, launch).id]
    assert "Entries that look alike" in shown and "the network, within a day" in shown
    assert ada.display_name in shown and grace.display_name in shown
    assert [queries.entry_of(one.id, launch).state for one in (ada, grace)] == ["claimed"] * 2
