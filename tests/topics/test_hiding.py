"""Hiding and showing: one is the exact inverse of the other, and its author loses nothing."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Guest
from forum.activity.models import Deed
from forum.channels.models import Kind
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.moderation.models import Reviewable
from forum.topics import actions, queries
from forum.topics.actions import Change
from forum.topics.models import Post, State, Topic
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reason_of, reply, start

SECRET = "Words about moon dust."


def row(thing) -> dict[str, object]:
    db.session.refresh(thing)
    return {
        column.name: getattr(thing, column.name)
        for column in thing.__table__.columns
        if column.name not in {"bumped_at", "active_at"}
    }


def standing_deeds() -> list[tuple[str, int, bool]]:
    query = select(Deed.kind, Deed.thing_id, Deed.stands).where(Deed.kind.in_(COUNTED))
    return sorted((str(kind), thing, stands) for kind, thing, stands in db.session.execute(query))


COUNTED = ("started", "replied", "accepted", "reacted")


def first_of(topic: Topic) -> Post:
    return queries.first_post(fresh(topic))


@pytest.fixture
def question(app):
    """A question with an accepted answer and another reply: topic, answer, who wrote it."""
    author, helper = make.member(), make.member()
    topic = start(author, make.channel(kind=Kind.QUESTION), tags=("burr",))
    answer = reply(topic, helper, SECRET)
    reply(topic)
    actions.accept(author, fresh(answer))
    return topic, answer, helper


def everything(topic, answer, helper) -> list[object]:
    found = fresh(topic)
    return [*map(row, (found, answer, helper, found.author, found.channel)), standing_deeds()]


def test_a_hidden_answer_comes_back_as_the_answer_with_everything_it_gave(question):
    topic, answer, helper = question
    before = everything(*question)

    actions.hide(fresh(answer), make.moderator())
    db.session.refresh(helper)
    assert (answer.state, topic.answer_id, topic.reply_count) == (State.HIDDEN, None, 1)
    assert (helper.post_count, helper.accepted_count) == (0, 0)
    assert broken_promises() == []

    actions.show(fresh(answer))
    assert everything(*question) == before
    assert broken_promises() == []


def test_a_hidden_topic_comes_back_whole(question):
    topic, _, helper = question
    before = everything(*question)

    actions.hide(first_of(topic), None)
    db.session.refresh(helper)
    assert (topic.state, helper.post_count, helper.accepted_count) == (State.HIDDEN, 0, 0)
    assert broken_promises() == []

    actions.show(first_of(topic))
    assert everything(*question) == before
    assert broken_promises() == []


def test_an_answer_that_was_replaced_meanwhile_comes_back_as_a_reply(question):
    topic, answer, helper = question
    other = reply(topic)
    actions.hide(fresh(answer), None)
    actions.accept(fresh(topic).author, fresh(other))

    actions.show(fresh(answer))

    db.session.refresh(helper)
    assert (fresh(topic).answer_id, helper.accepted_count) == (other.id, 0)
    assert broken_promises() == []


def test_an_answer_shown_in_a_topic_that_is_away_comes_back_with_it(question):
    topic, answer, _helper = question
    before = everything(*question)
    moderator = make.moderator()
    actions.hide(fresh(answer), None)
    actions.delete(moderator, first_of(topic))

    actions.show(fresh(answer))
    assert broken_promises() == []
    actions.restore(moderator, first_of(topic))

    assert everything(*question) == before
    assert broken_promises() == []


def test_a_deleted_answer_comes_back_as_the_answer(question):
    _topic, answer, helper = question
    before = everything(*question)

    actions.delete(helper, fresh(answer))
    actions.restore(helper, fresh(answer))

    assert everything(*question) == before
    assert broken_promises() == []


def test_hiding_twice_hides_once_and_showing_what_is_there_does_nothing(question):
    _, answer, _ = question
    before = everything(*question)

    actions.show(fresh(answer))
    assert everything(*question) == before
    actions.hide(fresh(answer), None)
    actions.hide(fresh(answer), make.moderator())

    assert answer.hidden_by_id is None
    assert broken_promises() == []


def test_others_see_a_trace_its_author_and_moderators_the_words(question, sign_in, guest):
    topic, answer, helper = question
    actions.hide(fresh(answer), None)
    page, place = f"/t/{topic.slug}/{topic.id}", f"/p/{answer.id}"

    for client in (guest, sign_in(make.member())):
        assert SECRET not in client.get(page).text
        assert "This post is hidden while the team looks at it." in client.get(page).text
        assert client.get(f"{place}/history").status_code == 404
    for reader in (helper, make.moderator()):
        text = sign_in(reader).get(page).text
        assert SECRET in text
        assert "Hidden, being looked at" in text


def test_a_hidden_topic_is_there_for_its_author_and_moderators_alone(question, sign_in, guest):
    topic, *_ = question
    author = topic.author
    actions.hide(first_of(topic), None)
    page = f"/t/{topic.slug}/{topic.id}"

    assert guest.get(page).status_code == 404
    assert sign_in(make.member()).get(page).status_code == 404
    assert "Hidden, being looked at" in sign_in(author).get(page).text
    assert sign_in(make.moderator()).get(page).status_code == 200


def test_what_is_hidden_stands_nowhere_else(question):
    _topic, answer, helper = question
    actions.hide(fresh(answer), None)

    assert queries.replies_by(Guest(), helper) == []
    assert [post.id for post in queries.waiting_posts(helper)] == [answer.id]
    with pytest.raises(NotFound):
        queries.visible_post(make.member(), answer.id)


def test_its_author_mends_a_hidden_post_once_and_it_waits_for_another_look(question):
    _topic, answer, helper = question
    actions.hide(fresh(answer), None)
    mark = queries.wording_of(answer).mark

    outcome = actions.edit(helper, fresh(answer), Change("zzMended words.", mark))

    assert (outcome, answer.state, answer.body) == ("held", State.HIDDEN, "zzMended words.")
    assert queries.versions_of(answer)[0].body == SECRET
    case = db.session.scalars(select(Reviewable)).one()
    assert (case.target_id, case.reason, case.about_id) == (answer.id, "mended", helper.id)
    again = Change("zzOnce more.", queries.wording_of(answer).mark)
    assert reason_of(actions.edit, helper, fresh(answer), again) == "mended_already"
    assert broken_promises() == []


def test_taking_a_hidden_post_back_and_forth_is_no_way_around_the_look(question):
    _, answer, helper = question
    actions.hide(fresh(answer), None)

    actions.delete(helper, fresh(answer))
    actions.restore(helper, fresh(answer))

    assert answer.state == State.HIDDEN
    assert db.session.scalars(select(Reviewable.reason)).all() == ["hidden"]
    assert broken_promises() == []


def test_what_opens_a_live_channel_is_not_hidden(app):
    actions.stand(make.channel(kind=Kind.LIVE).id, make.admin().id)
    standing = db.session.scalars(select(Topic)).one()

    assert reason_of(actions.hide, first_of(standing), None) == "standing"


def test_the_author_finds_it_among_the_texts_that_wait(question, sign_in):
    _, answer, helper = question
    actions.hide(fresh(answer), None)

    page = sign_in(helper).get("/drafts").text

    assert SECRET in page
    assert "Edit and send again" in page
