import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts.models import OneTimeLink, Role, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.site import actions, queries
from tests.support import make
from tests.support.browser import Browser

MIRIAM = {
    "username": "miriam",
    "email": "miriam@example.org",
    "password": "seven quiet lanterns",
}


@pytest.fixture
def page(app) -> str:
    """The path of a living set-up link."""
    return path_of(actions.setup_link())


def path_of(link: str) -> str:
    assert link.startswith(queries.public_url())
    return link.removeprefix(queries.public_url())


def admins() -> list[User]:
    return list(db.session.scalars(select(User).where(User.role == Role.ADMIN)))


def test_a_fresh_site_is_set_up_by_who_holds_the_link(guest, page):
    assert guest.get(page).status_code == 200

    answer = guest.post(page, data=MIRIAM)

    assert answer.status_code == 302
    assert answer.location == "/admin/setup/brand"
    assert [owner.username for owner in admins()] == ["miriam"]


def test_the_owner_is_signed_in_at_once(guest, page):
    guest.post(page, data=MIRIAM)

    assert guest.get("/admin/site/brand").status_code == 200


def test_afterwards_the_page_does_not_exist_any_more(guest, app, page):
    guest.post(page, data=MIRIAM)
    another = app.test_client()

    assert another.get(page).status_code == 404
    assert another.post(page, data=MIRIAM | {"username": "eve"}).status_code == 404
    assert len(admins()) == 1


def test_a_site_with_an_owner_has_no_link(app):
    make.admin()

    assert actions.setup_link() is None
    assert db.session.scalar(select(func.count(OneTimeLink.id))) == 0


def test_a_link_ends_when_there_is_an_owner_from_elsewhere(guest, page):
    make.admin()

    assert guest.get(page).status_code == 404
    assert guest.post(page, data=MIRIAM).status_code == 404


def test_only_the_link_printed_last_leads_in(guest, page):
    newer = path_of(actions.setup_link())

    assert guest.get(page).status_code == 404
    assert guest.get(newer).status_code == 200


def test_a_link_does_not_live_for_ever(guest, app):
    with clock.at(clock.now() - timedelta(days=8)):
        old = path_of(actions.setup_link())

    assert guest.get(old).status_code == 404


@pytest.mark.parametrize("token", ["x", "a%00b", "..%2f..", "%ff", "' OR 1=1 --"])
def test_without_the_token_nobody_takes_over_a_fresh_site(guest, page, token):
    assert guest.get(f"/set-up/{token}").status_code == 404
    assert guest.post(f"/set-up/{token}", data=MIRIAM).status_code == 404
    assert admins() == []


def test_the_database_does_not_hold_the_token(page):
    token = page.rpartition("/")[2]

    assert token not in db.session.scalars(select(OneTimeLink.token_hash)).all()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"username": "a b"}, "Leave out spaces"),
        ({"email": "nowhere"}, "mail address"),
        ({"password": "short"}, "10 characters"),
        ({"password": "miriam miriam"}, "guess"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_the_link_lives_on(guest, page, bad, words):
    answer = guest.post(page, data=MIRIAM | bad)

    assert answer.status_code == 200
    assert words in answer.text
    assert admins() == []
    assert guest.post(page, data=MIRIAM).status_code == 302


def test_all_that_is_amiss_is_said_at_once(guest, page):
    bad = {"username": "x", "email": "nope@x", "password": "1234567890"}

    text = guest.post(page, data=bad).text

    for words in ("Use 2 to 30 characters", "does not look like a mail address", "guess this one"):
        assert words in text


def test_nothing_keeps_the_page_or_tells_of_it(guest, page):
    headers = guest.get(page).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex"


def test_of_twenty_who_press_the_button_at_once_one_becomes_the_owner(app, page):
    answers = []
    ready = threading.Barrier(20)

    def press(number: int) -> None:
        client = app.test_client()
        ready.wait()
        given = MIRIAM | {"username": f"owner{number}x", "email": f"o{number}@example.org"}
        # The usual test browser shares one session; here everybody comes alone.
        answers.append(super(Browser, client).open(page, method="POST", data=given).status_code)

    db.session.commit()
    threads = [threading.Thread(target=press, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [302] + [404] * 19
    assert len(admins()) == 1


def test_before_its_owner_a_site_invites_nobody(guest, page):
    front = guest.get("/")

    assert front.status_code == 200
    assert "This forum opens soon" in front.text
    assert "/sign-up" not in front.text
    assert page not in front.text


def test_before_its_owner_nobody_joins(guest, page):
    assert guest.get("/sign-up").status_code == 403

    answer = guest.post("/sign-up", data={**MIRIAM, "display_name": ""})

    assert answer.status_code == 403
    assert "has no owner yet" in answer.text
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_with_its_owner_a_site_invites_at_once(guest, app, page):
    guest.get("/")
    guest.post(page, data=MIRIAM)

    visitor = Browser(app)
    assert "/sign-up" in visitor.get("/").text
    assert visitor.get("/sign-up").status_code == 200


def test_an_owner_named_by_command_ends_the_wait(guest, page):
    make.admin()

    assert guest.get("/sign-up").status_code == 200
