from datetime import timedelta

import pytest
from sqlalchemy import select, update

from forum.audit.models import AuditEntry
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.mail import actions, queries, reasons
from forum.mail.models import RefusedAddress
from forum.mail.queries import Fate
from tests.support import make
from tests.support.queries import count_queries

SECRET = "https://forum.example.org/sign-in/reset/a-secret-token"


@pytest.fixture
def boss(sign_in):
    return sign_in(make.admin())


def letter(to="ada@example.org", subject="Your new password"):
    return actions.post("accounts.reset", to=to, subject=subject, text=f"Go to {SECRET}")


def change(row, **values):
    with transaction():
        db.session.execute(update(Job).where(Job.key == row.message_id).values(**values))


def given_up(**given):
    row = letter(**given)
    actions.note_trouble(row.id, "ConnectionRefusedError: [Errno 111] Connection refused")
    change(row, dead_at=clock.now(), attempts=8)
    return row


def test_letters_are_listed_by_what_became_of_them(boss):
    waits, sent, refused = letter("a@x.org"), letter("b@x.org"), letter("c@x.org")
    actions.note_sent(sent.id)
    actions.note_failed(refused.id, "550 5.1.1 no such user here")
    given_up(to="d@x.org")

    def shown(**narrow):
        page = boss.get("/admin/mail", query_string=narrow).text
        return "".join(who for who in "abcd" if f"{who}@x.org<" in page)

    assert shown() == "abcd"
    assert (shown(fate="waiting"), shown(fate="sent"), shown(fate="failed")) == ("a", "b", "cd")
    assert shown(q="B@X") == "b"
    assert shown(q="%") == shown(q="a\x00") == ""
    assert boss.get("/admin/mail?fate=lost").status_code == 404
    assert waits.text


def test_why_a_letter_failed_is_said_in_plain_words(boss):
    given_up()

    page = boss.get("/admin/mail").text

    assert "The mail server did not answer" in page


def test_the_log_never_shows_the_words_of_a_letter(boss):
    letter()
    given_up()

    assert "a-secret-token" not in boss.get("/admin/mail").text


def test_a_letter_that_was_given_up_is_tried_again_and_it_is_written_down(boss):
    row = given_up()

    page = boss.post(f"/admin/mail/{row.id}/retry", follow_redirects=True).text

    assert "will be tried again in a moment" in page
    job = db.session.scalars(select(Job).where(Job.key == row.message_id)).one()
    assert (job.dead_at, job.attempts) == (None, 0)
    assert db.session.scalars(select(AuditEntry.verb)).all() == ["mail.retry"]


def test_whoever_looks_at_failed_letters_still_does_after_one_is_tried_again(boss):
    row = given_up()
    # When it was written, and when it was given up.
    assert boss.get("/admin/mail?fate=failed").text.count("<time") == 2

    answer = boss.post(f"/admin/mail/{row.id}/retry", data={"fate": "failed"})

    assert answer.location == "/admin/mail?fate=failed"


def test_a_letter_that_was_sent_or_refused_is_not_tried_again(boss):
    sent, refused = letter(), letter()
    actions.note_sent(sent.id)
    actions.note_failed(refused.id, "554 no")

    for row in (sent, refused):
        page = boss.post(f"/admin/mail/{row.id}/retry", follow_redirects=True).text
        assert "There is nothing to try again" in page
    assert db.session.scalars(select(AuditEntry.verb)).all() == []
    assert boss.post("/admin/mail/999/retry").status_code == 404


def test_the_panel_says_whether_letters_go_out(boss):
    assert "nothing sent in the last 30 days" in boss.get("/admin").text
    actions.note_sent(letter().id)
    assert "last sent" in boss.get("/admin").text

    given_up()

    assert "1 letter could not be sent so far" in boss.get("/admin").text


def test_refused_letters_count_for_a_day(app):
    with clock.at(clock.now() - timedelta(days=2)):
        actions.note_failed(letter().id, "550 no")
    assert queries.health().failed == 0

    actions.note_failed(letter().id, "550 no")

    assert queries.health().failed == 1


def test_a_long_list_goes_on_page_by_page_at_the_same_cost(boss):
    def cost(address):
        with count_queries() as seen:
            assert boss.get(address).status_code == 200
        return len(seen)

    letter()
    few = cost("/admin/mail")
    for _ in range(45):
        letter()
    page = queries.letters(Fate.WAITING)

    assert len(page.items) == 20
    assert cost("/admin/mail") == few == cost(f"/admin/mail?after={page.next}")


