import pytest

from forum.accounts.models import Guest
from forum.channels import actions as channels
from forum.channels.models import Kind
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.topics import actions, queries
from forum.topics.models import State
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reason_of, reply, start


@pytest.fixture
def question(app):
    return start(channel=make.channel(kind=Kind.QUESTION))


def accepted(member) -> int:
    db.session.refresh(member)
    return member.accepted_count


def test_an_author_accepts_one_answer(question):
    answerer = make.member()
    post = reply(question, answerer)

    actions.accept(question.author, fresh(post))

    assert question.answer_id == post.id
    assert question.answered_by_id == question.author_id
    assert accepted(answerer) == 1
    assert broken_promises() == []


def test_accepting_twice_counts_once(question):
    answerer = make.member()
    post = reply(question, answerer)

    actions.accept(question.author, fresh(post))
    actions.accept(question.author, fresh(post))

    assert accepted(answerer) == 1


def test_a_better_answer_takes_the_place_of_the_first(question):
    first, second = make.member(), make.member()
    actions.accept(question.author, fresh(reply(question, first)))

    better = reply(question, second)
    actions.accept(question.author, fresh(better))

    assert question.answer_id == better.id
    assert (accepted(first), accepted(second)) == (0, 1)
    assert broken_promises() == []


def test_an_answer_can_be_taken_back(question):
    answerer = make.member()
    actions.accept(question.author, fresh(reply(question, answerer)))

    actions.withdraw_answer(question.author, fresh(question))

    assert question.answer_id is None
    assert question.answered_at is None
    assert accepted(answerer) == 0


@pytest.mark.parametrize(
    ("who", "reason"),
    [("guest", "not_yours"), ("answerer", "not_yours"), ("author", ""), ("moderator", "")],
)
def test_who_may_accept(question, who, reason):
    answerer = make.member()
    people = {
        "guest": Guest(),
        "answerer": answerer,
        "author": question.author,
        "moderator": make.moderator(),
    }
    post = reply(question, answerer)

    assert reason_of(actions.accept, people[who], fresh(post)) == reason


def test_only_questions_are_answered(app):
    topic = start()

    assert reason_of(actions.accept, topic.author, fresh(reply(topic))) == "no_answers_here"


def test_a_question_does_not_answer_itself(question):
    first = queries.first_post(question)

    assert reason_of(actions.accept, question.author, first) == "not_an_answer"


@pytest.mark.parametrize("state", [State.HELD, State.REJECTED, State.DELETED])
def test_what_cannot_be_read_is_no_answer(question, state):
    post = make.post(topic=question, state=state)

    assert reason_of(actions.accept, make.moderator(), fresh(post)) == "not_an_answer"


def test_the_page_lets_the_author_choose(sign_in, question):
    post = reply(question, body="Hold both buttons.")
    client = sign_in(question.author)

    page = client.get(f"/t/{question.slug}/{question.id}").text
    answer = client.post(f"/p/{post.id}/accept", follow_redirects=True)

    assert f'action="/p/{post.id}/accept"' in page
    assert "Marked as the answer." in answer.text
    assert "Answered" in answer.text
    taken_back = client.post(f"/p/{post.id}/unaccept", follow_redirects=True)
    assert "Still open" in taken_back.text


def test_others_do_not_see_the_button(sign_in, question):
    post = reply(question)

    page = sign_in(make.member()).get(f"/t/{question.slug}/{question.id}").text

    assert f'action="/p/{post.id}/accept"' not in page


def test_an_answer_can_be_taken_back_after_its_channel_became_part_of_one_without_answers(
    question, sign_in
):
    answerer, author = make.member(), question.author
    post = reply(question, answerer)
    actions.accept(author, fresh(post))
    channels.merge(make.admin(), fresh(question).channel, make.channel())

    page = sign_in(author).get(f"/t/{question.slug}/{question.id}").text

    assert "This is not the answer" in page
    assert "This answers it" not in page
    actions.withdraw_answer(author, fresh(question))
    assert not fresh(question).is_answered
    assert accepted(answerer) == 0
    with pytest.raises(Refused, match="no_answers_here"):
        actions.accept(author, fresh(post))
    assert broken_promises() == []
