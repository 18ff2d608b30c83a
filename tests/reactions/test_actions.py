import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import Guest, User
from forum.activity.models import Deed, DeedKind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.reactions import actions, checks, policy, queries
from forum.reactions.models import Reaction, ReactionKind
from forum.reactions.signals import ReactionGiven, ReactionWithdrawn
from forum.topics import actions as topics
from forum.topics.models import Post, State, Topic
from forum.topics.queries import visible_post, visible_topic
from tests.support import make


@pytest.fixture
def heard(app):
    """What the slice announced, in order."""
    handlers = app.extensions["bus"].handlers
    said = []
    for kind in (ReactionGiven, ReactionWithdrawn):
        handlers[kind].append(said.append)
    yield said
    for kind in (ReactionGiven, ReactionWithdrawn):
        handlers[kind].remove(said.append)


def a_post(**given):
    topic = make.topic(**{k: given.pop(k) for k in ("channel",) if k in given})
    return make.post(topic=topic, **given)


def as_seen_by(member, post):
    return visible_post(member, post.id)


def counts(post):
    db.session.expire_all()
    fresh = db.session.get(Post, post.id)
    return (
        fresh.reaction_count,
        db.session.get(Topic, fresh.topic_id).reaction_count,
        db.session.get(User, fresh.author_id).reaction_count,
    )


def test_a_reaction_counts_for_the_post_its_topic_and_its_author(app, heard):
    member, post = make.member(), a_post()

    actions.toggle(member, as_seen_by(member, post), ReactionKind.LOVE)

    assert counts(post) == (1, 1, 1)
    assert heard == [ReactionGiven(post.id, post.topic_id, post.author_id, member.id, "love")]


def test_pressing_again_takes_it_back(app, heard):
    member, post = make.member(), a_post()

    for _ in range(2):
        actions.toggle(member, as_seen_by(member, post), ReactionKind.LIKE)

    assert counts(post) == (0, 0, 0)
    assert [type(signal) for signal in heard] == [ReactionGiven, ReactionWithdrawn]


def test_giving_twice_is_giving_once(app):
    member, post = make.member(), a_post()

    assert actions.give(member, as_seen_by(member, post), ReactionKind.LIKE)
    assert not actions.give(member, as_seen_by(member, post), ReactionKind.LIKE)

    assert counts(post) == (1, 1, 1)


def test_one_member_may_feel_several_things(app):
    member, post = make.member(), a_post()

    for kind in (ReactionKind.LIKE, ReactionKind.SURPRISE):
        actions.give(member, as_seen_by(member, post), kind)

    tally = queries.tallies(member, [post.id])[post.id]
    assert {kind: one.count for kind, one in tally.items()} == {"like": 1, "surprise": 1}
    assert all(one.is_mine for one in tally.values())


def test_others_see_the_count_but_not_as_theirs(app):
    member, post = make.member(), a_post()
    actions.give(member, as_seen_by(member, post), ReactionKind.LIKE)

    assert not queries.tallies(Guest(), [post.id])[post.id]["like"].is_mine


@pytest.mark.parametrize("state", [State.DELETED, State.HELD, State.REJECTED])
def test_a_post_that_is_not_open_is_refused_even_to_staff(app, state):
    staff = make.moderator()
    post = a_post(state=state)

    with pytest.raises(Refused) as refused:
        actions.toggle(staff, as_seen_by(staff, post), ReactionKind.LIKE)
    assert refused.value.verdict.reason == "post_not_open"
    assert db.session.query(Reaction).count() == 0


def test_who_may_react(app):
    author = make.member()
    post = as_seen_by(author, a_post(author=author))
    silenced = make.member(silenced_until=clock.now().replace(year=clock.now().year + 1))

    assert policy.can_react(Guest(), post).reason == "sign_in_needed"
    assert policy.can_react(author, post).reason == "own_post"
    assert policy.can_react(silenced, post).reason == "silenced"
    assert policy.can_react(make.member(), post)


def test_an_archived_channel_is_for_reading_only(app):
    post = a_post(channel=make.channel(archived_at=clock.now()))
    member = make.member()

    assert policy.can_react(member, as_seen_by(member, post)).reason == "channel_archived"


def test_reactions_go_along_with_moved_posts(app):
    member, post, target = make.member(), a_post(), make.topic()
    actions.give(member, as_seen_by(member, post), ReactionKind.LIKE)
    source_id, staff = post.topic_id, make.moderator()

    topics.merge(staff, visible_topic(staff, source_id), visible_topic(staff, target.id))

    db.session.expire_all()
    assert db.session.get(Topic, source_id).reaction_count == 0
    assert db.session.get(Topic, target.id).reaction_count == 1
    assert [problem for check in checks.ALL for problem in check.problems()] == []


def test_what_two_accounts_of_one_member_cheered_is_one_deed(app):
    one, other, post = make.member(), make.member(), a_post()
    for member in (one, other):
        actions.give(member, as_seen_by(member, post), ReactionKind.LOVE)
    actions.give(other, as_seen_by(other, post), ReactionKind.LIKE)

    accounts.merge_members(make.admin(), other, into=one)

    stands = select(Deed.who_id, Deed.words).where(
        Deed.kind == DeedKind.REACTED, Deed.stands.is_(True)
    )
    assert sorted(db.session.execute(stands).all()) == [(one.id, "like"), (one.id, "love")]
    assert counts(post) == (2, 2, 2)
