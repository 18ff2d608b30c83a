"""Copies that an admin has made for a member who asked for it."""

import shutil

import pytest
from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.audit.models import AuditEntry
from forum.exports import actions, places, queries
from forum.jobs import worker
from forum.kernel.db import db
from forum.mail.models import Letter
from tests.sanctions import deciding
from tests.support import make
from tests.support.sites import settle


@pytest.fixture
def ada(app):
    settle()
    yield accounts.member_named("ada")
    shutil.rmtree(places.folder(), ignore_errors=True)


def verbs():
    return db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()


def test_the_letter_goes_to_the_member_and_the_act_is_written_down(app, ada, sign_in):
    browser = sign_in(accounts.member_named("ruth"))

    browser.post(f"/admin/exports/{ada.id}")
    worker.work_off(app)

    letter = db.session.scalars(select(Letter).where(Letter.kind == "exports.ready")).one()
    assert letter.to_address == ada.email
    assert verbs()[-1] == "exports.ask_for"
    [copy] = queries.latest_of(ada)
    answer = browser.post(f"/admin/exports/copy/{copy.public_id}")
    assert answer.mimetype == "application/zip"
    answer.close()
    assert verbs()[-1] == "exports.hand_out"


def test_a_moderator_gets_no_copy(app, ada, sign_in):
    asked = actions.ask_for_copy(ada)
    actions.make_copy(asked.id)
    copy = queries.latest_of(ada)[0]
    browser = sign_in(make.moderator())

    assert browser.get(f"/admin/exports/{ada.id}").status_code == 403
    assert browser.post(f"/admin/exports/copy/{copy.public_id}").status_code == 403


def test_an_admin_hands_a_copy_to_a_member_who_was_removed(app, ada, sign_in):
    deciding.remove(ada)
    browser = sign_in(accounts.member_named("ruth"))

    told = browser.post(f"/admin/exports/{ada.id}", follow_redirects=True).text
    worker.work_off(app)

    assert "hand it to them" in told
    [copy] = queries.latest_of(ada)
    answer = browser.post(f"/admin/exports/copy/{copy.public_id}")
    assert answer.mimetype == "application/zip"
    answer.close()
    # A link that asks them to sign in would lead them to a closed door.
    assert db.session.scalars(select(Letter).where(Letter.kind == "exports.ready")).all() == []
