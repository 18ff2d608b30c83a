"""What the log tells, and what it never does."""

import logging
import re

import pytest
from sqlalchemy.exc import IntegrityError

from forum.accounts import queries
from forum.kernel.db import db
from forum.server.logs import Lines
from tests.accounts.conftest import NEW, PASSWORD, Mailbox, come_in, link_in
from tests.security.town import inside
from tests.support import make

NEXT_PASSWORD = "another cup of soup"


@pytest.fixture
def log(caplog):
    """Everything that would be logged where the operator asks for all there is."""
    for name in ("uvicorn", "alembic", "sqlalchemy"):
        caplog.set_level(logging.WARNING, logger=name)
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(Lines("{levelname} {name}: {message}", style="{"))
    return caplog


@pytest.fixture
def failing(app, monkeypatch):
    """Failures become pages, as in production."""
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def test_asvs_v16_2_5_no_password_token_or_address_is_in_the_log(app, guest, log):
    mailbox, secrets = Mailbox(app), [PASSWORD, NEXT_PASSWORD, "a wrong one", "ada@example.org"]
    guest.post("/sign-up", data=NEW)
    confirm = link_in(mailbox.one())
    guest.post(confirm)
    come_in(guest, "ada", "a wrong one")
    come_in(guest)
    with guest.session_transaction() as session:
        secrets.append(session["_user_id"])
    guest.post("/preferences/email", data={"present": PASSWORD, "email": "new@example.org"})
    mailbox.all()
    guest.post("/reset", data={"name": "ada"})
    reset = link_in(mailbox.one())
    guest.post(reset, data={"password": NEXT_PASSWORD})
    secrets += [confirm.rsplit("/")[-1], reset.rsplit("/")[-1], "new@example.org"]

    assert queries.member_named("ada").is_active
    assert "wrong password for member" in log.text
    assert [secret for secret in secrets if secret in log.text] == []
    assert app.config["SECRET_KEY"] not in log.text


def test_asvs_v16_2_5_a_failing_statement_is_logged_without_its_values(app, log):
    make.member(username="ada", email="ada@example.org")

    with pytest.raises(IntegrityError) as failed:
        make.member(username="ada", email="ada@example.org", password_hash="a-hash-of-secrets")
    db.session.rollback()

    assert "UNIQUE" in str(failed.value).upper()
    assert "a-hash-of-secrets" not in str(failed.value)


def test_asvs_v16_3_1_sign_ins_that_work_and_those_that_do_not_are_logged(guest, log):
    user = make.member(username="ada")

    come_in(guest, "ada", "wrong tea biscuit")
    come_in(guest, "nobody-of-that-name", "wrong tea biscuit")

    assert f"wrong password for member {user.id} from 127.0.0.1" in log.text
    assert "wrong password for member ? from 127.0.0.1" in log.text
    assert "nobody-of-that-name" not in log.text


def test_asvs_v16_3_2_what_was_refused_is_logged(app, log):
    client = inside(app, make.member())

    client.get("/admin/audit")
    client.post("/catch-up", headers={"Origin": "https://evil.example"})

    assert "refused GET /admin/audit: staff_only" in log.text
    assert "refused POST /catch-up: sent by another site" in log.text


def test_asvs_v16_4_1_no_visitor_writes_lines_of_the_log(app, log):
    client = inside(app, make.member())

    client.get("/admin/site/settings/x%0d%0aINFO forum: forged%1b[31m%E2%80%AE")

    assert "\\r\\nINFO forum: forged\\x1b[31m\\u202e" in log.text
    assert not re.search(r"^INFO forum: forged", log.text, re.MULTILINE)


def test_asvs_v16_4_1_the_lines_of_a_traceback_are_moved_in():
    error = ValueError("a\nINFO forum: forged")
    facts = (type(error), error, error.__traceback__)
    record = logging.LogRecord("forum", logging.ERROR, "x", 1, "failed", (), facts)

    lines = Lines("{levelname} {message}", style="{").format(record).split("\n")

    assert lines[0] == "ERROR failed"
    assert all(line.startswith("    ") for line in lines[1:])


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_asvs_v13_4_2_and_v16_5_1_a_failure_tells_a_number_and_nothing_else(
    app, failing, log, monkeypatch, accept
):
    def break_down(**given):
        raise RuntimeError("the password of the database")

    monkeypatch.setitem(app.view_functions, "home.latest", break_down)

    answer = app.test_client().get("/", headers={"Accept": accept})
    (number,) = re.findall(r"failure ([0-9a-f]{12})", log.text)

    assert answer.status_code == 500
    assert number in answer.text
    for words in ("the password", "RuntimeError", "Traceback", "forum/", ".py", "line "):
        assert words not in answer.text, words


def test_asvs_v13_4_2_debugging_is_off(app):
    assert app.debug is False
    assert app.config["DEBUG"] is False
    assert not app.config["EXPLAIN_TEMPLATE_LOADING"]


def test_asvs_v13_3_1_the_secret_key_is_on_no_page_and_in_no_row(app, town_walk):
    key = app.config["SECRET_KEY"]

    assert len(town_walk.all) > 500
    assert [answer.path for answer in town_walk.all if key in answer.text] == []
