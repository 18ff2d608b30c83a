import re
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions, queries
from forum.accounts import session as sessions
from forum.accounts.actions import Place
from forum.accounts.actions import sessions as signing_in
from forum.accounts.browsers import described
from forum.accounts.models import Session
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.web.cookies import PatientSigner
from tests.accounts.conftest import come_in, is_inside
from tests.support import make

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def rows():
    return db.session.scalars(select(Session).order_by(Session.id)).all()


def token_in(client):
    with client.session_transaction() as session:
        return session.get("_user_id")


def test_a_session_is_kept_as_a_hash_with_place_and_browser(guest, member):
    member()

    guest.post(
        "/sign-in",
        data={"name": "ada", "password": "correct tea biscuit"},
        headers={"User-Agent": FIREFOX},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )

    (row,) = rows()
    assert (row.address, row.browser) == ("192.0.2.7", FIREFOX)
    assert row.token_hash == tokens.digest(token_in(guest))
    assert len(token_in(guest)) >= 43


def test_sign_out_ends_the_session_here_and_on_the_server(app, guest, member):
    member()
    come_in(guest)
    stolen = token_in(guest)

    guest.post("/sign-out")

    assert rows() == []
    thief = app.test_client()
    with thief.session_transaction() as session:
        session["_user_id"] = stolen
    assert not is_inside(thief)


def test_sign_out_by_a_mere_link_is_not_possible(guest, member):
    member()
    come_in(guest)

    assert guest.get("/sign-out").status_code == 405
    assert is_inside(guest)


def test_a_session_ends_after_twelve_hours_without_a_visit(guest, member):
    member()
    start = clock.now()
    come_in(guest)

    with clock.at(start + timedelta(hours=11, minutes=59)):
        assert is_inside(guest)
    with clock.at(start + timedelta(hours=12, minutes=1)):
        assert not is_inside(guest)


def test_a_session_in_use_lives_on(app, guest, member):
    member()
    start = clock.now()
    come_in(guest)

    for hours in (10, 20, 30):
        with clock.at(start + timedelta(hours=hours)):
            assert is_inside(guest)
            sessions.seen.flush()


def test_whoever_asked_to_be_remembered_stays_for_sixty_days(guest, member):
    member()
    start = clock.now()
    come_in(guest, remember="y")

    with clock.at(start + timedelta(days=59)):
        assert is_inside(guest)
    with clock.at(start + timedelta(days=61)):
        assert not is_inside(guest)


def test_no_session_lives_longer_than_half_a_year_however_often_it_is_used(guest, member):
    member()
    start = clock.now()
    come_in(guest, remember="y")
    for days in (50, 100, 150):
        with clock.at(start + timedelta(days=days)):
            assert is_inside(guest)
            sessions.seen.flush()

    with clock.at(start + timedelta(days=179)):
        assert is_inside(guest)
    with clock.at(start + timedelta(days=181)):
        assert not is_inside(guest)


def test_the_cookie_ends_with_the_browser_unless_it_is_remembered(app, member):
    member()
    brief, lasting = app.test_client(), app.test_client()

    cookie = come_in(brief).headers["Set-Cookie"]
    kept = come_in(lasting, remember="y").headers["Set-Cookie"]

    assert "Expires" not in cookie and "Max-Age" not in cookie
    assert "Expires" in kept
    for each in (cookie, kept):
        assert "HttpOnly" in each and "SameSite=Lax" in each


def test_reading_pages_sets_no_cookie_again_and_again(guest, member):
    member()
    come_in(guest, remember="y")
    guest.get("/preferences/sessions")

    assert "Set-Cookie" not in guest.get("/preferences/sessions").headers


def test_a_visit_is_noted_at_most_every_five_minutes(guest, member):
    # What earlier tests left behind is about other sessions of the same number.
    sessions.seen.flush()
    member()
    start = clock.now()
    come_in(guest)

    with clock.at(start + timedelta(minutes=4)):
        guest.get("/preferences/sessions")
        assert sessions.seen.flush() == 0
    with clock.at(start + timedelta(minutes=6)):
        guest.get("/preferences/sessions")
        assert sessions.seen.flush() == 1

    db.session.expire_all()
    assert rows()[0].last_seen_at == start + timedelta(minutes=6)
    assert queries.member_named("ada").last_seen_at == start + timedelta(minutes=6)


def test_the_list_shows_all_sessions_and_marks_this_one(app, guest, member):
    member()
    come_in(app.test_client())
    guest.post(
        "/sign-in",
        data={"name": "ada", "password": "correct tea biscuit"},
        headers={"User-Agent": FIREFOX},
    )

    page = guest.get("/preferences/sessions").text

    assert page.count('class="accounts__session"') == 2
    first = page.partition('class="accounts__session"')[2]
    assert first.index("Firefox on Linux") < first.index("This one") < first.index("not know")


def test_a_member_ends_one_session_and_keeps_the_other(app, guest, member):
    member()
    other = app.test_client()
    come_in(other)
    come_in(guest)
    other_id = rows()[0].id

    page = guest.post(f"/preferences/sessions/{other_id}/end", follow_redirects=True)

    assert "That session is ended" in page.text
    assert not is_inside(other)
    assert is_inside(guest)


