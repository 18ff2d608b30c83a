"""Texts that wait for a moderator: nothing is lost, and nothing is read too early."""

import pytest
from sqlalchemy import select

from forum.channels.models import ChannelMember, ChannelRole
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.moderation import actions as moderation
from forum.moderation.actions import AlreadyDecided
from forum.moderation.models import Decision, Reviewable
from forum.topics import actions, queries
from forum.topics.actions import Change, Outcome
from forum.topics.models import HeldEdit, Post, PostAddress, State
from forum.topics.signals import PostPublished
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reply, start


@pytest.fixture
def channel(app):
    return make.channel(reviewed_since=clock.now())


@pytest.fixture
def topic(channel):
    return start(make.moderator(), channel)


@pytest.fixture
def heard(app):
    """The published posts that other slices hear of."""
    handlers = app.extensions["bus"].handlers[PostPublished]
    found: list[PostPublished] = []
    handlers.append(found.append)
    yield found
    handlers.pop()


def open_case() -> Reviewable:
    return db.session.scalars(select(Reviewable).where(Reviewable.decided_at.is_(None))).one()


def change(post: Post, body: str, **given) -> Change:
    return Change(body, queries.wording_of(post).mark, **given)


def test_a_reply_waits_in_a_channel_that_is_reviewed(topic):
    author = make.member()

    post = reply(topic, author)

    db.session.refresh(author)
    assert post.state == State.HELD
    assert (topic.reply_count, author.post_count) == (0, 0)
    assert open_case().about_id == author.id
    assert broken_promises() == []


def test_those_who_look_after_the_channel_are_not_held(topic, channel):
    keeper = make.member()
    make.save(
        ChannelMember(
            channel_id=channel.id, user_id=keeper.id, role=ChannelRole.MODERATOR, source="test"
        )
    )

    assert reply(topic, keeper).state == State.PUBLISHED


def test_a_new_topic_waits_with_its_first_post(channel):
    topic = start(channel=channel, tags=("grinder",))

    db.session.refresh(channel)
    assert topic.state == State.HELD
    assert channel.topic_count == 0
    assert broken_promises() == []


def test_approving_publishes_and_counts(topic, heard):
    author, moderator = make.member(), make.moderator()
    post = reply(topic, author, "Ask @someone.")

    moderation.approve(moderator, open_case())

    db.session.refresh(author)
    assert post.state == State.PUBLISHED
    assert (topic.reply_count, author.post_count) == (1, 1)
    assert [signal.post_id for signal in heard] == [post.id]
    assert broken_promises() == []


def test_approving_a_topic_opens_it(channel):
    topic = start(channel=channel, tags=("grinder",))

    moderation.approve(make.moderator(), open_case())

    db.session.refresh(channel)
    assert topic.state == State.PUBLISHED
    assert (channel.topic_count, channel.post_count) == (1, 1)
    assert broken_promises() == []


def test_a_reply_that_waited_stands_after_those_that_came_meanwhile(topic):
    waiting = reply(topic)
    other = reply(topic, make.moderator())

    moderation.approve(make.moderator(), open_case())

    assert (other.number, waiting.number) == (3, 4)
    assert topic.last_number == 4
    address = db.session.scalars(select(PostAddress)).one()
    assert (address.number, address.post_id) == (2, waiting.id)
    assert broken_promises() == []


def test_rejecting_keeps_the_text_for_its_author(topic, sign_in):
    author = make.member()
    post = reply(topic, author, "The whole text of it.")

    moderation.reject(make.moderator(), open_case(), "Please say which model.")

    assert post.state == State.REJECTED
    page = sign_in(author).get(f"/t/{topic.slug}/{topic.id}").text
    assert "The whole text of it." in page
    assert "Please say which model." in page
    assert "Edit and send again" in page
    assert broken_promises() == []


def test_a_rejected_text_is_edited_and_sent_again(topic):
    author = make.member()
    post = reply(topic, author, "First try.")
    moderation.reject(make.moderator(), open_case())

    outcome = actions.edit(author, fresh(post), change(fresh(post), "Second try."))

    assert outcome == Outcome.HELD
    assert post.state == State.HELD
    assert open_case().target_id == post.id
    assert broken_promises() == []


def test_a_rejected_text_can_be_sent_again_as_it_is(topic):
    author = make.member()
    post = reply(topic, author, "As it is.")
    moderation.reject(make.moderator(), open_case())

    assert actions.edit(author, fresh(post), change(fresh(post), "As it is.")) == Outcome.HELD


def test_editing_a_waiting_text_asks_for_a_new_decision(topic):
    author, moderator = make.member(), make.moderator()
    post = reply(topic, author, "Harmless.")
    seen = open_case()

    actions.edit(author, fresh(post), change(fresh(post), "Not harmless."))

    with pytest.raises(AlreadyDecided):
        moderation.approve(moderator, seen)
    assert db.session.get(Post, post.id).state == State.HELD
    assert open_case().id != seen.id
    assert broken_promises() == []


def test_two_moderators_decide_once(topic):
    post = reply(topic)
    case = open_case()
    moderation.approve(make.moderator(), case)

    with pytest.raises(AlreadyDecided):
        moderation.reject(make.moderator(), case)
    assert db.session.get(Post, post.id).state == State.PUBLISHED


