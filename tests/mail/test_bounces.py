"""Letters that came back: reports as mail servers write them, made here."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from forum.kernel import clock
from forum.kernel.db import db
from forum.mail import actions, bounces, envelope, queries
from forum.mail.models import Letter, RefusedAddress
from forum.mail.queries import Fate

ADDRESS = "ada@example.org"
HEADS = (
    b"From: MAILER-DAEMON@mx.example.org\r\n"
    b"To: forum@example.org\r\n"
    b"Subject: Undelivered Mail Returned to Sender\r\n"
    b"Auto-Submitted: auto-replied\r\n"
    b'Content-Type: multipart/report; report-type=delivery-status; boundary="frame"\r\n\r\n'
)
PARTS = b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: "
NO_SUCH_USER = "smtp; 550 5.1.1 <ada@example.org>: Recipient address rejected"


@pytest.fixture
def letter(app):
    return sent()


def sent(address=ADDRESS):
    letter = actions.post("greeting", to=address, subject="Hello", text="A word.")
    actions.note_sent(letter.id)
    return letter


def report(
    letter,
    *,
    action="failed",
    status="5.1.1",
    diagnostic=NO_SUCH_USER,
    heads_only=False,
    address=ADDRESS,
):
    """A report as RFC 3464 wants it: words for people, fields for programs, and the letter."""
    original = envelope.message(letter).as_bytes()
    kind = b"message/rfc822"
    if heads_only:
        original, kind = original.partition(b"\r\n\r\n")[0] + b"\r\n", b"text/rfc822-headers"
    fields = (
        "Reporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\n"
        f"Action: {action}\r\n"
        f"Status: {status}\r\n"
        f"Diagnostic-Code: {diagnostic}\r\n"
    )
    parts = [
        b"Content-Type: text/plain\r\n\r\nI'm sorry to have to inform you ...\r\n",
        b"Content-Type: message/delivery-status\r\n\r\n" + fields.encode(),
        b"Content-Type: " + kind + b"\r\n\r\n" + original,
    ]
    return HEADS + b"".join(b"--frame\r\n" + part + b"\r\n" for part in parts) + b"--frame--\r\n"


def take_in(app, raw):
    result = app.test_cli_runner().invoke(args=["mail", "bounce"], input=raw)
    db.session.expire_all()
    assert result.exit_code == 0, result.output
    return result.output


def fate(letter):
    return db.session.get_one(Letter, letter.id)


def refusals(address=ADDRESS):
    row = db.session.get(RefusedAddress, address)
    return row.times if row else 0


@pytest.mark.parametrize("heads_only", [False, True])
def test_a_letter_that_came_back_has_failed_and_says_why(app, letter, heads_only):
    said = take_in(app, report(letter, heads_only=heads_only))

    found = fate(letter)
    assert "came back" in said
    assert found.sent_at is None and found.failed_at is not None
    assert "550 5.1.1" in found.error
    assert [post.letter.id for post in queries.letters(Fate.FAILED).items] == [letter.id]
    assert refusals() == 1


def test_the_same_report_twice_counts_once(app, letter):
    take_in(app, report(letter))

    assert "known already" in take_in(app, report(letter))
    assert refusals() == 1


def test_an_address_is_stopped_after_three_although_its_letters_are_taken_first(app):
    for _ in range(3):
        take_in(app, report(sent()))

    assert refusals() == 3
    assert queries.is_stopped(ADDRESS)


def test_a_letter_that_was_taken_meanwhile_does_not_free_a_stopped_address(app):
    for _ in range(3):
        take_in(app, report(sent()))
    sent()

    assert queries.is_stopped(ADDRESS)


def test_what_came_back_long_ago_is_forgotten_when_letters_are_taken(app, letter):
    take_in(app, report(letter))
    with clock.at(clock.now() + timedelta(days=20)):
        sent()

    assert refusals() == 0


def test_a_full_mailbox_fails_the_letter_and_does_not_count(app, letter):
    take_in(app, report(letter, status="4.2.2", diagnostic="smtp; 452 4.2.2 mailbox full"))

    assert fate(letter).failed_at is not None
    assert refusals() == 0


def test_a_letter_that_is_late_is_still_on_its_way(app, letter):
    said = take_in(app, report(letter, action="delayed", status="4.4.1"))

    assert "still on its way" in said
    assert fate(letter).sent_at is not None


def test_a_report_about_a_letter_that_is_not_ours_changes_nothing(app, letter):
    raw = report(letter).replace(letter.message_id.encode(), b"<made.up@example.org>")

    assert "no letter of this forum" in take_in(app, raw)
    assert fate(letter).sent_at is not None and refusals() == 0


def test_the_address_in_the_report_is_not_believed(app, letter):
    take_in(app, report(letter, address="somebody.else@example.org"))

    assert refusals("somebody.else@example.org") == 0
    assert refusals(ADDRESS) == 1


def out_of_office():
    message = EmailMessage()
    message["Subject"] = "Out of office"
    message.set_content("Back on Monday.")
    return message.as_bytes()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00nothing like a message",
        out_of_office(),
        PARTS + b"text/plain\n\nHi\n--x--\n",
        b"Content-Type: multipart/report\n\nno parts at all",
        PARTS + b"message/delivery-status\n\nAction: failed\n",
    ],
)
def test_what_is_no_report_is_put_aside_without_an_error(app, raw):
    assert "Nothing to do" in take_in(app, raw)
    with pytest.raises(bounces.NoReport):
        bounces.read(raw)


def test_control_characters_of_the_other_side_do_not_come_in(app, letter):
    take_in(app, report(letter, diagnostic="smtp; 550 \x1b[31mno\x07"))

    assert fate(letter).error == "5.1.1 smtp; 550 [31mno"


def test_a_report_of_another_language_and_folded_lines_is_read(app, letter):
    folded = "smtp; 550 5.1.1\n    Kein solches Postfach"

    take_in(app, report(letter, diagnostic=folded))

    assert "550 5.1.1 Kein solches Postfach" in fate(letter).error
