"""A summary looked at by staff, and letters sent to oneself as a test."""

import pytest
from sqlalchemy import select

from forum.kernel.db import db
from forum.mail.models import Letter
from forum.notices.kinds import Wish
from tests.notices.told import want
from tests.support import make
from tests.topics.writing import start

PAGE = "/admin/mail/previews/notices.digest"


@pytest.fixture
def owner(sign_in):
    return sign_in(make.admin(email="boss@example.org"))


def test_the_example_is_shown_until_a_member_is_chosen(owner):
    start(title="Kettles of today")

    assert "Which kettle pours slowly enough?" in owner.get(PAGE).text
    assert "no member of that name" in owner.get(PAGE, query_string={"member": "nobody"}).text


def test_the_summary_of_a_member_is_shown_without_their_own_notices(owner):
    ada = make.member(username="ada")
    want(ada, mention=Wish.GATHERED)
    start(title="Kettles of today", body="Water.")
    start(title="Between us", body="@ada a secret word")

    page = owner.get(PAGE, query_string={"member": "@ada"}).text
    face = owner.get(f"{PAGE}/html", query_string={"member": "ada"}).text

    assert "Kettles of today" in page and "Kettles of today" in face
    assert "a secret word" not in page


@pytest.mark.parametrize("letter", ["notices.digest", "notices.mention", "accounts.reset"])
def test_every_letter_can_be_sent_to_oneself(owner, letter):
    answer = owner.post(f"/admin/mail/previews/{letter}/send", follow_redirects=True)

    assert "on its way to boss@example.org" in answer.text
    [row] = db.session.scalars(select(Letter).where(Letter.kind == "notices.trial"))
    assert row.to_address == "boss@example.org"


def test_a_moderator_can_send_none(sign_in):
    browser = sign_in(make.moderator())

    assert browser.post(f"{PAGE}/send").status_code in {403, 404}