def test_nobody_else_finds_a_waiting_text(topic, sign_in, guest):
    author = make.member()
    post = reply(topic, author, "Only for me so far.")
    path = f"/t/{topic.slug}/{topic.id}"

    assert "Only for me so far." in sign_in(author).get(path).text
    assert "Only for me so far." in sign_in(make.moderator()).get(path).text
    for other in (guest, sign_in(make.member())):
        assert "Only for me so far." not in other.get(path).text
        assert other.get(f"/p/{post.id}").status_code == 404
        assert other.get(f"{path}/2").status_code == 404
        assert other.get(f"/p/{post.id}/history").status_code == 404


def test_a_change_waits_while_readers_see_the_text_before(topic, channel, sign_in, guest):
    author = make.member()
    post = reply(topic, author, "Approved words.")
    moderation.approve(make.moderator(), open_case())

    outcome = actions.edit(author, fresh(post), change(fresh(post), "Changed words."))

    path = f"/t/{topic.slug}/{topic.id}"
    assert outcome == Outcome.HELD
    assert fresh(post).body == "Approved words."
    assert "Changed words." not in guest.get(path).text
    assert "waits for a moderator" in sign_in(author).get(path).text
    assert "Changed words." in sign_in(author).get(f"/p/{post.id}/edit").text
    assert broken_promises() == []


def test_an_approved_change_takes_the_place_of_the_text_before(topic):
    author = make.member()
    post = reply(topic, author, "Approved words.")
    moderation.approve(make.moderator(), open_case())
    actions.edit(author, fresh(post), change(fresh(post), "Changed words."))

    moderation.approve(make.moderator(), open_case())

    assert fresh(post).body == "Changed words."
    assert db.session.scalars(select(HeldEdit)).all() == []
    assert broken_promises() == []


def test_a_change_of_a_topic_keeps_title_and_tags_until_it_is_approved(channel):
    author = make.member()
    topic = start(author, channel, title="Before the change", tags=("old",))
    moderation.approve(make.moderator(), open_case())
    post = queries.first_post(fresh(topic))

    actions.edit(author, post, change(post, "Words.", title="After the change", tags=("new",)))
    assert fresh(topic).title == "Before the change"

    moderation.approve(make.moderator(), open_case())
    assert fresh(topic).title == "After the change"
    assert [tag.name for tag in queries.tags_of([topic.id])[topic.id]] == ["new"]
    assert broken_promises() == []


def test_a_rejected_change_stays_with_its_author(topic, sign_in):
    author = make.member()
    post = reply(topic, author, "Approved words.")
    moderation.approve(make.moderator(), open_case())
    actions.edit(author, fresh(post), change(fresh(post), "Changed words."))

    moderation.reject(make.moderator(), open_case())

    page = sign_in(author).get(f"/p/{post.id}/edit").text
    assert fresh(post).body == "Approved words."
    assert "Changed words." in page
    assert "was not approved" in page


def test_a_waiting_change_can_be_forgotten(topic, sign_in):
    author = make.member()
    post = reply(topic, author, "Approved words.")
    moderation.approve(make.moderator(), open_case())
    actions.edit(author, fresh(post), change(fresh(post), "Changed words."))

    sign_in(author).post(f"/p/{post.id}/edit", data={"act": "forget"})

    assert db.session.scalars(select(HeldEdit)).all() == []
    decisions = db.session.scalars(select(Reviewable.decision).order_by(Reviewable.id)).all()
    assert decisions == [Decision.APPROVED, Decision.WITHDRAWN]


def test_a_reply_can_be_approved_after_its_topic_was_deleted(topic):
    moderator = make.moderator()
    post = reply(topic)
    actions.delete(moderator, queries.first_post(fresh(topic)))

    moderation.approve(moderator, open_case())

    assert fresh(post).state == State.PUBLISHED
    assert broken_promises() == []
    actions.restore(moderator, queries.first_post(fresh(topic)))
    assert fresh(topic).reply_count == 1
    assert broken_promises() == []


def test_a_rejected_text_is_not_found_by_others(topic):
    post = reply(topic)
    moderation.reject(make.moderator(), open_case())

    with pytest.raises(NotFound):
        queries.visible_post(make.member(), post.id)


def test_the_queue_shows_posts_and_changes(topic, sign_in):
    author, client = make.member(), sign_in(make.moderator())
    post = reply(topic, author, "Approved words.")
    waiting = client.get("/admin/moderation").text
    moderation.approve(make.moderator(), open_case())
    actions.edit(author, fresh(post), change(fresh(post), "Changed words."))

    assert "Approved words." in waiting
    page = client.get("/admin/moderation").text
    assert "<del>Approved</del>" in page
    assert "<ins>Changed</ins>" in page


@pytest.mark.parametrize(("state", "words"), [(State.HELD, False), (State.PUBLISHED, True)])
def test_only_of_what_is_published_readers_see_the_text_before(sign_in, state, words):
    topic = make.topic(channel=make.channel(reviewed_since=clock.now()))
    post = make.post(topic=topic, state=state)

    page = sign_in(post.author).get(f"/p/{post.id}/edit").text

    assert ("Until then readers see the text as it is now." in page) is words
