from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import Fate
from forum.channels.models import Visibility
from forum.jobs import queries as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail import actions as mail
from forum.mail import envelope
from forum.mail.models import Letter
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.notices import actions, queries, settings
from forum.notices import letters as words
from forum.notices.kinds import MailWhen, Wish
from forum.reading.models import Level
from forum.topics import actions as topics
from forum.topics import queries as posts
from tests.notices.told import follow, notices, want
from tests.support import make
from tests.topics.writing import choose, fresh, reply, start

LATER = timedelta(minutes=11)


@pytest.fixture
def ada():
    return make.member(username="ada", display_name="Ada")


@pytest.fixture
def letters(work):
    """The letters written once the delay is over; `after` is another moment than that."""

    def written(after=LATER):
        with clock.at(clock.now() + after):
            work()
        query = select(Letter).where(Letter.kind.startswith("notices."))
        return db.session.scalars(query.order_by(Letter.id)).all()

    return written


def test_a_mention_that_nobody_reads_goes_out_by_mail(ada, letters, app):
    start(make.member(display_name="Grace"), title="How to descale a kettle", body="@ada knows.")
    assert letters(timedelta(minutes=5)) == []

    [letter] = letters()

    assert letter.to_address == "ada@example.org"
    assert letter.kind == "notices.mention"
    assert letter.subject == "Re: How to descale a kettle"


def test_whoever_is_about_to_leave_gets_no_letter_and_finds_it_all_when_they_stay(ada, letters):
    start(make.member(display_name="Grace"), title="How to descale a kettle", body="@ada knows.")
    accounts.ask_to_leave(ada, Fate.NAMELESS)

    assert letters() == []
    accounts.stay(ada, ada)
    assert [notice.is_read for notice in notices(ada)] == [False]


def test_the_words_of_a_letter_are_there_in_both_faces(ada, app):
    post = reply(start(ada, title="How to descale a kettle"), make.member(display_name="Grace"))
    with clock.at(clock.now() + LATER):
        _write_letters(app)

    letter = db.session.scalars(select(Letter)).one()
    message = envelope.message(letter)

    for face in ("plain", "html"):
        words = message.get_body((face,)).get_content()
        assert "Grace replied to you in “How to descale a kettle”." in words
        assert "Same here." in words
        assert f"/p/{post.id}" in words
        assert letter.leave_address in words


@pytest.mark.parametrize("hidden", ["||the butler||", ":::spoiler The end\nthe butler\n:::"])
def test_what_a_spoiler_hides_is_not_told_by_mail(ada, app, hidden):
    topic = start(ada, title="The film of last night")
    post = reply(topic, make.member(), f"@ada I think it was\n\n{hidden}")
    with clock.at(clock.now() + LATER):
        _write_letters(app)

    message = envelope.message(db.session.scalars(select(Letter)).one())

    for face in ("plain", "html"):
        words = message.get_body((face,)).get_content()
        assert "I think it was" in words
        assert "butler" not in words
        assert f"/p/{post.id}" in words


def test_a_letter_can_be_left_by_one_click_and_is_put_with_others_of_its_topic(ada, app):
    topic = start(ada)
    reply(topic)
    with clock.at(clock.now() + LATER):
        _write_letters(app)

    message = envelope.message(db.session.scalars(select(Letter)).one())

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"]
    assert address.startswith("<http") and len(address) > 78
    # Whoever reads it decodes nothing, so it stands there as it is.
    assert f"\r\nList-Unsubscribe: {address}\r\n".encode() in message.as_bytes()
    assert f"<topic-{topic.id}@" in message["References"]
    assert message["In-Reply-To"] == message["References"]


def test_what_was_read_meanwhile_is_not_sent(ada, letters):
    reply(start(ada))
    actions.read(ada, notices(ada)[0])

    assert letters() == []


def test_who_was_here_since_gets_no_letter(ada, letters):
    reply(start(ada))
    _seen(ada, clock.now() + timedelta(seconds=1))

    assert letters() == []


def test_who_wants_letters_always_gets_them_while_here(ada, letters):
    actions.choose(ada, {}, mail_when=MailWhen.ALWAYS)
    reply(start(ada))
    _seen(ada, clock.now() + timedelta(seconds=1))

    assert len(letters()) == 1


def test_several_things_in_one_topic_are_one_letter(ada, letters):
    topic, other = start(ada), start(ada)
    for _ in range(3):
        reply(topic)
    reply(other)

    assert sorted(letter.kind for letter in letters()) == ["notices.reply", "notices.several"]


def test_what_is_not_due_yet_goes_along_and_does_not_go_twice(ada, letters):
    topic = start(ada)
    reply(topic)
    with transaction():
        [first] = notices(ada)
        first.mail_due_at = clock.now() + timedelta(minutes=2)
    reply(topic)

    assert [letter.kind for letter in letters()] == ["notices.several"]
    assert len(letters(timedelta(minutes=30))) == 1


