import statistics
import time
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from forum.accounts import actions, passwords, queries
from forum.accounts.actions import Place
from forum.kernel import clock
from forum.kernel.db import db, writing
from forum.kernel.policy import NotFound, Refused
from forum.kernel.unit import transaction
from tests.accounts.conftest import PASSWORD, come_in, is_inside

SAME_WORDS = "This name and password do not belong together"


@pytest.mark.parametrize(
    "name",
    [
        "ada",
        "Ada",
        "ADA",
        "\uff41\uff44\uff41",
        " ada ",
        "@ada",
        "ada@example.org",
        "ADA@Example.org ",
    ],
)
def test_a_member_comes_in_by_name_or_address_however_it_is_typed(guest, member, name):
    member()

    assert come_in(guest, name).status_code == 302
    assert is_inside(guest)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(guest, member):
    member()

    wrong = come_in(guest, "ada", "wrong tea biscuit")
    unknown = come_in(guest, "bob", "wrong tea biscuit")
    by_mail = come_in(guest, "bob@example.org", "wrong tea biscuit")

    for page in (wrong, unknown, by_mail):
        assert page.status_code == 200
        assert SAME_WORDS in page.text
    assert not is_inside(guest)


def test_an_unknown_name_costs_as_much_work_as_a_known_one(
    agreed_hashes, guest, member, monkeypatch
):
    compared = []

    class Counting:
        def __getattr__(self, name):
            return getattr(agreed_hashes, name)

        def verify(self, known, password):
            compared.append(known.split("$")[3])
            return agreed_hashes.verify(known, password)

    monkeypatch.setattr(passwords, "hasher", Counting())
    member(password_hash=agreed_hashes.hash(PASSWORD))

    come_in(guest, "ada", "wrong tea biscuit")
    come_in(guest, "bob", "wrong tea biscuit")
    come_in(guest, "bob@example.org", "wrong tea biscuit")

    assert compared == ["m=19456,t=2,p=1"] * 3


def test_a_wrong_password_keeps_the_name_and_points_to_the_field(guest, member):
    member()

    page = come_in(guest, "ada", "wrong tea biscuit").text

    assert 'value="ada"' in page
    assert "wrong tea biscuit" not in page
    assert 'id="password-error"' in page


def test_a_member_without_a_password_cannot_come_in_by_any(guest, member):
    member(password_hash=None)

    assert SAME_WORDS in come_in(guest, "ada", "a password that nobody has").text


@pytest.mark.parametrize(
    "name", ["", "x" * 400, "a\x00b", "' OR 1=1 --", "%", "@", "a@@b", "a\x00@b"]
)
def test_strange_names_are_just_unknown(guest, name):
    page = come_in(guest, name)

    assert page.status_code == 200
    assert not is_inside(guest)


def test_the_wanted_page_follows_after_sign_in(guest, member):
    member(last_seen_at=clock.now())
    to_the_door = guest.get("/preferences/sessions")
    assert to_the_door.location == "/sign-in?next=/preferences/sessions"
    assert 'value="/preferences/sessions"' in guest.get(to_the_door.location).text

    answer = come_in(guest, next="/preferences/sessions")

    assert answer.location == "/preferences/sessions"


def test_a_dated_hash_is_renewed_at_sign_in(agreed_hashes, guest, member):
    dated = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    user = member(password_hash=dated)

    come_in(guest)

    assert queries.fresh_member(user.id).password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert come_in(guest).status_code == 302


def test_no_write_waits_while_a_password_is_compared(app, guest, member, monkeypatch):
    member()
    seen = []
    real = passwords.compare

    def watched(password, known):
        seen.append(writing())
        return real(password, known)

    monkeypatch.setattr(passwords, "compare", watched)

    come_in(guest)

    assert seen == [False]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"approved_at": None}, "Staff look at every new member by hand"),
        # Who waited for staff before the site let people confirm by mail has no letter to look for.
        ({"approved_at": None, "email_confirmed_at": None}, "Staff look at every new member"),
        (
            {"suspended_until": datetime(2999, 5, 4, tzinfo=UTC)},
            'You can sign in again from <time datetime="2999-05-04T00:00:00+00:00">May 4, 2999, ',
        ),
    ],
)
def test_who_may_not_come_in_is_told_why_after_the_right_password_only(
    guest, member, change, words
):
    member(**change)

    assert words not in come_in(guest, "ada", "wrong tea biscuit").text
    page = come_in(guest)

    assert page.status_code == 403
    assert words in page.text
    assert not is_inside(guest)


def test_a_closed_account_looks_like_none(guest, member):
    member(deactivated_at=clock.now())

    assert SAME_WORDS in come_in(guest).text


