"""Summaries: what is in them, when they go out, and when they do not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import Fate, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail import envelope
from forum.mail.models import Letter
from forum.members import actions as members
from forum.newcomers.models import Interest
from forum.notices import actions, leaving, queries, tasks
from forum.notices.kinds import DigestWhen, Wish
from forum.notices.leaving import Leaving
from forum.notices.models import Digest, Inbox
from forum.reading.models import Level
from forum.site import actions as site
from forum.topics.models import Tag, TopicTag
from tests.notices.told import follow, want
from tests.support import make
from tests.topics.writing import reply, start

# A Sunday on which it is past nine in London, and not yet in New York.
SUNDAY = datetime(2026, 12, 6, 9, 30, tzinfo=UTC)


@pytest.fixture
def ada():
    with clock.at(SUNDAY - timedelta(days=40)):
        return make.member(
            username="ada",
            display_name="Ada",
            approved_at=clock.now(),
            last_seen_at=SUNDAY - timedelta(days=8),
            caught_up_at=SUNDAY - timedelta(days=8),
        )


@pytest.fixture
def grace():
    with clock.at(SUNDAY - timedelta(days=40)):
        return make.member(username="grace", display_name="Grace", email="g@nowhere.invalid")


def send(moment=SUNDAY):
    """The summaries that go out at a moment."""
    with clock.at(moment):
        while len(queries.due_digests(tasks.SOME)):
            tasks.write_digests({})
    return letters()


def letters():
    query = select(Letter).where(Letter.kind == "notices.digest").order_by(Letter.id)
    return db.session.scalars(query).all()


def write(author, days=2, **given):
    with clock.at(SUNDAY - timedelta(days=days)):
        return start(author, **given)


def test_the_best_that_one_has_not_read_comes_on_the_day_and_at_the_hour(ada, grace):
    write(grace, title="How to descale a kettle")

    assert send(SUNDAY - timedelta(hours=1)) == []
    [letter] = send()

    assert letter.to_address == ada.email
    assert "How to descale a kettle" in letter.text
    assert "How to descale a kettle" in letter.html


def test_both_faces_say_the_same_and_lead_to_the_way_out(ada, grace):
    topic = write(grace, title="How to descale a kettle")
    [letter] = send()
    message = envelope.message(letter)

    for face in ("plain", "html"):
        words = message.get_body((face,)).get_content()
        assert "What others liked" in words
        assert f"/t/{topic.slug}/{topic.id}/unread" in words
        assert letter.leave_address in words
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nobody_gets_two_for_one_day(ada, grace):
    write(grace)

    assert len(send()) == 1
    assert len(send(SUNDAY + timedelta(hours=3))) == 1


def test_nobody_gets_one_who_is_about_to_leave(ada, grace):
    with clock.at(SUNDAY - timedelta(days=2)):
        start(grace, title="How to descale a kettle")
        accounts.ask_to_leave(ada, Fate.NAMELESS)

    assert send() == []


def test_a_second_worker_with_the_same_list_sends_nothing(ada, grace):
    write(grace)
    with clock.at(SUNDAY):
        [due] = queries.due_digests(10)
        assert actions.write_digest(due)
        assert not actions.write_digest(due)

    assert len(letters()) == 1


def test_without_news_there_is_no_letter_and_the_day_is_done(ada):
    assert send() == []
    assert [row.was_sent for row in db.session.scalars(select(Digest))] == [False]


def test_what_one_has_written_oneself_or_read_is_no_news(ada, grace, flush):
    write(ada)
    topic = write(grace)
    with transaction():
        db.session.get(User, ada.id).caught_up_at = SUNDAY
    assert topic.id

    assert send() == []


def test_nothing_comes_from_where_one_may_not_look(ada):
    with clock.at(SUNDAY - timedelta(days=40)):
        boss = make.admin(email="boss@nowhere.invalid")
    write(boss, title="The plan", channel=make.channel(visibility="secret"))

    assert send() == []


def test_what_is_muted_or_by_somebody_blocked_is_left_out(ada, grace):
    with clock.at(SUNDAY - timedelta(days=40)):
        troll = make.member(email="t@nowhere.invalid")
    members.block(ada, troll)
    write(troll)
    follow(ada, write(grace), Level.MUTED)

    assert send() == []


def test_open_questions_under_ones_own_tags_are_asked(ada, grace):
    mine = write(ada, days=20, title="My grinder")
    make.tags(mine, "grinder")
    asked = write(grace, days=9, title="Which burrs?")
    tag = db.session.scalars(select(Tag)).one()
    with transaction():
        db.session.add(TopicTag(topic_id=asked.id, tag_id=tag.id, position=0))
        db.session.get(User, ada.id).caught_up_at = SUNDAY

    [letter] = send()

    assert "Questions that you may know an answer to" in letter.text
    assert "Which burrs?" in letter.text


def test_open_questions_under_tags_one_said_to_care_for_are_asked_too(ada, grace):
    asked = write(grace, days=9, title="Which burrs?")
    make.tags(asked, "grinder")
    tag = db.session.scalars(select(Tag)).one()
    with transaction():
        db.session.add(Interest(user_id=ada.id, tag_id=tag.id))
        db.session.get(User, ada.id).caught_up_at = SUNDAY

    [letter] = send()

    assert "Which burrs?" in letter.text


def test_gathered_notices_come_once_and_not_when_they_were_read(ada, grace):
    want(ada, mention=Wish.GATHERED)
    write(grace, body="@ada have a look", title="Kettles")
    with transaction():
        db.session.get(User, ada.id).caught_up_at = SUNDAY
    [letter] = send()

    assert "Grace mentioned you: “@ada have a look”" in letter.text
    assert len(send(SUNDAY + timedelta(days=7))) == 1


def test_gathered_notices_send_no_letter_of_their_own(ada, grace, work):
    want(ada, mention=Wish.GATHERED)
    start(make.member(), body="@ada have a look")
    with clock.at(clock.now() + timedelta(hours=1)):
        work()

    query = select(Letter).where(Letter.kind == "notices.mention")
    assert db.session.scalars(query).all() == []


def test_how_far_one_has_come_is_no_reason_for_a_letter_but_stands_in_it(ada, grace):
    write(grace)
    [letter] = send()

    assert "0 points this week." in letter.text or "How far you have come" not in letter.text


def test_the_hour_is_that_of_the_members_own_clock(ada, grace):
    with transaction():
        db.session.get(User, ada.id).time_zone = "America/New_York"
    write(grace)

    assert send() == []
    assert len(send(SUNDAY + timedelta(hours=5))) == 1


@pytest.mark.parametrize(
    ("when", "moment", "count"),
    [
        (DigestWhen.NEVER, SUNDAY, 0),
        (DigestWhen.DAILY, SUNDAY - timedelta(days=1), 1),
        (DigestWhen.WEEKLY, SUNDAY - timedelta(days=1), 0),
    ],
)
def test_a_member_chooses_how_often(ada, grace, when, moment, count):
    with transaction():
        db.session.merge(Inbox(user_id=ada.id, unread=0, wishes={}, digest=when))
    with clock.at(moment - timedelta(hours=3)):
        start(grace)

    assert len(send(moment)) == count


def test_the_brand_chooses_day_and_hour_and_what_holds_by_default(ada, grace):
    write(grace)
    site.assign("notices.digest_day", "monday")
    site.assign("notices.digest_hour", 6)
    assert send() == []

    monday = datetime(2026, 12, 7, 6, 5, tzinfo=UTC)
    assert len(send(monday)) == 1

    site.assign("notices.digest", "off")
    assert len(send(monday + timedelta(days=7))) == 1


def test_who_stays_away_gets_no_more_after_some_and_again_once_they_are_back(ada, grace):
    site.assign("notices.digest_stops_after", 2)
    for week in range(4):
        write(grace, days=2 - 7 * week)
        send(SUNDAY + timedelta(days=7 * week))
    assert len(letters()) == 2

    with transaction():
        db.session.get(User, ada.id).last_seen_at = SUNDAY + timedelta(days=22)
    write(grace, days=2 - 28)
    assert len(send(SUNDAY + timedelta(days=28))) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"email_confirmed_at": None},
        {"email": "ada@nowhere.invalid"},
        {"deactivated_at": SUNDAY},
        {"approved_at": SUNDAY - timedelta(hours=2)},
    ],
)
def test_who_cannot_be_reached_or_has_just_come_gets_none(ada, grace, change):
    write(grace)
    with transaction():
        for name, value in change.items():
            setattr(db.session.get(User, ada.id), name, value)

    assert send() == []


def test_when_no_worker_was_there_for_days_the_summary_of_then_is_left_out(ada, grace):
    write(grace)

    assert send(SUNDAY + timedelta(days=3)) == []


def test_one_that_cannot_be_written_keeps_no_other_back(ada, grace, monkeypatch):
    with clock.at(SUNDAY - timedelta(days=40)):
        make.member(approved_at=clock.now(), caught_up_at=clock.now())
    write(grace)
    real = actions.write_digest

    def broken(due):
        if due.user_id == ada.id:
            raise ValueError("something is wrong with this one")
        return real(due)

    monkeypatch.setattr(actions, "write_digest", broken)

    assert len(send()) == 1


def test_one_click_ends_summaries_and_nothing_else(ada, guest):
    word = leaving.word_for(Leaving(ada.id, None))
    assert "Summary" in guest.get(f"/unsubscribe/{word}").text

    guest.post(f"/unsubscribe/{word}", data={"List-Unsubscribe": "One-Click"})

    assert queries.inbox_of(ada).digest_when == DigestWhen.NEVER
    assert queries.inbox_of(ada).wishes == {}


def test_days_of_long_ago_are_forgotten_but_not_what_was_sent_in_vain(ada, grace):
    write(grace)
    send()
    with transaction():
        db.session.add(Digest(user_id=grace.id, day="2026-12-06", at=SUNDAY))

    with clock.at(SUNDAY + timedelta(days=60)):
        actions.purge_digests()
    kept = db.session.scalars(select(Digest)).all()
    assert [row.user_id for row in kept] == [ada.id]


def test_what_others_liked_most_stands_first(ada, grace):
    write(grace, title="Quiet one")
    loved = write(grace, title="Loved one")
    with clock.at(SUNDAY - timedelta(days=1)):
        for _ in range(3):
            reply(loved)

    [letter] = send()

    assert letter.text.index("Loved one") < letter.text.index("Quiet one")


def test_a_summary_speaks_the_language_of_the_member(ada, grace):
    with transaction():
        db.session.get(User, ada.id).locale = "de"
    write(grace)

    [letter] = send()

    assert "Deine Woche" in letter.subject and "What others liked" not in letter.text
    assert "0 Punkte" not in letter.text


def test_a_clock_that_nobody_knows_keeps_no_summary_back(ada, grace):
    site.choose(make.admin(), "notices.digest_zone", "Nowhere/Town")
    with clock.at(SUNDAY - timedelta(days=2)):
        start(grace, title="Which kettle?")

    assert ada.email in {letter.to_address for letter in send()}
