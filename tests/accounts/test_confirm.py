from datetime import timedelta

import pytest

from forum.accounts import queries
from forum.kernel import clock
from tests.accounts.conftest import NEW, PASSWORD, come_in, is_inside, link_in, text_of


@pytest.fixture
def link(guest, mailbox):
    """The link in the letter to somebody who has just signed up."""
    guest.post("/sign-up", data=NEW)
    return link_in(mailbox.one())


def ada():
    return queries.member_named("ada")


def test_the_letter_says_who_signed_up_and_where(guest, mailbox):
    guest.post("/sign-up", data=NEW)

    letter = mailbox.one()

    assert letter["To"] == "ada@example.org"
    assert letter["Subject"] == "Confirm your address for Guildhall"
    assert "Somebody signed up at Guildhall as ada" in " ".join(text_of(letter).split())


def test_looking_at_the_page_changes_nothing(guest, link):
    for _ in range(3):
        page = guest.get(link)
        assert "the member ada reads mail at ada@example.org" in page.text

    assert ada().email_confirmed_at is None
    assert ada().approved_at is None


def test_pressing_the_button_lets_the_member_in(guest, link):
    guest.post(link)

    assert ada().email_confirmed_at is not None
    assert ada().is_active
    assert is_inside(guest)


def test_in_another_browser_the_button_confirms_but_opens_no_session(app, link):
    other = app.test_client()

    page = other.post(link, follow_redirects=True)

    assert "You can sign in now" in page.text
    assert ada().is_active
    assert not is_inside(other)


def test_a_member_who_presses_the_button_of_somebody_else_stays_who_they_are(member, sign_in, link):
    client = sign_in(member("grace"))

    client.post(link)

    assert ada().is_active
    assert "grace@example.org" in client.get("/preferences/email").text


def test_the_button_works_once(guest, link):
    guest.post(link)

    assert guest.post(link).status_code == 404
    assert guest.get(link).status_code == 404


def test_the_link_ends_after_three_days(guest, link):
    with clock.at(clock.now() + timedelta(days=3, minutes=1)):
        assert guest.get(link).status_code == 404
        assert guest.post(link).status_code == 404

    assert not ada().is_active


@pytest.mark.parametrize("token", ["x", "../..", "%00", "a" * 5000])
def test_an_invented_link_leads_to_a_page_that_helps(guest, token):
    page = guest.get(f"/confirm/{token}")

    assert page.status_code == 404


def test_a_link_of_another_kind_does_not_confirm(guest, link, mailbox):
    guest.post("/reset", data={"name": "ada"})
    reset_token = link_in(mailbox.one()).rpartition("/")[2]

    assert guest.post(f"/confirm/{reset_token}").status_code == 404
    assert not ada().is_active


def test_before_confirming_the_right_password_leads_to_the_letter(app, link, mailbox):
    client = app.test_client()

    page = come_in(client, "ada", PASSWORD)

    assert page.location == "/sign-up/next"
    assert not is_inside(client)
    client.post("/sign-up/again")
    client.post(link_in(mailbox.one()))
    assert is_inside(client)


def test_before_confirming_a_wrong_password_tells_nothing(app, link):
    page = come_in(app.test_client(), "ada", "wrong tea biscuit")

    assert page.status_code == 200
    assert "do not belong together" in page.text
