"""Where topics stand: kinds, states and due moments, as texts come, go and move."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Role, Standing
from forum.answering import actions, tasks
from forum.answering.models import Answerer, AnswerState, Kind, Protocol, Source
from forum.answering.signals import NobodyThere
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.topics import actions as topics
from forum.topics.models import Post
from tests.answering.asking import amiss, cases_of, office, question, row_of
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start

# A Friday.
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)


@pytest.fixture
def lena(app):
    return make.moderator()


def test_a_question_is_due_by_the_kind_of_its_channel(app):
    topic = question()

    row = row_of(topic)

    assert (row.kind, row.source, row.state) == (
        Kind.QUESTION,
        Source.CHANNEL,
        AnswerState.UNANSWERED,
    )
    assert row.first_due_at - row.started_at == timedelta(hours=8)
    assert row.due_at == row.first_due_at
    assert amiss() == []


def test_the_first_answer_counts_working_hours_and_the_last_working_days(app):
    office()
    with clock.at(FRIDAY):
        row = row_of(question())

    assert row.first_due_at == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert row.final_due_at == datetime(2026, 11, 24, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "first", "final"),
    [
        (Kind.SAFETY, timedelta(minutes=30), timedelta(hours=24)),
        (Kind.PRESS, timedelta(minutes=15), None),
        (Kind.ORDER, timedelta(hours=2), timedelta(hours=24)),
        (Kind.COMPLAINT, timedelta(hours=4), timedelta(hours=72)),
        (Kind.QUESTION, timedelta(hours=8), timedelta(hours=48)),
        (Kind.MENTION, timedelta(hours=8), None),
        (Kind.FIRST_POST, timedelta(hours=12), None),
        (Kind.PRAISE, timedelta(hours=24), None),
        (Kind.IDEA, timedelta(days=14), None),
    ],
)
def test_each_kind_has_its_due_moments(lena, kind, first, final):
    topic = start()

    actions.choose_kind(lena, topic, kind)

    row = row_of(topic)
    assert row.first_due_at - row.started_at == first
    assert (row.final_due_at and row.final_due_at - row.started_at) == final
    assert amiss() == []


def test_safety_is_due_at_night_too(lena):
    office()
    with clock.at(FRIDAY + timedelta(hours=6)):
        topic = start()
        actions.choose_kind(lena, topic, Kind.SAFETY)

    row = row_of(topic)
    assert row.first_due_at - row.started_at == timedelta(minutes=30)


def test_a_first_post_elsewhere_is_one(app):
    topic = start(make.member(standing=Standing.NEW))

    assert row_of(topic).kind == Kind.FIRST_POST


def test_nothing_is_owed_to_the_team(lena):
    row = row_of(question(lena))

    assert row.kind is None
    assert row.due_at is None


def test_a_reply_of_a_member_answers_a_question(app):
    topic = question()

    answer = reply(topic)

    row = row_of(topic)
    assert row.state == AnswerState.ANSWERED
    assert (row.answer_id, row.answered_by) == (answer.id, Answerer.PEER)
    assert row.due_at == row.final_due_at
    assert amiss() == []


def test_a_reply_of_the_author_answers_nothing(app):
    topic = question()

    reply(topic, topic.author)

    assert row_of(topic).state == AnswerState.UNANSWERED
    assert amiss() == []


def test_only_the_team_answers_a_complaint(lena):
    topic = start()
    actions.sort_topic(topic.id, Kind.COMPLAINT)
    reply(topic)
    assert row_of(topic).state == AnswerState.UNANSWERED
    assert amiss() == []

    reply(topic, lena)

    assert row_of(topic).state == AnswerState.ANSWERED
    assert row_of(topic).answered_by == Answerer.TEAM
    assert amiss() == []


def test_who_joins_the_team_has_answered_with_it(app):
    topic, member = start(), make.member()
    actions.sort_topic(topic.id, Kind.COMPLAINT)
    reply(topic, member)

    accounts.set_role(make.admin(), member, Role.MODERATOR)

    assert row_of(topic).state == AnswerState.ANSWERED
    assert amiss() == []


def test_who_leaves_the_team_answered_with_it_all_the_same(lena):
    topic = start()
    actions.sort_topic(topic.id, Kind.COMPLAINT)
    reply(topic, lena)

    accounts.set_role(make.admin(), lena, Role.MEMBER)

    assert row_of(topic).answered_by == Answerer.TEAM
    assert amiss() == []


def test_who_joins_the_team_answered_before_the_team_did(lena):
    topic, member = start(), make.member()
    actions.sort_topic(topic.id, Kind.COMPLAINT)
    first = reply(topic, member)
    reply(topic, lena)

    accounts.set_role(make.admin(), member, Role.MODERATOR)

    assert row_of(topic).answer_id == first.id
    assert amiss() == []


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEMBER])
def test_reactions_count_as_those_who_gave_them_joined_or_left_the_team(app, role):
    before = {Role.MODERATOR: Role.MEMBER, Role.MEMBER: Role.MODERATOR}[role]
    topic, somebody = start(), make.member(role=before)
    actions.sort_topic(topic.id, Kind.PRAISE)
    first = opening_of(topic)
    reactions.give(somebody, first, ReactionKind.LOVE)

    accounts.set_role(make.admin(), somebody, role)

    assert row_of(topic).state == AnswerState.ANSWERED
    assert amiss() == []
    reactions.withdraw(somebody, first, ReactionKind.LOVE)
    assert row_of(topic).state == AnswerState.UNANSWERED
    assert amiss() == []


def test_a_member_who_becomes_one_with_somebody_of_the_team_answered_with_it(lena):
    topic, member = start(), make.member()
    actions.sort_topic(topic.id, Kind.COMPLAINT)
    reply(topic, member)

    accounts.merge_members(make.admin(), member, lena)

    assert row_of(topic).answered_by == Answerer.TEAM
    assert amiss() == []


def test_having_seen_it_is_no_answer(lena):
    topic = question()

    actions.acknowledge(lena, fresh(topic))

    row = row_of(topic)
    assert row.state == AnswerState.ACKNOWLEDGED
    assert row.due_at == row.first_due_at
    assert amiss() == []


def test_a_member_does_not_say_what_was_seen(app):
    topic = question()

    with pytest.raises(Refused):
        actions.acknowledge(make.member(), fresh(topic))

    assert row_of(topic).state == AnswerState.UNANSWERED


def test_an_accepted_answer_solves_it_and_taking_it_back_does_not(app):
    topic = question()
    answer = reply(topic)
    topics.accept(topic.author, fresh(answer))
    assert row_of(topic).state == AnswerState.SOLVED
    assert row_of(topic).due_at is None
    assert amiss() == []

    topics.withdraw_answer(topic.author, fresh(topic))

    assert row_of(topic).state == AnswerState.ANSWERED
    assert amiss() == []


def test_an_answer_that_is_deleted_answers_no_more_until_it_is_back(app):
    topic = question()
    answer = reply(topic)
    topics.delete(answer.author, fresh(answer))
    assert row_of(topic).state == AnswerState.UNANSWERED
    assert row_of(topic).due_at == row_of(topic).first_due_at

    topics.restore(answer.author, fresh(answer))

    assert row_of(topic).state == AnswerState.ANSWERED
    assert amiss() == []


def test_nobody_waits_in_a_topic_that_is_gone(lena):
    topic = question()
    first = fresh(topic)
    topics.delete(lena, opening_of(first))
    assert row_of(topic).due_at is None
    assert amiss() == []

    topics.restore(lena, opening_of(topic))

    assert row_of(topic).due_at == row_of(topic).first_due_at
    assert amiss() == []


def test_a_merged_topic_owes_nothing_and_its_replies_count_where_they_are(lena):
    channel = question().channel
    one, other = question(channel=channel), question(channel=channel)
    reply(one)

    topics.merge(lena, fresh(one), fresh(other))

    assert row_of(one).due_at is None
    assert row_of(other).state == AnswerState.ANSWERED
    assert amiss() == []


def test_a_topic_that_was_split_off_is_noted(lena):
    topic = question()
    first, second = reply(topic), reply(topic)

    made = topics.split(
        lena, fresh(topic), numbers=[first.number, second.number], title="Something else"
    )

    assert row_of(topic).state == AnswerState.UNANSWERED
    assert row_of(made).state == AnswerState.ANSWERED
    assert amiss() == []


def test_moving_a_topic_gives_it_the_kind_of_the_other_channel(lena):
    ada, elsewhere = make.member(), make.channel()
    start(ada)
    topic = question(ada)

    topics.move(lena, fresh(topic), elsewhere)

    assert row_of(topic).kind is None
    assert row_of(topic).due_at is None
    assert amiss() == []


def test_what_the_team_chose_no_rule_changes(lena):
    topic = question()
    actions.choose_kind(lena, topic, Kind.ORDER)

    assert not actions.sort_topic(topic.id, Kind.PRAISE)

    assert row_of(topic).kind == Kind.ORDER


def test_a_topic_may_get_its_kind_before_anybody_reads_it(app):
    channel = make.channel(reviewed_since=clock.now())
    topic = start(channel=channel)
    actions.sort_topic(topic.id, Kind.COMPLAINT)
    assert row_of(topic).due_at is None

    first = opening_of(topic)
    case = cases.case_of("post", first.id)
    assert case.protocol == "complaint"
    moderation.approve(make.moderator(), case)

    row = row_of(topic)
    assert row.kind == Kind.COMPLAINT
    assert row.first_due_at - row.started_at == timedelta(hours=4)
    assert amiss() == []


def test_waiting_for_the_author_stops_the_clock_until_they_write(lena):
    topic = question()
    with clock.at(row_of(topic).started_at + timedelta(hours=1)):
        actions.wait_for_author(lena, fresh(topic))
    assert row_of(topic).due_at is None
    assert amiss() == []

    later = row_of(topic).started_at + timedelta(hours=30)
    with clock.at(later):
        reply(topic, topic.author)

    assert row_of(topic).first_due_at == later + timedelta(hours=7)
    assert amiss() == []


def test_a_protocol_that_is_off_promises_nothing(app):
    make.save(
        Protocol(
            kind=Kind.QUESTION,
            first_minutes=10,
            off_since=clock.now(),
            answerers="anyone",
        )
    )

    row = row_of(question())

    assert row.kind == Kind.QUESTION
    assert row.due_at is None


def test_what_is_late_stands_in_the_queue_once_and_an_answer_ends_it(app):
    topic = question()
    with clock.at(row_of(topic).due_at):
        tasks.raise_late({})
        tasks.raise_late({})
    (case,) = cases_of(topic)
    assert case.is_open
    assert case.due_at == row_of(topic).due_at

    reply(topic)

    db.session.refresh(case)
    assert not case.is_open
    assert amiss() == []


def test_topics_that_are_late_for_long_are_listed_and_call_nobody(app, sign_in):
    with clock.at(clock.now() - timedelta(days=20)):
        old = question()
    with clock.at(clock.now() - timedelta(days=10)):
        newer = question()

    tasks.raise_late({})

    assert cases_of(old) == [] and row_of(old).late_at is not None
    assert len(cases_of(newer)) == 1
    assert amiss() == []
    client = sign_in(make.moderator())
    assert "1 topic has been late for long" in client.get("/admin/answering").text
    listed = client.get("/admin/answering?kind=long").text
    assert [f"{one.slug}/{one.id}" in listed for one in (old, newer)] == [True, False]


def test_what_becomes_late_only_now_calls_the_team_however_old_it_is(app):
    topic = start()
    actions.sort_topic(topic.id, Kind.IDEA)

    with clock.at(row_of(topic).due_at + timedelta(minutes=1)):
        tasks.raise_late({})

    assert len(cases_of(topic)) == 1


def test_what_members_answered_among_themselves_calls_nobody(app):
    topic = question()
    reply(topic)

    with clock.at(row_of(topic).due_at):
        tasks.raise_late({})

    assert row_of(topic).late_at is not None
    assert cases_of(topic) == []
    assert amiss() == []


def test_what_the_team_left_undone_stands_in_the_queue(lena):
    topic = start()
    actions.sort_topic(topic.id, Kind.ORDER)
    reply(topic, lena)

    with clock.at(row_of(topic).due_at):
        tasks.raise_late({})
    (case,) = cases_of(topic)
    assert case.is_open
    actions.finish(lena, fresh(topic))

    db.session.refresh(case)
    assert not case.is_open
    assert amiss() == []


def test_press_stands_in_the_queue_at_once_and_seen_is_enough(lena):
    topic = start()
    actions.sort_topic(topic.id, Kind.PRESS)
    (case,) = cases_of(topic)
    assert case.is_open

    moderation.approve(lena, cases.case_by_id(case.id))

    assert row_of(topic).state == AnswerState.ACKNOWLEDGED
    assert row_of(topic).due_at is None
    assert amiss() == []


def test_saying_that_nothing_is_owed_takes_the_kind_away(lena):
    topic = start()
    actions.sort_topic(topic.id, Kind.PRESS)

    moderation.reject(lena, cases.case_by_id(cases_of(topic)[0].id))

    assert row_of(topic).kind is None
    assert amiss() == []


def test_whoever_asks_out_of_hours_hears_when_somebody_comes_once_a_day(heard):
    office()
    told = heard(NobodyThere)
    ada = make.member()
    with clock.at(FRIDAY + timedelta(hours=4)):
        first = question(ada)
    with clock.at(FRIDAY + timedelta(hours=20)):
        question(ada)
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert told == [NobodyThere(first.id, ada.id, ada.display_name, monday)]

    with clock.at(FRIDAY + timedelta(hours=29)):
        question(ada)

    assert len(told) == 2


def test_within_hours_nobody_is_told(heard):
    office()
    told = heard(NobodyThere)

    with clock.at(FRIDAY):
        question()

    assert told == []


def test_a_reply_costs_one_statement_more(app):
    topic = question()
    member = make.member()
    reply(topic)
    with count_queries() as seen:
        reply(topic, member)

    mine = [one for one in seen if "answering" in one]
    assert len(mine) == 1


def opening_of(topic):
    return fresh(db.session.scalar(db.select(Post).filter_by(topic_id=topic.id, number=1)))
