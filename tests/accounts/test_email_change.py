from datetime import timedelta

import pytest

from forum.accounts import queries
from forum.accounts.signals import EmailChanged
from forum.kernel import clock
from tests.accounts.conftest import PASSWORD, come_in, link_in, text_of


@pytest.fixture
def ada(guest, member):
    member()
    come_in(guest)
    return guest


@pytest.fixture
def letters(ada, mailbox):
    """The letters of a change that Ada asked for, by the address they went to."""
    ask(ada)
    return {letter["To"]: letter for letter in mailbox.all()}


@pytest.fixture
def old(letters):
    return link_in(letters["ada@example.org"])


@pytest.fixture
def new(letters):
    return link_in(letters["lovelace@example.org"])


def ask(client, **given):
    data = {"email": "lovelace@example.org", "present": PASSWORD, **given}
    return client.post("/preferences/email", data=data)


def address():
    return queries.member_named("ada").email


def test_both_addresses_are_asked(letters):
    assert set(letters) == {"ada@example.org", "lovelace@example.org"}
    old_text = " ".join(text_of(letters["ada@example.org"]).split())
    assert "wants mail to go to lovelace@example.org" in old_text


def test_the_address_changes_when_both_have_agreed(app, old, new, mailbox):
    stranger = app.test_client()

    stranger.post(new)
    assert address() == "ada@example.org"
    page = stranger.post(old)

    assert address() == "lovelace@example.org"
    assert "Both addresses have agreed" in page.text
    assert mailbox.one()["To"] == "ada@example.org"
    assert queries.member_named("ada").email_confirmed_at is not None


def test_the_order_makes_no_difference(app, old, new):
    for link in (old, new):
        app.test_client().post(link)

    assert address() == "lovelace@example.org"


def test_the_change_is_announced(app, ada, old, new):
    heard = []
    app.extensions["bus"].connect(EmailChanged, heard.append)
    try:
        for link in (old, new):
            ada.post(link)
    finally:
        app.extensions["bus"].handlers[EmailChanged].remove(heard.append)

    assert heard == [EmailChanged(queries.member_named("ada").id)]


def test_looking_at_the_links_changes_nothing(app, old, new):
    for link in (old, new, old):
        page = app.test_client().get(link)
        assert "The member ada wants mail" in page.text

    assert address() == "ada@example.org"


def test_pressing_one_button_twice_is_not_two_agreements(app, new):
    app.test_client().post(new)

    assert app.test_client().post(new).status_code == 404
    assert address() == "ada@example.org"


def test_the_page_shows_where_the_change_stands(ada, old):
    assert "Press the button in the mail to each" in ada.get("/preferences/email").text

    ada.post(old)

    assert "The old address has agreed" in ada.get("/preferences/email").text


def test_the_member_can_give_the_change_up(ada, old, new):
    ada.post("/preferences/email/cancel")

    assert ada.post(old).status_code == 404
    assert ada.post(new).status_code == 404
    assert "under way" not in ada.get("/preferences/email").text


def test_a_second_change_ends_the_first(ada, old, new, mailbox):
    ask(ada, email="countess@example.org")
    links = {letter["To"]: link_in(letter) for letter in mailbox.all()}

    assert ada.post(new).status_code == 404
    ada.post(links["ada@example.org"])
    ada.post(links["countess@example.org"])
    assert address() == "countess@example.org"


def test_the_links_end_after_two_days(app, ada, old, new):
    with clock.at(clock.now() + timedelta(hours=49)):
        assert app.test_client().post(old).status_code == 404

    assert address() == "ada@example.org"


def test_the_password_is_asked_for(ada, mailbox):
    page = ask(ada, present="wrong tea biscuit")

    assert "This is not your present password" in page.text
    assert mailbox.all() == []


def test_an_address_that_belongs_to_somebody_tells_only_that_somebody(ada, member, mailbox):
    member("grace", email="lovelace@example.org")

    page = ask(ada)

    assert page.location == "/preferences/email"
    letters = {letter["To"]: text_of(letter) for letter in mailbox.all()}
    assert set(letters) == {"ada@example.org", "lovelace@example.org"}
    assert "/confirm-address/" not in letters["lovelace@example.org"]
    assert "ada" not in letters["lovelace@example.org"].replace("lovelace", "")


def test_an_address_that_somebody_took_meanwhile_is_not_taken_twice(app, ada, member, old, new):
    ada.post(old)
    member("grace", email="lovelace@example.org")

    assert ada.post(new).status_code == 404
    assert address() == "ada@example.org"


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("ada@example.org", "This is your address already"),
        ("nonsense", "does not look like a mail address"),
        ("a@b.org\r\nBcc: eve@evil.example", "does not look like a mail address"),
    ],
)
def test_an_address_that_cannot_be_is_refused(ada, mailbox, email, words):
    assert words in ask(ada, email=email).text
    assert mailbox.all() == []


def test_a_link_for_a_new_password_in_the_old_mailbox_ends(app, ada, old, new, mailbox):
    app.test_client().post("/reset", data={"name": "ada"})
    reset = link_in(mailbox.one())

    for link in (old, new):
        ada.post(link)

    assert ada.get(reset).status_code == 404


def test_asking_over_and_over_is_slowed_down(ada):
    answers = [ask(ada, email=f"ada{n}@example.org").status_code for n in range(6)]

    assert answers == [302] * 5 + [429]
