"""Complaints: heard, owned, acted on and returned; never closed without an outcome."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.answering import actions as answering
from forum.answering import queries as standings
from forum.answering.models import AnswerState, Kind
from forum.channels.models import ChannelRole
from forum.channels.models import Kind as ChannelKind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.messages.models import Participant
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.replies import actions, checks, queries, tasks
from forum.replies.models import Complaint, Solved
from forum.site import actions as site
from forum.topics import actions as topics
from tests.answering.asking import office
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start

SAID = "We sent you a new one; it is on its way since today."


def complained(**given):
    """A topic in which somebody complains."""
    topic = start(**given)
    answering.sort_topic(topic.id, Kind.COMPLAINT)
    return topic


def closed(lena, topic, outcome="Sent a new grinder."):
    actions.close(lena, fresh(topic), outcome, SAID)
    return queries.complaint_of(topic.id)


def state_of(topic):
    return standings.standing_of(topic.id).state


def amiss():
    return [line for check in checks.ALL for line in check.problems()]


def test_a_complaint_is_closed_with_an_outcome_and_a_line_for_everybody(app):
    lena, topic = make.moderator(), complained()

    for outcome, body in (("", SAID), ("  ", SAID), ("Sent a new one.", "")):
        with pytest.raises(Invalid):
            actions.close(lena, fresh(topic), outcome, body)
    row = closed(lena, topic)

    assert (row.outcome, row.is_asked) == ("Sent a new grinder.", True)
    assert state_of(topic) == AnswerState.SOLVED
    assert amiss() == []


def test_nobody_finishes_a_complaint_past_its_steps(app):
    lena, topic = make.moderator(), complained()

    with pytest.raises(Refused, match="outcome_needed"):
        answering.finish(lena, fresh(topic))


def test_a_no_of_its_author_opens_it_again_and_a_second_word_is_refused(app):
    lena, topic = make.moderator(), complained()
    row = closed(lena, topic)

    with pytest.raises(Refused, match="not_yours"):
        actions.rate(make.member(), fresh(topic), Solved.NO)
    actions.rate(topic.author, fresh(topic), Solved.NO)
    with pytest.raises(Refused, match="said_already"):
        actions.rate(topic.author, fresh(topic), Solved.YES)

    assert row.closed_at is None
    assert state_of(topic) == AnswerState.ANSWERED
    assert closed(lena, topic, "Called them.").solved is None


def test_the_private_conversation_is_begun_once_with_the_author(app):
    lena, topic = make.moderator(), complained()

    row = actions.talk(lena, fresh(topic), "Where shall it go?")
    with pytest.raises(Refused, match="talking_already"):
        actions.talk(make.moderator(), fresh(topic), "And where?")

    there = select(Participant.user_id).where(Participant.conversation_id == row.conversation_id)
    assert set(db.session.scalars(there)) == {lena.id, topic.author_id}


def test_a_late_promise_opens_one_case_that_ends_when_it_is_kept(app):
    lena, topic = make.moderator(), complained()
    actions.promise(lena, fresh(topic), "A new grinder", clock.now().date())

    tasks.look({})
    assert cases.open_case("promise", topic.id) is None
    with clock.at(clock.now() + timedelta(days=2)):
        tasks.look({})
        tasks.look({})
        case = cases.open_case("promise", topic.id)
        late = queries.overdue_promises()
        moderation.approve(make.admin(), cases.case_by_id(case.id))

    assert [one.id for one in late] == [topic.id]
    assert cases.open_case("promise", topic.id) is None
    assert queries.complaint_of(topic.id).kept_at is not None


def test_a_late_promise_is_decided_on_though_the_topic_is_no_complaint_any_more(app):
    lena, topic = make.moderator(), complained()
    actions.promise(lena, fresh(topic), "A new grinder", clock.now().date())
    answering.choose_kind(lena, fresh(topic), Kind.ORDER)

    with clock.at(clock.now() + timedelta(days=2)):
        tasks.look({})
        moderation.approve(make.admin(), cases.open_case("promise", topic.id))

    assert queries.complaint_of(topic.id).kept_at is not None


def test_who_looks_after_the_channel_decides_on_late_promises_in_it(app, sign_in):
    channel = make.channel()
    keeper = make.insider(channel, place=ChannelRole.MODERATOR)
    topic = complained(channel=channel)
    actions.promise(make.moderator(), fresh(topic), "A new grinder", clock.now().date())

    with clock.at(clock.now() + timedelta(days=2)):
        tasks.look({})
        page = sign_in(keeper).get("/admin/moderation").text

    assert "A new grinder" in page


def test_a_promise_lasts_until_the_day_ends_where_the_team_works(app):
    office(time_zone="America/Los_Angeles")
    lena, topic = make.moderator(), complained()

    # In UTC it is the next day already.
    with clock.at(datetime(2026, 11, 24, 6, tzinfo=UTC)):
        actions.promise(lena, fresh(topic), "A new grinder", date(2026, 11, 23))

    assert queries.complaint_of(topic.id).promised_for == datetime(
        2026, 11, 24, 7, 59, 59, tzinfo=UTC
    )


def test_what_the_team_opens_again_is_closed_once_more(app):
    lena, topic = make.moderator(), complained()
    closed(lena, topic)

    answering.reopen(lena, fresh(topic))
    row = queries.complaint_of(topic.id)
    assert (row.closed_at, row.is_asked) == (None, False)
    assert [one.id for one in queries.open_complaints().items] == [topic.id]

    closed(lena, topic, "Sent another one.")
    assert queries.complaint_of(topic.id).is_asked
    assert amiss() == []


def test_a_promise_that_was_late_before_is_called_for_when_it_is_open_again(app):
    lena, topic = make.moderator(), complained()
    actions.promise(lena, fresh(topic), "A new grinder", clock.now().date())

    with clock.at(clock.now() + timedelta(days=2)):
        tasks.look({})
        closed(lena, topic)
        assert cases.open_case("promise", topic.id) is None
        actions.rate(fresh(topic).author, fresh(topic), Solved.NO)
        tasks.look({})

    assert cases.open_case("promise", topic.id) is not None


def test_an_accepted_answer_closes_no_complaint(app):
    channel = make.channel(kind=ChannelKind.QUESTION)
    lena, topic = make.moderator(), complained(channel=channel)
    answer = reply(topic, lena)

    topics.accept(lena, fresh(answer))

    assert [one.id for one in queries.open_complaints().items] == [topic.id]
    closed(lena, topic)
    assert queries.open_complaints().items == []


def test_a_promise_needs_words_and_a_day_to_come(app):
    lena, topic = make.moderator(), complained()
    today = clock.now().date()

    for words, day in (("", today), ("x", None), ("x", today - timedelta(days=1)), ("x", date.max)):
        with pytest.raises(Invalid):
            actions.promise(lena, fresh(topic), words, day)


def test_only_who_looks_after_the_topic_works_on_it_and_only_on_complaints(app):
    topic, other = complained(), start()

    with pytest.raises(Refused, match="staff_only"):
        actions.close(make.member(), fresh(topic), "Done.", SAID)
    with pytest.raises(Refused, match="no_complaint"):
        actions.close(make.moderator(), fresh(other), "Done.", SAID)


def test_solved_in_public_is_counted_with_its_median(app):
    lena, now = make.moderator(), clock.now()
    ends = {8: None, 10: Solved.YES, 12: Solved.NO, 14: Solved.PARTLY}
    for hours, said in ends.items():
        with clock.at(now - timedelta(days=5)):
            topic = complained()
        with clock.at(now - timedelta(days=5) + timedelta(hours=hours)):
            if hours > 8:
                closed(lena, topic)
                actions.rate(topic.author, fresh(topic), said)
    complained()

    found = queries.figures()

    assert (found.complaints, found.solved, found.percent, found.hours) == (4, 2, 50, 12.0)


def test_the_page_about_the_community_tells_it_where_the_brand_agrees(app, sign_in, guest):
    lena, now = make.moderator(), clock.now()
    for _ in range(5):
        with clock.at(now - timedelta(hours=3)):
            topic = complained()
        closed(lena, topic)

    assert "When something goes wrong" not in guest.get("/about").text
    site.choose(make.admin(), "replies.show_complaints", True)

    assert "100 % of the complaints" in guest.get("/about").text


def test_the_steps_are_done_on_one_page_and_what_is_missing_is_said(app, sign_in):
    topic, lena = complained(), make.moderator()
    client, at = sign_in(lena), f"/t/{topic.id}/complaint"

    assert "Nobody of the team has answered in public yet." in client.get(at).text
    refused = client.post(at, data={"deed": "close", "outcome": "", "body": "We did it all."})
    assert refused.status_code == 422
    assert "a complaint does not end without it" in refused.text
    assert "We did it all." in refused.text
    tomorrow = clock.now().date() + timedelta(days=1)
    for data in (
        {"deed": "talk", "message": "Where shall it go?"},
        {"deed": "promise", "promise": "A new one", "day": tomorrow.isoformat()},
        {"deed": "keep"},
        {"deed": "close", "outcome": "Sent.", "body": SAID},
    ):
        assert client.post(at, data=data).status_code == 302

    row = queries.complaint_of(topic.id)
    assert None not in (row.conversation_id, row.kept_at, row.closed_at)
    assert client.post(at, data={"deed": "nothing"}).status_code == 404
    assert sign_in(make.member()).get(at).status_code == 403


def test_its_author_is_asked_in_the_inbox_and_under_the_closing_line(app, sign_in):
    topic = complained()
    closed(make.moderator(), topic)
    client = sign_in(topic.author)
    slug = topic.slug

    assert "your complaint is settled. Is it?" in client.get("/notices").text
    assert "Is your complaint settled?" in client.get(f"/t/{slug}/{topic.id}").text
    client.post(f"/t/{topic.id}/settled", data={"solved": "yes"})

    assert "You said: Yes" in client.get(f"/t/{topic.id}/settled").text
    assert sign_in(make.member()).get(f"/t/{topic.id}/settled").status_code == 404
    assert db.session.scalar(select(Complaint.solved)) == Solved.YES


def test_the_list_of_complaints_costs_the_same_for_few_and_for_many(app, sign_in):
    client = sign_in(make.moderator())
    complained()
    client.get("/admin/replies/complaints")
    with count_queries() as few:
        client.get("/admin/replies/complaints")
    for _ in range(5):
        reply(complained(), make.moderator(), "We are on it already.")

    with count_queries() as many:
        client.get("/admin/replies/complaints")

    assert len(many) == len(few)