def test_who_was_suspended_while_the_password_was_compared_stays_outside(app, member):
    user = member()
    with transaction():
        actions.change_preferences(
            user, theme="dark", list_style="pages", locale=None, time_zone=None
        )
    db.session.expunge(user)
    fresh = queries.fresh_member(user.id)
    with transaction():
        fresh.suspended_until = clock.now() + timedelta(days=1)

    with pytest.raises(Refused) as refused:
        actions.sign_in(user, user, place=Place("", ""))

    assert refused.value.verdict.reason == "suspended"


def test_whose_password_changed_while_it_was_compared_stays_outside(app, member):
    user = member()
    db.session.expunge(user)
    with transaction():
        queries.fresh_member(user.id).password_hash = "another"

    with pytest.raises(NotFound):
        actions.sign_in(user, user, place=Place("", ""))


def test_a_member_who_is_suspended_is_signed_out_at_once(guest, member):
    user = member()
    come_in(guest)
    assert is_inside(guest)

    with transaction():
        queries.fresh_member(user.id).suspended_until = clock.now() + timedelta(days=1)

    assert not is_inside(guest)


def test_ten_wrong_tries_slow_the_account_down_even_for_the_right_password(app, member):
    member()
    browsers = [app.test_client() for _ in range(11)]
    for browser in browsers[:10]:
        assert come_in(browser, "Ada", "wrong tea biscuit").status_code == 200

    answer = come_in(browsers[10])

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "A little slower" in answer.text


def test_an_unknown_name_is_slowed_down_just_the_same(guest):
    answers = [come_in(guest, "nobody-here", "wrong tea").status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_name_and_address_of_one_account_count_together(guest, member):
    member()
    names = ["ada", "ADA", "\uff41\uff44\uff41", "ada@example.org", "Ada@Example.org"] * 2
    for name in names:
        come_in(guest, name, "wrong tea biscuit")

    assert come_in(guest, "ada", "wrong tea biscuit").status_code == 429


def test_a_right_password_wipes_the_slate(guest, member):
    member()
    for _ in range(9):
        come_in(guest, "ada", "wrong tea biscuit")
    come_in(guest)

    answers = [come_in(guest, "ada", "wrong tea biscuit").status_code for _ in range(9)]

    assert answers == [200] * 9


def test_strangers_who_guess_do_not_lock_the_member_out_of_a_known_browser(app, guest, member):
    member()
    come_in(guest)
    guest.post("/sign-out")
    for _ in range(11):
        come_in(app.test_client(), "ada", "wrong tea biscuit")

    assert come_in(app.test_client()).status_code == 429
    assert come_in(guest).status_code == 302


def test_a_known_browser_has_no_more_tries_than_others(guest, member):
    member()
    come_in(guest)
    guest.post("/sign-out")

    answers = [come_in(guest, "ada", "wrong tea biscuit").status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_a_browser_that_knows_one_member_is_a_stranger_to_the_next(app, guest, member):
    member("ada")
    member("grace")
    come_in(guest, "grace")
    guest.post("/sign-out")
    for _ in range(10):
        come_in(app.test_client(), "ada", "wrong tea biscuit")

    assert come_in(guest, "ada").status_code == 429


def test_one_address_that_tries_many_names_is_slowed_down(guest):
    answers = [come_in(guest, f"name-{n}x", "wrong tea").status_code for n in range(51)]

    assert answers == [200] * 50 + [429]


def test_other_addresses_are_not_slowed_down(app, guest, member):
    member()
    for n in range(51):
        come_in(guest, f"name-{n}x", "wrong tea")

    elsewhere = app.test_client()
    answer = elsewhere.post(
        "/sign-in",
        data={"name": "ada", "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )

    assert answer.status_code == 302


def test_the_front_of_a_claimed_address_makes_no_difference(guest):
    answers = [
        guest.post(
            "/sign-in",
            data={"name": "nobody-here", "password": "wrong tea"},
            headers={"X-Forwarded-For": f"192.0.2.{n}", "X-Real-IP": f"192.0.2.{n}"},
        ).status_code
        for n in range(11)
    ]

    assert answers[-1] == 429


def test_known_and_unknown_names_take_about_the_same_time(app, member):
    member()
    client = app.test_client()
    client.get("/sign-in")

    def seconds(name):
        times = []
        for _ in range(4):
            begun = time.thread_time()
            come_in(client, name, "wrong tea biscuit")
            times.append(time.thread_time() - begun)
        return statistics.median(times)

    seconds("warm-up")
    known, unknown = seconds("ada"), seconds("nobody-here")

    assert abs(known - unknown) < 0.5 * max(known, unknown)


def test_a_comparison_leaves_nothing_in_the_log_of_statements(app, guest, member):
    member()
    statements = []

    def note(conn, cursor, statement, parameters, *rest):
        statements.append(repr(parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        come_in(guest)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    assert statements
    assert not any(PASSWORD in parameters for parameters in statements)
