from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts import actions, queries
from forum.accounts.models import OneTimeLink, Session, User
from forum.kernel import clock
from forum.kernel.db import db
from tests.accounts.conftest import NEW, come_in, link_in
from tests.support import make


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def sweep(**later):
    with clock.at(clock.now() + timedelta(**later)):
        gone = actions.sweep()
    db.session.expire_all()
    return gone


def test_a_sign_up_that_was_never_confirmed_is_forgotten_after_a_week(guest, mailbox):
    guest.post("/sign-up", data=NEW)
    mailbox.all()

    assert sweep(days=6) == 0
    assert sweep(days=8) == 1

    assert count(User) == 0
    assert guest.post("/sign-up", data=NEW).status_code == 302
    assert count(User) == 1


def test_whoever_confirmed_stays(guest, mailbox):
    guest.post("/sign-up", data=NEW)
    guest.post(link_in(mailbox.one()))

    assert sweep(days=100) == 0
    assert queries.member_named("ada")


def test_whoever_waits_for_staff_stays(app):
    make.member(approved_at=None, email_confirmed_at=None)

    assert sweep(days=100) == 0
    assert count(User) == 1


def test_a_sign_up_that_something_points_to_stays(guest, mailbox):
    guest.post("/sign-up", data=NEW)
    ada = queries.member_named("ada")
    make.topic(author=ada)

    assert sweep(days=8) == 0
    assert queries.fresh_member(ada.id)


def test_ended_sessions_are_forgotten_and_living_ones_stay(app, member):
    member()
    come_in(app.test_client())
    come_in(app.test_client(), remember="y")

    sweep(days=1)

    assert count(Session) == 1


@pytest.mark.parametrize(("days", "left"), [(20, 1), (32, 0)])
def test_old_links_are_forgotten(app, member, days, left):
    actions.send_reset(member().id)

    sweep(days=days)

    assert count(OneTimeLink) == left
