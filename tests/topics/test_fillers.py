import pytest
from flask import current_app

from forum.channels.models import ChannelMember, Visibility
from forum.kernel import clock, slots
from forum.kernel.db import db
from forum.moderation import actions as moderation
from forum.moderation.models import Reviewable
from forum.topics import actions, queries
from forum.topics.actions import Change
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start


def page_of(client, member, show: str = "") -> str:
    answer = client.get(f"/members/{member.username}", query_string={"show": show})
    assert answer.status_code == 200
    return answer.text


def test_a_members_page_shows_topics_replies_and_answers(guest):
    author = make.member()
    start(author, title="A topic of theirs")
    question = start(channel=make.channel(kind="question"), title="A question of others")
    answer = reply(question, author, "An answer of theirs.")
    reply(start(title="A talk of others"), author, "A reply of theirs.")
    actions.accept(question.author, fresh(answer))

    topics, replies = page_of(guest, author), page_of(guest, author, "replies")
    answers = page_of(guest, author, "answers")

    assert "A topic of theirs" in topics
    assert "A reply of theirs." in replies
    assert "An answer of theirs." in replies
    assert "An answer of theirs." in answers
    assert "A reply of theirs." not in answers


def test_a_members_page_says_when_there_is_nothing(guest):
    member = make.member()

    assert "Nothing written yet" in page_of(guest, member)
    assert "No topics yet" in page_of(guest, member, "topics")
    assert "No replies yet" in page_of(guest, member, "replies")
    assert "No accepted answers yet" in page_of(guest, member, "answers")
    assert "Nothing written yet" in page_of(guest, member, "nonsense")


@pytest.mark.parametrize("show", ["", "topics", "replies", "answers"])
def test_a_members_page_costs_the_same_for_one_text_as_for_many(guest, show):
    few, many = make.member(), make.member()
    for member, times in ((few, 1), (many, 8)):
        for _ in range(times):
            question = start(member, make.channel(kind="question"))
            actions.accept(member, fresh(reply(question, member)))

    costs = []
    for name in (few.username, many.username):
        with count_queries() as seen:
            guest.get(f"/members/{name}?show={show}")
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_a_members_page_tells_what_their_answers_are_about(guest, sign_in):
    author, asker = make.member(), make.member()
    room, secret = make.channel(kind="question"), make.channel(kind="question", visibility="secret")
    make.seat(secret, asker)
    make.seat(secret, author)
    for channel, tag in ((room, "burrs"), (room, "burrs"), (room, "kettle"), (secret, "plans")):
        topic = start(asker, channel, tags=(tag,))
        actions.accept(asker, fresh(reply(topic, author)))

    rail = page_of(guest, author).split("shell__rail")[1]

    assert rail.index("burrs") < rail.index("kettle")
    assert "plans" not in rail
    assert "plans" in page_of(sign_in(author), author)


def test_figures_count_what_the_viewer_may_read(app):
    author, secret = make.member(), make.channel(visibility="secret")
    make.seat(secret, author)
    reply(start(author, secret), author)
    start(author)

    own, seen = (figures_seen_by(viewer, author) for viewer in (author, make.member()))

    assert (own.topics, own.replies) == (2, 1)
    assert (seen.topics, seen.replies) == (1, 0)


def figures_seen_by(viewer, author):
    with current_app.test_request_context():
        (part,) = [
            part
            for part in slots.fill("member.figures", viewer, [author])[author.id]
            if part.template == "topics/_member_figures.html"
        ]
    return part.data["of"]


def test_texts_that_wait_stand_under_ones_drafts(sign_in):
    author, channel = make.member(), make.channel(reviewed_since=clock.now())
    held = reply(start(make.moderator(), channel), author, "Held words.")
    rejected = reply(start(make.moderator(), channel), author, "Rejected words.")
    case = db.session.query(Reviewable).filter_by(target_id=rejected.id).one()
    moderation.reject(make.moderator(), case, "Say more.")

    page = sign_in(author).get("/drafts").text

    assert "Held words." in page
    assert "Rejected words." in page
    assert "Say more." in page
    assert f"/p/{held.id}/edit" in page
    assert "Held words." not in sign_in(make.member()).get("/drafts").text


def test_a_waiting_change_stands_under_ones_drafts(sign_in):
    author, channel = make.member(), make.channel()
    post = reply(start(channel=channel), author, "Old words.")
    channel.reviewed_since = clock.now()
    db.session.commit()
    mark = queries.wording_of(fresh(post)).mark
    actions.edit(author, fresh(post), Change("New words.", mark))

    page = sign_in(author).get("/drafts").text

    assert "New words." in page
    assert f"/p/{post.id}/edit" in page


def test_a_text_stays_with_its_author_when_the_channel_closes(sign_in):
    channel = make.channel(visibility=Visibility.PRIVATE, reviewed_since=clock.now())
    author = make.insider(channel)
    post = reply(start(make.moderator(), channel, title="A closed talk"), author, "My own words.")
    db.session.query(ChannelMember).delete()
    db.session.commit()

    page = sign_in(author).get("/drafts").text

    assert "My own words." in page
    assert "A closed talk" not in page
    assert f"/p/{post.id}" not in page
