import re

import pytest
from sqlalchemy import func, select

from forum.accounts import queries
from forum.accounts.models import User
from forum.accounts.signals import MemberJoined, MemberWaits
from forum.kernel.db import db
from forum.kernel.settings import Setting
from forum.mail.models import Letter
from tests.accounts.conftest import NEW, is_inside, link_in, text_of


@pytest.fixture
def entry(monkeypatch):
    """Choose how new people come in."""

    def be(value):
        chosen = Setting.get
        monkeypatch.setattr(
            Setting, "get", lambda self: value if self.key == "accounts.entry" else chosen(self)
        )

    return be


@pytest.fixture
def heard(app):
    """What is announced about people who come in."""
    signals = []
    bus = app.extensions["bus"]
    for kind in (MemberJoined, MemberWaits):
        bus.connect(kind, signals.append)
    yield signals
    for kind in (MemberJoined, MemberWaits):
        bus.handlers[kind].remove(signals.append)


def sign_up(client, **changes):
    return client.post("/sign-up", data={**NEW, **changes})


def members():
    return db.session.scalar(select(func.count()).select_from(User))


def errors_beside(field, page):
    """The words beside a field, found the way a screen reader does."""
    tie = re.search(rf'id="{field}"[^>]*aria-describedby="([^"]*)"', page)
    tie = tie or re.search(rf'aria-describedby="([^"]*)"[^>]*id="{field}"', page)
    assert tie, f"{field} has no description"
    assert f"{field}-error" in tie.group(1)
    return re.search(rf'id="{field}-error">.*?<span>(.*?)</span>', page, re.DOTALL).group(1)


def test_the_form_says_what_happens_next(guest, entry):
    assert "We send you a mail with a button" in guest.get("/sign-up").text

    entry("approve")
    assert "Staff look at every new member by hand" in guest.get("/sign-up").text

    entry("open")
    assert "You can take part at once" in guest.get("/sign-up").text


def test_a_new_account_waits_until_its_address_is_confirmed(guest, heard):
    sign_up(guest, display_name="Ada Lovelace")

    user = queries.member_named("ada")
    assert user.display_name == "Ada Lovelace"
    assert user.email == "ada@example.org"
    assert user.approved_at is None
    assert 1 <= user.hue <= 12
    assert heard == []


def test_without_a_name_to_show_the_username_is_shown(guest):
    sign_up(guest, display_name="   ")

    assert queries.member_named("ada").display_name == "ada"


def test_an_open_door_lets_people_in_at_once(guest, entry, heard):
    entry("open")

    sign_up(guest)

    assert is_inside(guest)
    assert heard == [MemberJoined(queries.member_named("ada").id)]


def test_where_staff_decide_people_wait_and_staff_hear_of_it(guest, entry, heard, mailbox):
    entry("approve")

    page = guest.post("/sign-up", data=NEW, follow_redirects=True)

    assert "Staff look at every new member by hand" in page.text
    assert not is_inside(guest)
    assert heard == [MemberWaits(queries.member_named("ada").id)]
    assert mailbox.all() == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "admin", "This name is kept for the site"),
        ("username", "a b", "Leave out spaces"),
        ("username", "", "Please fill this in"),
        ("username", "x" * 300, "This is too long"),
        ("email", "ada at example", "does not look like a mail address"),
        ("email", "ada@example.org\nBcc: eve@evil.example", "does not look like a mail address"),
        ("email", "ada@localhost", "does not look like a mail address"),
        ("email", "", "Please fill this in"),
        ("password", "short", "Use 10 characters or more"),
        ("password", "x7" * 300, "Use 512 characters at most"),
        ("password", "password123", "Others would guess this one early"),
        ("password", "guildhall99", "are guessed first"),
    ],
)
def test_what_is_amiss_stands_beside_its_field_and_the_rest_is_kept(guest, field, value, words):
    page = sign_up(guest, **{field: value})

    assert page.status_code == 200
    assert words in errors_beside(field, page.text)
    assert members() == 0
    if field != "username":
        assert 'value="ada"' in page.text


