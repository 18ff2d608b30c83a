"""One test, or a few, for each row of the two security lists that is about accounts."""

import ast
import os
import re
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from forum.accounts import passwords, queries
from forum.accounts.models import Role, Session
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.accounts.conftest import NEW, PASSWORD, come_in, is_inside, link_in
from tests.support import make

ROOT = Path(__file__).parents[2]


@pytest.fixture
def with_tokens(app, monkeypatch):
    """Forms need their token, as they do outside of tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def token_in(client):
    with client.session_transaction() as session:
        return session.get("_user_id")


def plant(client, token):
    with client.session_transaction() as session:
        session["_user_id"] = token


@pytest.mark.parametrize(
    ("password", "taken"),
    [("kx7 bow zq", True), ("kx7 bow z", False), ("walrus under seven bridges " * 5, True)],
)
def test_asvs_6_2_1_passwords_have_ten_characters_and_may_have_very_many(guest, password, taken):
    answer = guest.post("/sign-up", data={**NEW, "password": password})

    assert (answer.status_code == 302) is taken


@pytest.mark.parametrize("password", ["iloveyou123", "Guildhall2026", "qwertyuiop", "ada1234567"])
def test_asvs_6_2_4_common_passwords_and_words_of_the_site_are_refused(guest, password):
    page = guest.post("/sign-up", data={**NEW, "password": password})

    assert page.status_code == 200
    assert 'id="password-error"' in page.text


@pytest.mark.parametrize(
    "password",
    [
        "all small letters here",
        "UPPER AND NOTHING ELSE",
        "七つの海と三匹の猫がいる",
        "🙂🐢🙃🦆🐌🦀🙂🐙🦔🐿️",
    ],
)
def test_asvs_6_2_5_no_kind_of_character_is_demanded(guest, password):
    assert guest.post("/sign-up", data={**NEW, "password": password}).status_code == 302


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/sign-up", ["username", "email", "new-password"]),
        ("/sign-in", ["username", "current-password"]),
        ("/reset", ["username"]),
    ],
)
def test_asvs_6_2_7_password_managers_know_the_fields_and_pasting_works(guest, path, kinds):
    page = guest.get(path).text

    for kind in kinds:
        assert f'autocomplete="{kind}"' in page
    assert "onpaste" not in page and "readonly" not in page


def test_asvs_6_2_7_password_managers_know_the_fields_of_a_change(sign_in, member):
    page = sign_in(member()).get("/preferences/password").text

    for kind in ("username", "current-password", "new-password"):
        assert f'autocomplete="{kind}"' in page


def test_asvs_6_2_8_two_passwords_that_differ_after_74_bytes_are_two(guest, member):
    long = "walrus under seven bridges and a lamp, " * 2
    member(password_hash=passwords.hashed(long[:75] + "a rest"))

    assert come_in(guest, "ada", long[:75] + "b rest").status_code == 200
    assert come_in(guest, "ada", long[:75] + "a rest").status_code == 302


def test_asvs_6_3_1_of_a_hundred_guesses_at_once_ten_are_compared(app, member, monkeypatch):
    member()
    compared, lock = [], threading.Lock()

    def count(password, known):
        with lock:
            compared.append(password)
        return passwords.Comparison(False)

    monkeypatch.setattr(passwords, "compare", count)

    def guess(numbers):
        with app.app_context():
            for number in numbers:
                come_in(app.test_client(), ["ada", "ADA"][number % 2], f"guess number {number}")

    threads = [threading.Thread(target=guess, args=[range(n, 100, 4)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(compared) == 10


def test_asvs_6_4_1_links_are_long_random_and_work_once(guest, mailbox):
    guest.post("/sign-up", data=NEW)
    link = link_in(mailbox.one())

    assert len(link.rpartition("/")[2]) >= 43
    assert [guest.post(link).status_code for _ in range(2)] == [302, 404]


def test_asvs_6_4_3_a_reset_ends_sessions_and_asks_to_sign_in(app, guest, member, mailbox):
    member()
    inside = app.test_client()
    come_in(inside)
    guest.post("/reset", data={"name": "ada"})

    guest.post(link_in(mailbox.one()), data={"password": "another cup of soup"})

    assert not is_inside(inside)
    assert not is_inside(guest)


def test_asvs_7_2_1_a_session_without_its_row_is_none(guest, member):
    member()
    come_in(guest)

    with transaction():
        db.session.execute(delete(Session))

    assert not is_inside(guest)


def test_asvs_7_2_3_a_session_is_256_random_bits_kept_as_a_hash(app, member):
    member()
    found = set()
    for _ in range(5):
        client = app.test_client()
        come_in(client)
        found.add(token_in(client))

    kept = " ".join(db.session.scalars(select(Session.token_hash)))
    assert len(found) == 5
    assert all(len(token) >= 43 and token not in kept for token in found)


def test_asvs_7_2_4_and_cve_row_19_a_planted_session_dies_at_sign_in(app, guest, member):
    member("eve")
    eve = app.test_client()
    come_in(eve, "eve")
    planted = token_in(eve)
    plant(guest, planted)
    member("ada")

    come_in(guest, "ada")

    assert token_in(guest) != planted
    assert "ada@example.org" in guest.get("/preferences/email").text
    assert not is_inside(eve)


def test_asvs_7_2_4_nothing_else_that_was_planted_survives_sign_in(guest, member):
    member()
    with guest.session_transaction() as session:
        session["view_as"] = "guest"
        session["csrf_token"] = "planted"
        session["waiting_mail"] = "eve@evil.example"

    come_in(guest)

    with guest.session_transaction() as session:
        assert set(session) <= {"_user_id", "known", "_permanent", "_flashes"}


def test_asvs_7_2_4_sign_out_leaves_nothing_of_the_session(guest, member):
    member()
    come_in(guest)
    old = token_in(guest)

    guest.post("/sign-out")

    assert token_in(guest) is None
    plant(guest, old)
    assert not is_inside(guest)


def test_cve_row_19_the_cookie_cannot_come_from_a_neighbouring_domain(app):
    assert app.config["SESSION_COOKIE_NAME"] == "forum"
    assert app.config.get("SESSION_COOKIE_DOMAIN") is None


@pytest.mark.parametrize(("remember", "idle"), [({}, 12), ({"remember": "y"}, 60 * 24)])
def test_asvs_7_3_1_sessions_end_when_idle(guest, member, remember, idle):
    member()
    start = clock.now()
    come_in(guest, **remember)

    with clock.at(start + timedelta(hours=idle, minutes=1)):
        assert not is_inside(guest)


@pytest.mark.parametrize("state", ["suspended_until", "deactivated_at"])
def test_asvs_7_4_2_suspension_and_closing_end_sessions_at_once(sign_in, state):
    moments = {"suspended_until": timedelta(days=1), "deactivated_at": timedelta(0)}
    for _ in range(20):
        user = make.member()
        client = sign_in(user)
        assert is_inside(client)
        with transaction():
            setattr(queries.fresh_member(user.id), state, clock.now() + moments[state])

        assert not is_inside(client)


def test_asvs_7_4_3_a_new_password_can_end_the_other_sessions(app, guest, member):
    member()
    other = app.test_client()
    come_in(other)
    come_in(guest)

    assert 'name="end_others"' in guest.get("/preferences/password").text
    guest.post(
        "/preferences/password",
        data={"present": PASSWORD, "password": "another cup of soup", "end_others": "y"},
    )

    assert not is_inside(other)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/preferences/password", {"password": "another cup of soup"}),
        ("/preferences/email", {"email": "new@example.org"}),
    ],
)
def test_asvs_7_5_1_weighty_changes_ask_for_the_password(guest, member, mailbox, path, data):
    user = member()
    before = user.password_hash
    come_in(guest)

    for present in ({}, {"present": ""}, {"present": "wrong tea biscuit"}):
        assert guest.post(path, data=data | present).status_code == 200

    assert queries.fresh_member(user.id).password_hash == before
    assert mailbox.all() == []


def test_asvs_7_5_2_members_see_and_end_their_sessions(app, guest, member):
    member()
    other = app.test_client()
    come_in(other)
    come_in(guest)

    page = guest.get("/preferences/sessions").text
    ends = re.findall(r'action="(/preferences/sessions/\d+/end)"', page)

    assert len(ends) == 2
    guest.post(ends[1])
    assert not is_inside(other)
    assert is_inside(guest)


def test_asvs_7_6_2_no_session_begins_by_a_link_or_without_the_forms_token(
    guest, member, with_tokens
):
    member()

    guest.get(f"/sign-in?name=ada&password={PASSWORD}")
    assert not is_inside(guest)
    assert come_in(guest).status_code == 400
    assert not is_inside(guest)

    come_in(guest, csrf_token=guest.token_of("/sign-in"))
    assert is_inside(guest)


@pytest.mark.parametrize("path", ["/sign-up", "/sign-in", "/reset"])
def test_asvs_7_6_2_forms_at_the_door_carry_a_token(guest, with_tokens, path):
    assert 'name="csrf_token"' in guest.get(path).text


def test_asvs_14_2_1_no_token_of_a_session_is_in_any_address(guest, member):
    member()
    come_in(guest)
    token = token_in(guest)

    for path in ("/preferences/sessions", "/preferences/email", "/preferences/password"):
        assert token not in guest.get(path).text


@pytest.mark.parametrize(
    "path", ["/preferences/sessions", "/preferences/password", "/preferences/email"]
)
def test_asvs_14_2_2_and_14_3_2_account_pages_are_kept_by_no_cache(sign_in, path):
    answer = sign_in(make.member()).get(path)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_asvs_14_3_2_pages_of_one_time_links_are_kept_by_no_cache(guest, mailbox):
    guest.post("/sign-up", data=NEW)

    answer = guest.get(link_in(mailbox.one()))

    assert answer.headers["Cache-Control"] == "private, no-store"


def test_asvs_14_3_2_staff_pages_are_kept_by_no_cache(sign_in):
    client = sign_in(make.admin())

    for path in ("/admin/accounts", "/admin/audit"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("path", "data", "limit"),
    [
        ("/sign-in", {"name": "nobody-here", "password": "wrong tea"}, 10),
        ("/reset", {"name": "nobody-here"}, 5),
    ],
)
def test_asvs_2_4_1_one_try_over_the_limit_is_told_to_wait(guest, path, data, limit):
    answers = [guest.post(path, data=data) for _ in range(limit + 1)]

    assert [answer.status_code for answer in answers] == [200] * limit + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600


def test_asvs_2_4_1_neighbours_in_one_ipv6_network_count_together_and_others_do_not(guest):
    def reset(address, name):
        where = {"REMOTE_ADDR": address}
        return guest.post("/reset", data={"name": name}, environ_base=where).status_code

    for number in range(20):
        assert reset(f"2001:db8:1:2::{number:x}", f"name-{number}x") == 200

    assert reset("2001:db8:1:2:ffff::1", "another") == 429
    assert reset("2001:db8:1:3::1", "another") == 200


def test_cve_row_14_opening_a_confirmation_does_nothing_and_signs_nobody_in(app, guest, mailbox):
    guest.post("/sign-up", data=NEW)
    link = link_in(mailbox.one())
    victim = app.test_client()

    victim.get(link)
    victim.head(link)
    assert not queries.member_named("ada").is_active
    victim.post(link)

    assert queries.member_named("ada").is_active
    assert not is_inside(victim)


def test_cve_row_14_pressing_the_button_needs_the_token_of_the_page(
    app, guest, mailbox, monkeypatch
):
    guest.post("/sign-up", data=NEW)
    link = link_in(mailbox.one())
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    assert app.test_client().post(link).status_code == 400
    assert not queries.member_named("ada").is_active


def test_cve_row_15_the_limit_looks_at_nothing_that_the_visitor_can_change(app, member):
    member()
    answers = []
    for number in range(12):
        client = app.test_client()
        answers.append(
            client.post(
                "/sign-in",
                data={"name": ["ada", "ADA", "Ada@example.org"][number % 3], "password": "wrong"},
                headers={
                    "X-Forwarded-For": f"192.0.2.{number}",
                    "Forwarded": f"for=192.0.2.{number}",
                    "User-Agent": f"browser {number}",
                    "Cookie": f"forum=invented{number}",
                },
            ).status_code
        )

    assert answers == [200] * 10 + [429] * 2


def test_cve_row_15_an_invented_cookie_does_not_make_a_known_browser(app, member):
    ada = member()
    for _ in range(10):
        come_in(app.test_client(), "ada", "wrong tea biscuit")
    forger = app.test_client()
    forger.set_cookie("forum", f'{{"known":[{ada.id}]}}.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb')

    assert come_in(forger).status_code == 429


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/preferences/password", {"present": PASSWORD, "password": "another cup of soup"}),
        ("/preferences/email", {"present": PASSWORD, "email": "new@example.org"}),
        ("/preferences/email/cancel", {}),
        ("/preferences/sessions/end-all", {}),
        ("/preferences/sessions/end-others", {}),
    ],
)
def test_cve_row_16_a_member_acts_on_their_own_account_whatever_they_claim(
    guest, member, mailbox, path, data
):
    victim = member("grace")
    inside = guest.application.test_client()
    come_in(inside, "grace")
    member("ada")
    come_in(guest, "ada")
    claims = {"id": victim.id, "uid": victim.id, "user_id": victim.id, "username": "grace"}
    before = victim.password_hash, victim.email

    guest.post(path, query_string=claims, data=data | claims)
    letters = [letter["To"] for letter in mailbox.all()]

    after = queries.fresh_member(victim.id)
    assert (after.password_hash, after.email) == before
    assert is_inside(inside)
    assert "grace@example.org" not in letters


def test_cve_row_16_signing_up_cannot_claim_a_role_or_another_id(guest, member):
    victim = member("grace")

    guest.post("/sign-up", data={**NEW, "role": "admin", "id": victim.id, "approved_at": "2020"})

    user = queries.member_named("ada")
    assert (user.role, user.approved_at) == (Role.MEMBER, None)
    assert user.id != victim.id


def test_cve_row_17_tokens_come_from_the_systems_own_randomness():
    guilty = []
    for file in (ROOT / "forum").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            # A statement such as `global` names words, and imports nothing.
            aliases = [a for a in getattr(node, "names", []) if isinstance(a, ast.alias)]
            names = [alias.name for alias in aliases]
            module = getattr(node, "module", "") or ""
            is_weak = "random" in (*names, module) or "uuid1" in names
            if is_weak and file.parts[-2] != "demo" and "demo" not in file.parts:
                guilty.append(str(file))

    assert guilty == []


def test_cve_row_17_two_processes_that_begin_alike_make_different_tokens():
    begun_alike = "import random; random.seed(7); from forum.kernel import tokens; "
    program = begun_alike + "print(tokens.new_token(), tokens.new_public_id())"
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": "7"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for _ in range(2)
    }

    assert len(made) == 2


STRANGE = [["a", "b"], {"a": "b"}, 7, None, True, "__proto__", "x" * 1_000_000]


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: repr(value)[:20])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/reset"])
def test_cve_row_18_fields_of_a_strange_kind_fail_gently(guest, path, value):
    fields = ("name", "username", "email", "password", "display_name", "next", "remember")

    as_json = guest.post(path, json=dict.fromkeys(fields, value))
    as_form = guest.post(path, data=dict.fromkeys(fields, str(value)))

    assert as_json.status_code < 500
    assert as_form.status_code < 500
