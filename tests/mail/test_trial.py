import socket
import ssl

import pytest
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select

from forum.kernel.db import db
from forum.mail import carrier, checks, trial
from forum.mail.models import Letter
from forum.mail.trial import Fate
from tests.mail.conftest import use_server
from tests.mail.post_office import free_port, open_post_office


def send(to="ada@example.org"):
    return trial.send("setup.trial", to=to, subject="A test", text="A word.\n")


def the_letter():
    return db.session.scalars(select(Letter)).one()


def test_a_letter_that_was_taken_is_told_and_written_down(post_office):
    outcome = send()

    assert (outcome.fate, outcome.is_good) == (Fate.ACCEPTED, True)
    assert [mail["To"] for mail in post_office.accepted] == ["ada@example.org"]
    assert the_letter().sent_at is not None


def test_no_job_comes_of_a_letter_that_was_tried(post_office, work):
    send()

    work()

    assert len(post_office.tries) == 1
    assert [words for check in checks.ALL for words in check.problems()] == []


def test_without_a_server_the_letter_becomes_a_file(app):
    outcome = send(to="file@example.org")

    files = app.extensions["config"].mail_dir.glob("*setup-trial*.eml")
    assert outcome.fate == Fate.WRITTEN
    assert any("file@example.org" in file.read_text() for file in files)
    assert not trial.server().is_set


def test_a_refused_address_is_told_with_the_words_of_the_server(post_office):
    post_office.refused_address = "ada@example.org"

    outcome = send()

    assert outcome.fate == Fate.REFUSED
    assert outcome.answer == "550 5.1.1 no such person"
    assert the_letter().failed_at is not None


@pytest.mark.parametrize("answer", ["554 looks like spam", "451 try later"])
def test_a_refused_letter_is_told(post_office, answer):
    post_office.answers = [answer]

    outcome = send()

    assert (outcome.fate, outcome.answer) == (Fate.REFUSED, answer)


def test_a_connection_that_breaks_is_told(post_office):
    post_office.answers = ["drop before"]

    assert send().fate == Fate.NO_ANSWER


def test_a_wrong_password_is_told(app, monkeypatch):
    def nobody(server, session, envelope, mechanism, data):
        return AuthResult(success=False, handled=False)

    with open_post_office(authenticator=nobody, auth_require_tls=False) as office:
        use_server(app, monkeypatch, f"smtp://ada:secret@127.0.0.1:{office.port}")
        outcome = send()

    assert outcome.fate == Fate.WRONG_PASSWORD
    assert "secret" not in outcome.answer


def test_a_closed_port_is_told(app, monkeypatch):
    use_server(app, monkeypatch, f"smtp://127.0.0.1:{free_port()}")

    assert send().fate == Fate.NO_CONNECTION


def test_a_server_that_speaks_something_else_is_told(app, monkeypatch):
    with open_post_office() as office:
        use_server(app, monkeypatch, f"smtps://127.0.0.1:{office.port}")

        assert send().fate == Fate.BAD_CERTIFICATE


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (socket.gaierror(-2, "Name or service not known"), Fate.UNKNOWN_HOST),
        (TimeoutError("timed out"), Fate.NO_ANSWER),
        (ssl.SSLCertVerificationError("self-signed"), Fate.BAD_CERTIFICATE),
        (carrier.NoTls("no TLS"), Fate.NO_TLS),
        (ValueError("odd"), Fate.OTHER),
    ],
)
def test_every_failure_has_its_word(app, monkeypatch, error, fate):
    def fail(letter, **how):
        raise error

    monkeypatch.setattr(carrier, "carry", fail)

    assert send().fate == fate


def test_the_password_of_the_server_is_never_shown(app, monkeypatch):
    use_server(app, monkeypatch, "smtps://ada:secret@mail.example.org")

    server = trial.server()

    assert (server.host, server.port, server.name) == ("mail.example.org", 465, "ada")
    assert "secret" not in repr(server)