def test_a_member_ends_all_other_sessions(app, guest, member):
    member()
    others = [app.test_client() for _ in range(3)]
    for each in (*others, guest):
        come_in(each)

    page = guest.post("/preferences/sessions/end-others", follow_redirects=True)

    assert "3 sessions are ended" in page.text
    assert [is_inside(each) for each in others] == [False] * 3
    assert is_inside(guest)


def test_a_member_signs_out_everywhere(app, guest, member):
    member()
    other = app.test_client()
    for each in (other, guest):
        come_in(each)

    guest.post("/preferences/sessions/end-all")

    assert rows() == []
    assert not is_inside(other) and not is_inside(guest)


def test_ending_the_own_session_leads_out(guest, member):
    member()
    come_in(guest)

    page = guest.post(f"/preferences/sessions/{rows()[0].id}/end", follow_redirects=True)

    assert "You are signed out" in page.text


def test_who_signs_in_without_end_is_signed_out_where_they_were_least_lately(
    app, guest, member, monkeypatch
):
    monkeypatch.setattr(signing_in, "MOST_SESSIONS", 3)
    user = member()
    for hours in (5, 4, 3, 2):
        with clock.at(clock.now() - timedelta(hours=hours)):
            actions.sign_in(make.member(), user, place=Place(f"192.0.2.{hours}", ""))

    come_in(guest)

    assert [row.address for row in rows()] == ["192.0.2.3", "192.0.2.2", "127.0.0.1"]
    assert is_inside(guest)


def test_every_button_that_signs_out_here_lets_this_browser_forget_drafts(guest, member):
    member()
    come_in(guest)

    page = guest.get("/preferences/sessions").text

    ways = re.findall(r'action="(/[^"]+)"[^>]*>\s*<input[^>]*>\s*<button[^>]* data-sign-out', page)
    (own,) = [row.id for row in rows()]
    assert f"/preferences/sessions/{own}/end" in ways
    assert "/preferences/sessions/end-all" in ways


def test_nobody_ends_the_session_of_somebody_else(app, guest, member, sign_in):
    member("grace")
    other = app.test_client()
    come_in(other, "grace")
    graces = rows()[0].id
    client = sign_in(member("ada"))

    assert client.post(f"/preferences/sessions/{graces}/end").status_code == 404
    assert is_inside(other)
    with pytest.raises(NotFound):
        actions.end_session(queries.member_named("ada"), graces)


def test_signing_in_again_ends_the_session_that_the_browser_had(guest, member):
    member("ada")
    member("grace")
    come_in(guest, "ada")
    come_in(guest, "grace")

    (row,) = rows()
    assert row.user_id == queries.member_named("grace").id


def test_a_list_of_many_sessions_costs_as_much_as_one_of_few(sign_in):
    from_now = clock.now() + timedelta(days=1)
    user = make.member()
    client = sign_in(user)
    page = client.get("/preferences/sessions")
    for number in range(30):
        make.save(Session(user_id=user.id, token_hash=f"{number}", expires_at=from_now))

    full = client.get("/preferences/sessions")

    assert page.text.count('class="accounts__session"') == 1
    assert full.text.count('class="accounts__session"') == 31


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1",
            ("Safari", "iPhone"),
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150 Safari/537 Edg/150", ("Edge", "Windows")),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150 Mobile Safari/537", ("Chrome", "Android")),
        ("<script>alert(1)</script>", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_named_in_words_that_people_know(text, words):
    assert described(text) == words


def test_what_a_browser_says_of_itself_is_never_markup(app, guest, member):
    member()
    guest.post(
        "/sign-in",
        data={"name": "ada", "password": "correct tea biscuit"},
        headers={"User-Agent": "<script>alert(1)</script>" + "x" * 500},
    )

    assert "<script>alert" not in guest.get("/preferences/sessions").text
    assert len(rows()[0].browser) == 255


@pytest.mark.parametrize(
    ("ahead", "is_in"),
    [(5, True), (24 * 3600, True), (24 * 3600 + 1, False), (-3 * 86400, True)],
)
def test_a_cookie_signed_while_the_clock_was_ahead_counts_after_it_was_put_right(
    monkeypatch, guest, member, ahead, is_in
):
    member()
    true = int(time.time())
    monkeypatch.setattr(PatientSigner, "get_timestamp", lambda _: true + ahead)
    come_in(guest)

    monkeypatch.setattr(PatientSigner, "get_timestamp", lambda _: true)

    assert is_inside(guest) is is_in


def test_a_cookie_of_the_future_with_a_wrong_signature_is_nobodys(monkeypatch, guest, member):
    member()
    true = int(time.time())
    monkeypatch.setattr(PatientSigner, "get_timestamp", lambda _: true + 60)
    come_in(guest)
    cookie = guest.get_cookie("forum")
    guest.set_cookie("forum", cookie.value[:-4] + "AAAA")

    monkeypatch.setattr(PatientSigner, "get_timestamp", lambda _: true)

    assert not is_inside(guest)
