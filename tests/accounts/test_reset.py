from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import queries
from forum.accounts.models import OneTimeLink
from forum.jobs.models import Job
from forum.kernel import clock, tokens
from forum.kernel.db import db
from tests.accounts.conftest import NEW, come_in, is_inside, link_in, text_of

NEW_PASSWORD = "another cup of soup"


def ask(client, name="ada"):
    return client.post("/reset", data={"name": name})


@pytest.fixture
def link(guest, member, mailbox):
    """The link in a letter that Ada asked for."""
    member()
    ask(guest)
    return link_in(mailbox.one())


def choose(client, link, password=NEW_PASSWORD):
    return client.post(link, data={"password": password})


@pytest.mark.parametrize("name", ["ada", "Ada", "ada@example.org"])
def test_a_member_asks_by_name_or_address_and_gets_a_letter(guest, member, mailbox, name):
    member()

    page = ask(guest, name)

    assert "If there is such a member, a mail is on its way" in page.text
    letter = mailbox.one()
    assert letter["To"] == "ada@example.org"
    assert "asked for a new password for the member ada" in " ".join(text_of(letter).split())


@pytest.mark.parametrize("name", ["bob", "bob@example.org", "a\x00b", "' OR 1=1 --"])
def test_the_answer_is_the_same_for_nobody_and_no_letter_is_sent(guest, member, mailbox, name):
    member()
    known = ask(guest).text
    mailbox.all()

    assert without_token(ask(guest, name).text) == without_token(known)
    assert mailbox.all() == []


def without_token(page):
    return page.partition("<main")[2]


def test_the_same_is_written_for_somebody_and_for_nobody(guest, member):
    member()
    for name in ("ada", "bob"):
        ask(guest, name)

    kinds = db.session.scalars(select(Job.kind)).all()
    assert kinds == ["accounts.send_reset"] * 2


def test_a_closed_account_gets_no_letter(guest, member, mailbox):
    member(deactivated_at=clock.now())

    ask(guest)

    assert mailbox.all() == []


def test_looking_at_the_link_shows_a_form_and_changes_nothing(guest, link):
    before = queries.member_named("ada").password_hash

    page = guest.get(link)

    assert "For the member ada" in page.text
    assert 'autocomplete="new-password"' in page.text
    assert queries.member_named("ada").password_hash == before


def test_the_new_password_works_and_the_old_one_does_not(guest, link):
    page = choose(guest, link)

    assert page.location == "/sign-in"
    assert come_in(guest).status_code == 200
    assert come_in(guest, "ada", NEW_PASSWORD).status_code == 302


def test_all_sessions_end(app, guest, link):
    other = app.test_client()
    come_in(other)
    assert is_inside(other)

    choose(guest, link)

    assert not is_inside(other)
    assert not is_inside(guest)


def test_the_link_works_once(guest, link):
    choose(guest, link)

    assert choose(guest, link, "yet another spoon").status_code == 404
    assert guest.get(link).status_code == 404
    assert come_in(guest, "ada", NEW_PASSWORD).status_code == 302


def test_the_link_ends_after_an_hour(guest, link):
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert choose(guest, link).status_code == 404


def test_a_newer_letter_ends_the_older_one(guest, link, mailbox):
    ask(guest)
    newer = link_in(mailbox.one())

    assert guest.get(link).status_code == 404
    assert guest.get(newer).status_code == 200


def test_a_weak_password_is_refused_and_the_link_still_works(guest, link):
    page = choose(guest, link, "password123")

    assert "Others would guess this one early" in page.text
    assert choose(guest, link).status_code == 302


def test_the_member_is_told_that_the_password_changed(guest, link, mailbox):
    choose(guest, link)

    assert mailbox.one()["Subject"] == "Your password at Guildhall was changed"


def test_only_the_hash_of_the_token_is_kept(guest, link, mailbox):
    token = link.rpartition("/")[2]
    row = db.session.scalars(select(OneTimeLink)).one()

    assert row.token_hash == tokens.digest(token)
    assert len(token) >= 43


def test_whoever_reads_the_letter_has_confirmed_the_address(guest, mailbox):
    guest.post("/sign-up", data=NEW)
    mailbox.all()
    ask(guest)

    choose(guest, link_in(mailbox.one()))

    assert queries.member_named("ada").is_active
    assert come_in(guest, "ada", NEW_PASSWORD).status_code == 302


def test_asking_again_and_again_is_slowed_down(guest, member, mailbox):
    member()

    answers = [ask(guest).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]
    assert len(mailbox.all()) == 5


def test_a_lost_name_is_asked_for_again(guest):
    page = ask(guest, "")

    assert page.status_code == 200
    assert "Please fill this in" in page.text
