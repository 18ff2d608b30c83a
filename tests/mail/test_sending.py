from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.jobs import queries as jobs
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.mail import actions, carrier
from forum.mail.models import Letter
from tests.mail.conftest import use_server


def post(to="ada@example.org", subject="Hello", text="A word.\n", html=None):
    return actions.post("greeting", to=to, subject=subject, text=text, html=html)


def the_letter():
    return db.session.scalars(select(Letter).execution_options(populate_existing=True)).one()


def the_job():
    return db.session.scalars(select(Job).execution_options(populate_existing=True)).one()


def test_a_letter_goes_out_as_plain_text_with_the_same_as_html(post_office, work):
    post(subject="Grüße", text="Zwölf Boxkämpfer.\n", html="<p>Zwölf Boxkämpfer.</p>")

    work()

    (mail,) = post_office.accepted
    assert mail["Subject"] == "Grüße"
    assert mail["From"] == "The Forum <forum@example.org>"
    assert mail["To"] == "ada@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body(("plain",)).get_content().strip() == "Zwölf Boxkämpfer."
    assert "<p>Zwölf Boxkämpfer.</p>" in mail.get_body(("html",)).get_content()


def test_a_sent_letter_is_marked_and_its_words_are_forgotten(post_office, work):
    post(text="A secret link.\n", html="<p>A secret link.</p>")

    work()

    letter = the_letter()
    assert letter.sent_at is not None
    assert (letter.text, letter.html) == ("", None)


def test_a_letter_that_could_not_go_out_now_goes_out_later_under_the_same_name(post_office, work):
    post_office.answers = ["451 try later", "452 over quota"]
    post()
    start = the_job().run_at

    work()
    assert the_letter().sent_at is None
    assert "451" in the_letter().error
    for minutes in (2, 10):
        with clock.at(start + timedelta(minutes=minutes)):
            work()

    assert len(post_office.accepted) == 1
    assert len({mail["Message-ID"] for mail in post_office.tries}) == 1
    assert len(post_office.tries) == 3
    assert the_letter().sent_at is not None


def test_a_letter_with_the_number_of_one_that_is_forgotten_goes_out_too(post_office, work):
    post()
    work()

    with clock.at(clock.now() + timedelta(days=31)):
        actions.purge()
        again = post(to="grace@example.org")
        work()

    # SQLite gives the number of the first one again.
    assert again.sent_at is not None
    assert [mail["To"] for mail in post_office.accepted] == ["ada@example.org", "grace@example.org"]


@pytest.mark.parametrize("answer", ["drop before", "drop after"])
def test_a_cut_line_leads_to_a_second_try_with_the_same_message_id(post_office, work, answer):
    post_office.answers = [answer]
    post()
    start = the_job().run_at

    work()
    with clock.at(start + timedelta(minutes=2)):
        work()

    assert the_letter().sent_at is not None
    assert len(post_office.tries) == 2
    assert len({mail["Message-ID"] for mail in post_office.accepted}) == 1


def test_a_letter_that_is_refused_for_good_is_marked_and_never_tried_again(post_office, work):
    post_office.answers = ["554 not wanted"]
    post()

    work()

    letter = the_letter()
    assert letter.failed_at is not None
    assert letter.error == "554 not wanted"
    assert the_job().done_at is not None


def test_an_address_that_is_refused_for_good_fails_alone(post_office, work):
    post_office.refused_address = "nobody@example.org"
    post(to="nobody@example.org")
    post(to="ada@example.org")

    work()

    assert [mail["To"] for mail in post_office.accepted] == ["ada@example.org"]
    failed = db.session.scalars(select(Letter).where(Letter.failed_at.is_not(None))).one()
    assert failed.to_address == "nobody@example.org"
    assert "no such person" in failed.error


def test_a_server_that_is_away_loses_no_letter(app, monkeypatch, work):
    use_server(app, monkeypatch, "smtp://127.0.0.1:1")
    post()

    work()

    assert the_letter().sent_at is None
    assert "ConnectionRefusedError" in the_letter().error
    assert the_job().done_at is None


def test_doing_the_same_job_twice_sends_one_letter(post_office, work):
    post()
    work()

    job = the_job()
    with db.session.begin_nested():
        job.done_at = None
        job.leased_until = None
    work()

    assert len(post_office.accepted) == 1


def test_after_the_last_try_the_letter_is_listed_among_the_jobs_given_up(post_office, work):
    post_office.answers = ["451 later"] * 8
    post()
    for _ in range(8):
        with clock.at(the_job().run_at):
            work()

    assert [job.payload for job in jobs.dead()] == [{"letter": the_letter().id}]


def test_a_password_is_not_told_to_a_far_server_in_the_clear(app, monkeypatch, post_office, work):
    use_server(app, monkeypatch, f"smtp://name:secret@127.0.0.1:{post_office.port}")
    monkeypatch.setattr(carrier, "NEARBY", set())
    post()

    work()

    assert post_office.tries == []
    assert "the password stays here" in the_letter().error


def test_nothing_is_sent_in_the_clear_when_the_offered_encryption_fails(post_office, work):
    async def offer_encryption(server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [*responses[:-1], "250-STARTTLS", responses[-1]]

    post_office.handle_EHLO = offer_encryption
    post()

    work()

    assert post_office.tries == []
    assert the_letter().sent_at is None


def test_no_transaction_stays_open_while_the_server_takes_its_time(
    app, post_office, work, monkeypatch
):
    open_meanwhile = []
    carry = carrier.carry

    def slow(letter):
        open_meanwhile.append(db.session().in_transaction())
        carry(letter)

    monkeypatch.setattr(carrier, "carry", slow)
    post()

    work()

    assert open_meanwhile == [False]


def test_old_settled_letters_are_forgotten_and_waiting_ones_are_kept(post_office, work):
    post(to="ada@example.org")
    work()
    post(to="grace@example.org")

    with clock.at(clock.now() + timedelta(days=31)):
        actions.purge()

    assert the_letter().to_address == "grace@example.org"