def test_kinds_that_are_not_wished_by_mail_stay_in_the_inbox(ada, letters):
    topic = start(make.member(email="x@nowhere.invalid"))
    follow(ada, topic, Level.FOLLOWING)
    reply(topic)

    assert letters() == []
    assert len(notices(ada)) == 1


def test_a_wish_taken_back_before_the_letter_holds(ada, letters):
    reply(start(ada))
    want(ada, reply=Wish.INBOX)

    assert letters() == []


def test_a_line_that_grows_is_mailed_once_until_it_is_read(ada, letters):
    want(ada, followed=Wish.MAIL)
    topic = start(make.member(email="x@nowhere.invalid"))
    follow(ada, topic, Level.FOLLOWING)
    reply(topic)
    assert len(letters()) == 1

    reply(topic)
    assert len(letters(timedelta(minutes=30))) == 1


def test_nothing_is_sent_of_what_may_not_be_seen_any_more(ada, letters):
    topic = start(ada)
    reply(topic)
    room = make.channel(visibility=Visibility.SECRET)
    topics.move(make.admin(), fresh(topic), fresh(room))

    assert letters() == []


@pytest.mark.parametrize("given", [{"email_confirmed_at": None}, {"email": "x@nowhere.invalid"}])
def test_addresses_that_are_not_proven_or_not_there_get_nothing(letters, given):
    member = make.member(**given)
    reply(start(member))

    assert len(notices(member)) == 1
    assert letters() == []


def test_who_may_not_come_in_gets_no_letter(ada, letters):
    reply(start(ada))
    with transaction():
        ada.suspended_until = clock.now() + timedelta(days=9)
        db.session.add(ada)

    assert letters() == []


def test_an_address_that_refused_letters_three_times_gets_no_more(ada, letters):
    for _ in range(3):
        letter = mail.post("greeting", to=ada.email, subject="Hello", text="A word.")
        mail.note_refused(letter.id, "550 no such person")
    reply(start(ada))

    assert letters() == []


def test_a_member_gets_so_many_letters_a_day_and_no_more(ada, letters):
    choose(settings.MOST_LETTERS, 2)
    for _ in range(4):
        reply(start(ada))

    assert len(letters()) == 2


def test_what_is_played_back_from_the_past_is_mailed_to_nobody(ada, letters):
    with clock.at(clock.now() - timedelta(days=3)):
        reply(start(ada))

    assert len(notices(ada)) == 1
    assert letters() == []


def test_an_imported_text_is_mailed_to_nobody(ada, letters):
    start(body="@ada", origin={"site": "x", "url": "https://x.example/1"})

    assert letters() == []


def test_a_decision_is_mailed_with_its_words(letters):
    room, ada = make.channel(reviewed_since=clock.now()), make.member()
    topic = start(ada, room, title="Buy my kettles, all of them")
    case = cases.case_of("post", posts.first_post(topic).id)
    moderation.reject(make.moderator(), case, "No advertisements, please.")

    with clock.at(clock.now() + LATER):
        actions.mail_batch(queries.due_batches(1)[0])

    letter = db.session.scalars(select(Letter)).one()
    assert "No advertisements, please." in letter.text
    assert "Buy my kettles" in letter.text


def test_a_letter_that_cannot_be_written_keeps_no_other_back(ada, app, letters, monkeypatch):
    eve = make.member(username="eve")
    start(body="@eve broken")
    start(body="@ada whole")
    write = words.about

    def about(member, lines):
        if member.id == eve.id:
            raise ValueError("no words for this")
        return write(member, lines)

    monkeypatch.setattr(words, "about", about)
    assert [letter.to_address for letter in letters()] == ["ada@example.org"]
    assert [job.kind for job in jobs.waiting() if job.kind == "notices.letter"] != []
    monkeypatch.undo()

    [_, late] = letters(timedelta(minutes=30))

    assert late.to_address == eve.email
    assert letters(timedelta(days=3)) == [_, late]


def test_letters_speak_the_language_of_their_reader(app):
    ada = make.member(locale="de")
    reply(start(ada, title="Der Kessel ist verkalkt"))
    with clock.at(clock.now() + LATER):
        _write_letters(app)

    assert 'lang="de"' in db.session.scalars(select(Letter)).one().html


def test_what_people_wrote_brings_neither_markup_nor_links_into_a_letter(ada, app):
    topic = start(ada, title='<img src=x> "Kettle" https://evil.example/a')
    reply(topic, body="<b>Bold</b>\n\nhttp://localhost:8000/sign-out\n\n<script>x()</script>")
    with clock.at(clock.now() + LATER):
        _write_letters(app)

    html = db.session.scalars(select(Letter)).one().html

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="https://evil' not in html
    assert 'sign-out"' not in html


def _write_letters(app):
    """The letters alone, which nobody sends: their words stay to be read."""
    app.extensions["tasks"]["notices.letters"]({})


def _seen(member, moment):
    with transaction():
        member.last_seen_at = moment
        db.session.add(member)