def test_all_that_is_amiss_is_said_at_once(guest):
    page = sign_up(guest, username="admin", email="nonsense", password="password123").text

    for field in ("username", "email", "password"):
        assert errors_beside(field, page)


def test_passwords_are_never_written_into_a_page(guest):
    page = sign_up(guest, username="admin")

    assert NEW["password"] not in page.text


@pytest.mark.parametrize("name", ["Ada", "ADA", "\u0430da", "a_da", "ada1"])
def test_a_name_that_a_member_has_is_refused(guest, member, name):
    member("ada")
    member("adal")

    page = sign_up(guest, username=name, email="other@example.org")

    assert errors_beside("username", page.text)
    assert members() == 2


def test_a_known_address_gets_a_letter_and_the_page_looks_the_same(app, guest, member, mailbox):
    member("grace", email="ada@example.org")
    stranger = app.test_client()

    new = sign_up(stranger, email="new@example.org", username="newcomer")
    mailbox.all()
    known = sign_up(guest)

    assert (known.status_code, known.location) == (new.status_code, new.location)
    seen, expected = (
        client.get("/sign-up/next").text.replace(address, "")
        for client, address in ((guest, "ada@example.org"), (stranger, "new@example.org"))
    )
    assert without_tokens(seen) == without_tokens(expected)
    letter = mailbox.one()
    assert letter["To"] == "ada@example.org"
    assert "belongs to the member grace already" in " ".join(text_of(letter).split())
    assert members() == 2


def without_tokens(page):
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_a_known_address_does_not_tell_whose_name_it_belongs_to(guest, member):
    member("grace", email="ada@example.org")

    page = sign_up(guest, username="grace")

    assert "Somebody has this name" in errors_beside("username", page.text)


def test_asking_for_the_letter_again_looks_the_same_for_a_known_address(guest, member, mailbox):
    member("grace", email="ada@example.org")
    sign_up(guest)
    mailbox.all()

    page = guest.post("/sign-up/again", follow_redirects=True)

    assert "We sent the mail again" in page.text
    assert mailbox.all() == []


def test_the_letter_can_be_sent_again_and_only_the_latest_works(guest, mailbox):
    sign_up(guest)
    first = link_in(mailbox.one())
    guest.post("/sign-up/again")
    second = link_in(mailbox.one())

    assert guest.post(first).status_code == 404
    guest.post(second)

    assert is_inside(guest)


def test_who_never_confirmed_may_begin_again_under_another_name(guest, mailbox):
    sign_up(guest, username="adda")
    first = link_in(mailbox.one())

    sign_up(guest, username="ada")

    assert members() == 1
    assert guest.post(first).status_code == 404
    guest.post(link_in(mailbox.one()))
    assert queries.member_named("ada").is_active


def test_the_same_address_in_capitals_is_the_same_address(guest, member):
    member("grace", email="ada@example.org")

    sign_up(guest, email=" ADA@Example.ORG ")

    assert members() == 1


def test_the_letter_is_written_in_the_language_of_the_page(guest):
    guest.post("/sign-up", data=NEW, headers={"Accept-Language": "de"})

    assert queries.member_named("ada").locale == "de"
    assert 'lang="de"' in db.session.scalars(select(Letter.html)).one()


def test_a_member_who_is_signed_in_does_not_sign_up(member, sign_in):
    client = sign_in(member())

    assert client.get("/sign-up").status_code == 302
    assert client.post("/sign-up", data=NEW).status_code == 302
    assert members() == 1


def test_signing_up_over_and_over_from_one_address_is_slowed_down(guest):
    for number in range(20):
        assert sign_up(guest, username=f"Ada-{number}x", email=f"a{number}@example.org").location

    answer = sign_up(guest, username="Grace", email="grace@example.org")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_nobody_can_have_an_address_flooded_with_letters(app, member, mailbox):
    member("grace", email="ada@example.org")
    answers = [sign_up(app.test_client(), username=f"Ada-{n}x").status_code for n in range(7)]

    assert answers == [302] * 5 + [429] * 2
    assert len(mailbox.all()) == 5
