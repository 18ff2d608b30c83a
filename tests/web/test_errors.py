import re
import sqlite3
from urllib.parse import unquote, urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from forum.accounts import passwords
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel import db as kernel_db
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused, deny
from forum.web.limits import TooMany
from tests.support import make

NEXT = re.compile(r'href="/sign-in\?next=([^"&]+)')


@pytest.fixture
def failing(app, monkeypatch):
    """A browser and a page that raises what the test wants."""

    def raise_(error):
        def view(**_):
            raise error

        monkeypatch.setitem(app.view_functions, "static_files.show", view)
        return app.test_client().get("/static/1/x", headers={"Accept": "text/html"})

    return raise_


def test_what_is_not_found_says_so_on_a_page(failing):
    answer = failing(NotFound())

    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_a_refusal_is_403_and_offers_help(failing):
    answer = failing(Refused(deny("topic_closed")))

    assert answer.status_code == 403
    assert "<h1" in answer.text


def test_too_many_tries_say_when_to_come_back(failing):
    answer = failing(TooMany("sign_in", 90))

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "90"


@pytest.mark.parametrize(
    "error",
    [
        Refused(deny("silenced")),
        Refused(deny("entry_needed")),
        Refused(deny("a_reason_without_a_page")),
        TooMany("posts", 60),
        NotFound(),
        RuntimeError("ours"),
    ],
)
def test_what_was_sent_is_given_back_whatever_goes_wrong(app, sign_in, monkeypatch, error):
    def fail(**_):
        raise error

    monkeypatch.setitem(app.view_functions, "topics.reply", fail)
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = sign_in(make.member()).post("/t/1/reply", data={"body": "Two hours of <work>."})

    assert answer.status_code >= 400
    assert "Two hours of &lt;work&gt;." in answer.text


def test_a_form_that_is_too_large_to_be_read_is_no_second_failure(app, guest, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100)

    answer = guest.post("/sign-in", data={"name": "a" * 200})

    assert answer.status_code == 413


def test_after_a_form_that_failed_nobody_is_led_to_an_address_that_only_takes_forms(
    sign_in, lose_database
):
    ada, topic = sign_in(make.member()), make.topic()
    lose_database()

    answer = ada.post(f"/t/{topic.id}/reply", data={"body": "Two hours of work."})

    assert 'href=""' not in answer.text


def test_a_fault_of_ours_shows_an_id_and_nothing_else(app, failing, monkeypatch):
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = failing(RuntimeError("a secret of the database"))

    assert answer.status_code == 500
    assert "a secret of the database" not in answer.text
    assert "Traceback" not in answer.text


def test_a_script_gets_json(app):
    answer = app.test_client().get("/no-such-page", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.get_json()["status"] == 404


def test_guests_are_told_the_same_at_every_address_without_a_page(guest):
    among_us = make.channel(slug="among-us", name="Among us", visibility=Visibility.MEMBERS)
    secret = make.channel(slug="hush", name="Hush", visibility=Visibility.SECRET)
    topics = [make.topic(title="Not for guests", channel=room) for room in (among_us, secret)]
    addresses = [f"/t/{topic.slug}/{topic.id}" for topic in topics]
    addresses += ["/c/among-us", "/c/hush", "/c/never-was", "/t/never-was/9999", "/t/topic/9999"]

    pages = []
    for address in addresses:
        answer = guest.get(f"{address}?page=1")
        assert answer.status_code == 404
        assert unquote(NEXT.findall(answer.text)[-1]) == f"{address}?page=1"
        pages.append(re.sub(r"nonce-\w+", "", NEXT.sub("", answer.text)))

    assert "some pages are for members only" in pages[0]
    assert len(set(pages)) == 1


def test_a_member_who_signs_in_from_there_reads_on(guest):
    make.channel(slug="among-us", name="Among us", visibility=Visibility.MEMBERS)
    make.member(username="ada", password_hash=passwords.hasher.hash("a long enough word"))
    way = NEXT.findall(guest.get("/c/among-us").text)[-1]

    answer = guest.post(
        f"/sign-in?next={way}",
        data={"name": "ada", "password": "a long enough word", "next": unquote(way)},
    )

    # The first time, the greeting of newcomers stands between; it leads on to the page.
    assert urlsplit(answer.location).path == "/welcome"
    assert 'href="/c/among-us"' in guest.get(answer.location).text
    chosen = guest.post(answer.location, data={})
    assert urlsplit(chosen.location).path == "/welcome/next"
    assert 'href="/c/among-us"' in guest.get(chosen.location).text


def test_a_member_who_was_here_before_signs_in_from_there_and_reads_on_at_once(guest):
    make.channel(slug="among-us", name="Among us", visibility=Visibility.MEMBERS)
    hashed = passwords.hasher.hash("a long enough word")
    make.member(username="ada", password_hash=hashed, last_seen_at=clock.now())

    data = {"name": "ada", "password": "a long enough word", "next": "/c/among-us"}
    answer = guest.post("/sign-in", data=data)

    assert urlsplit(answer.location).path == "/c/among-us"


def test_members_are_not_asked_to_sign_in_again(sign_in):
    page = sign_in(make.member()).get("/c/never-was").text

    assert "some pages are for members only" not in page
    assert not NEXT.search(page)


class Away(Exception):
    """What the driver of PostgreSQL raises when nobody answers: an error without a state."""

    sqlstate = None


@pytest.fixture
def lose_database(monkeypatch):
    """From the call on, the database does not answer anything."""

    def refuse(*given, **named):
        raise OperationalError("SELECT 1", {}, Away("no connection"))

    def lose():
        for name in ("execute", "scalar", "scalars", "connection"):
            monkeypatch.setattr(db.session, name, refuse)

    yield lose
    monkeypatch.undo()


def test_without_the_database_the_text_is_given_back_and_patience_is_asked_for(
    sign_in, lose_database
):
    ada, topic = sign_in(make.member()), make.topic()
    lose_database()

    answer = ada.post(f"/t/{topic.id}/reply", data={"body": "Two hours of <work>."})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src" in answer.headers["Content-Security-Policy"]
    assert "Two hours of &lt;work&gt;." in answer.text


def test_without_the_database_a_guest_reads_that_in_a_language_of_the_browser(guest, lose_database):
    lose_database()

    answer = guest.get("/", headers={"Accept-Language": "de"})

    assert answer.status_code == 503
    assert 'lang="de"' in answer.text
    assert "What you had written" not in answer.text


def test_without_the_database_a_script_is_told_the_fact(guest, lose_database):
    lose_database()

    answer = guest.get("/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json["reason"]) == (503, "unavailable")


def test_what_the_database_cannot_do_now_is_told_from_what_it_never_can(app):
    with pytest.raises(DBAPIError) as never:
        db.session.execute(text("SELECT nothing FROM nowhere"))
    db.session.rollback()
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    full = Away("the disk is full")
    full.sqlstate = "53100"

    assert not kernel_db.is_passing(never.value)
    assert not kernel_db.is_passing(RuntimeError())
    assert kernel_db.is_passing(PoolTimeout())
    assert all(kernel_db.is_passing(OperationalError("", {}, why)) for why in (busy, full))