def stop(address, *, error="550 5.1.1 no such user here"):
    for _ in range(actions.STOPPED_AFTER):
        actions.note_refused(letter(address).id, error)


def test_stopped_addresses_are_listed_with_when_and_why(boss):
    stop("gone@x.org")
    actions.note_refused(letter("twice@x.org").id, "550 no")

    page = boss.get("/admin/mail/stopped").text

    assert "gone@x.org" in page
    assert "There is no such mailbox" in page
    assert "550 5.1.1 no such user here" in page
    assert "Refused 3 times" in page
    assert "&lt;" not in page.partition("gone@x.org")[2]
    assert "twice@x.org" not in page
    assert 'href="/admin/mail/stopped"' in boss.get("/admin/mail").text


def test_the_reason_outlives_the_letter(boss):
    with clock.at(clock.now() - timedelta(days=40)):
        stop("gone@x.org")
    actions.purge()

    assert "There is no such mailbox" in boss.get("/admin/mail/stopped").text


def test_a_part_of_the_address_finds_a_stopped_one(boss):
    stop("gone@x.org")
    stop("away@y.org")

    page = boss.get("/admin/mail/stopped?q=Y.org").text

    assert "away@y.org" in page
    assert "gone@x.org<" not in page
    assert "No stopped address holds" in boss.get("/admin/mail/stopped?q=%").text


def test_letters_go_to_a_stopped_address_again_when_an_admin_says_so(boss):
    stop("gone@x.org")

    page = boss.post(
        "/admin/mail/stopped", data={"address": "gone@x.org"}, follow_redirects=True
    ).text

    assert "Letters go there again" in page
    assert not queries.is_stopped("gone@x.org")
    [entry] = db.session.scalars(select(AuditEntry)).all()
    assert (entry.verb, entry.before) == ("mail.let_again", {"address": "gone@x.org"})


@pytest.mark.parametrize("address", ["", "ada@example.org", "twice@x.org"])
def test_an_address_that_is_not_stopped_stays_as_it_is(boss, address):
    actions.note_refused(letter("twice@x.org").id, "550 no")

    page = boss.post("/admin/mail/stopped", data={"address": address}, follow_redirects=True).text

    assert "not stopped any more" in page
    assert db.session.scalars(select(AuditEntry.verb)).all() == []
    assert db.session.get(RefusedAddress, "twice@x.org").times == 1


def test_only_admins_let_letters_go_again(sign_in):
    stop("gone@x.org")
    client = sign_in(make.moderator())

    assert client.get("/admin/mail/stopped").status_code == 403
    assert client.post("/admin/mail/stopped", data={"address": "gone@x.org"}).status_code == 403
    with pytest.raises(Refused):
        actions.let_again(make.moderator(), "gone@x.org")
    assert queries.is_stopped("gone@x.org")


def test_the_list_of_stopped_addresses_costs_the_same_and_ends(boss):
    def cost():
        with count_queries() as seen:
            page = boss.get("/admin/mail/stopped").text
        return len(seen), page

    stop("gone@x.org")
    few, _ = cost()
    with transaction():
        for number in range(queries.MOST_STOPPED):
            row = RefusedAddress(address=f"a{number}@x.org", times=3, stopped_at=clock.now())
            db.session.add(row)
    many, page = cost()

    assert many == few
    assert "These are the latest 100" in page
    assert "gone@x.org" not in page


def test_only_admins_see_the_log(sign_in):
    assert sign_in(make.moderator()).get("/admin/mail").status_code == 403


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("", ""),
        ("this member has no mail address", "no mail address"),
        ("gaierror: [Errno -2] Name or service not known", "not found under its name"),
        ("TimeoutError: timed out", "too long to answer"),
        ("SMTPAuthenticationError: (535, b'no')", "did not take name and password"),
        ("552 mailbox full", "mailbox is full"),
        ("550 5.1.1 unknown", "no such mailbox"),
        ("554 5.7.1 refused", "refused the letter"),
        ("SMTPRecipientsRefused: 451 later", "another try later"),
        ("ZeroDivisionError", "could not be sent"),
    ],
)
def test_every_kind_of_trouble_has_words(app, error, words):
    with app.test_request_context():
        assert words in reasons.plain(error)
        assert bool(reasons.plain(error)) == bool(error)
