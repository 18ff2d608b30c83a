"""A merge of two people who were busy, and every promise of the forum afterwards."""

import pytest
from sqlalchemy import select

from forum.accounts import actions, queries
from forum.accounts.models import Guest, Role
from forum.bookmarks import actions as bookmarks
from forum.bookmarks.models import Bookmark
from forum.channels import actions as channels
from forum.channels.models import ChannelMember, ChannelRole, EntryRequest, Visibility
from forum.drafts import actions as drafts
from forum.drafts import queries as draft_queries
from forum.drafts.models import Draft
from forum.kernel import promises
from forum.kernel.db import db
from forum.moderation import queries as cases
from forum.reactions import actions as reactions
from forum.reactions.models import Reaction, ReactionKind
from forum.reading import actions as reading
from forum.reading.models import ChannelLevel, Level, Position
from forum.site import actions as site
from forum.site.models import ChosenSetting
from forum.topics import actions as topics
from forum.topics.actions import NewPost, NewTopic
from forum.topics.models import Post, Topic
from forum.topics.queries import visible_post, visible_topic
from tests.support import make


@pytest.fixture
def boss(app):
    return make.admin()


@pytest.fixture
def old(app):
    return make.member(username="old-account")


@pytest.fixture
def new(app):
    return make.member(username="new-account")


def fresh(row):
    return db.session.get(type(row), row.id, populate_existing=True)


def merged(boss, old, new):
    actions.merge_members(boss, old, new)
    db.session.expire_all()


def amiss():
    return [line for check in promises.checks() for line in check.problems()]


def started(author, channel, title):
    return topics.start(author, channel, NewTopic(title=title, body="How do you do it?"))


def answered(author, topic, body="Like this."):
    return topics.reply(author, visible_topic(author, topic.id), NewPost(body))


def test_what_both_wrote_is_of_one_member_and_every_counter_is_right(boss, old, new):
    room, third = make.channel(), make.member()
    both, theirs = (
        started(old, room, "Which cup do you like"),
        started(third, room, "Which pot do you like"),
    )
    answered(new, both)
    answered(third, both)
    for author in (old, new, third):
        answered(author, theirs)
    assert fresh(both).people_count == 3

    merged(boss, old, new)

    assert amiss() == []
    assert fresh(both).people_count == 2
    assert fresh(both).author_id == new.id
    assert old.id not in fresh(theirs).face_ids
    now = queries.fresh_member(new.id)
    assert (now.topic_count, now.post_count) == (1, 4)
    assert queries.fresh_member(old.id).post_count == 0


def test_reactions_of_both_become_one_and_nobody_cheers_for_themselves(boss, old, new):
    room, third = make.channel(), make.member()
    topic = started(third, room, "Which cup do you like")
    first = db.session.scalar(select(Post.id).where(Post.topic_id == topic.id))
    of_old = answered(old, topic)
    for giver, post_id, kind in (
        (old, first, ReactionKind.LIKE),
        (new, first, ReactionKind.LIKE),
        (old, first, ReactionKind.LOVE),
        (new, of_old.id, ReactionKind.THANKS),
        (third, of_old.id, ReactionKind.LIKE),
    ):
        reactions.give(giver, visible_post(giver, post_id), kind)

    merged(boss, old, new)

    given = db.session.execute(select(Reaction.user_id, Reaction.post_id, Reaction.kind)).all()
    assert sorted(map(tuple, given)) == sorted(
        [(new.id, first, "like"), (new.id, first, "love"), (third.id, of_old.id, "like")]
    )
    assert amiss() == []
    assert queries.fresh_member(new.id).reaction_count == 1


def test_the_furthest_position_counts_and_a_chosen_level_stays(boss, old, new):
    room, third = make.channel(), make.member()
    topic = started(third, room, "Which cup do you like")
    for _ in range(4):
        answered(third, topic)
    reading.keep_positions({(old.id, topic.id): 4, (new.id, topic.id): 2})
    reading.follow_topic(old, topic, Level.WATCHING)
    reading.follow_channel(old, room, Level.MUTED)
    reading.follow_channel(new, room, Level.FOLLOWING)

    merged(boss, old, new)

    position = db.session.get(Position, (new.id, topic.id))
    assert (position.last_read, position.level) == (4, Level.WATCHING)
    assert db.session.get(ChannelLevel, (new.id, room.id)).level == Level.FOLLOWING
    assert db.session.get(Position, (old.id, topic.id)) is None
    assert amiss() == []


def test_a_post_kept_twice_is_kept_once_with_both_notes(boss, old, new):
    topic = started(make.member(), make.channel(), "Which cup do you like")
    post_id = db.session.scalar(select(Post.id).where(Post.topic_id == topic.id))
    for member, note in ((old, "for Anna"), (new, "for later")):
        bookmarks.keep(member, visible_post(member, post_id))
        kept = db.session.scalars(select(Bookmark).where(Bookmark.user_id == member.id)).one()
        bookmarks.note(member, kept, note)

    merged(boss, old, new)

    (kept,) = db.session.scalars(select(Bookmark)).all()
    assert (kept.user_id, kept.note) == (new.id, "for later · for Anna")


def test_no_word_of_two_drafts_for_one_place_is_lost(boss, old, new):
    drafts.save(old, "new", title="Old title", body="Old words.")
    drafts.save(new, "new", body="New words.")
    drafts.save(old, "reply:1", body="A reply.")

    merged(boss, old, new)

    kept = draft_queries.draft_of(new, "new")
    assert (kept.title, kept.body) == ("Old title", "New words.\n\nOld words.")
    assert draft_queries.draft_of(new, "reply:1").body == "A reply."
    assert db.session.scalars(select(Draft.user_id).where(Draft.user_id == old.id)).all() == []
    assert amiss() == []


def test_seats_are_kept_and_the_higher_one_wins(boss, old, new):
    one, other = (make.channel(visibility=Visibility.PRIVATE) for _ in range(2))
    make.seat(one, old, role=ChannelRole.MODERATOR)
    make.seat(one, new)
    make.seat(other, old)

    merged(boss, old, new)

    seats = db.session.execute(
        select(ChannelMember.channel_id, ChannelMember.user_id, ChannelMember.role)
    ).all()
    assert sorted(map(tuple, seats)) == [
        (one.id, new.id, "moderator"),
        (other.id, new.id, "member"),
    ]


def test_nobody_waits_twice_or_at_a_door_they_are_behind(boss, old, new):
    one, other = (make.channel(visibility=Visibility.PRIVATE) for _ in range(2))
    for member in (old, new):
        channels.ask(member, one, "Please.")
    channels.ask(old, other, "Please.")
    make.seat(other, new)

    merged(boss, old, new)

    waiting = db.session.scalars(select(EntryRequest).where(EntryRequest.decided_at.is_(None)))
    assert [(ask.channel_id, ask.user_id) for ask in waiting] == [(one.id, new.id)]
    assert cases.waiting_count() == 1
    assert amiss() == []


def test_somebody_who_waited_to_be_let_in_needs_no_decision_any_more(app, boss, new):
    site.choose(boss, "accounts.entry", "approve")
    newcomer = actions.NewMember("second-try", "second@example.org", None)
    waits = actions.sign_up(Guest(), newcomer)
    assert cases.waiting_count() == 1

    merged(boss, waits, new)

    assert cases.waiting_count() == 0
    assert amiss() == []


def test_what_a_former_admin_chose_is_theirs_under_the_other_name(app, boss, new):
    former = make.admin()
    site.choose(former, "site.name", "Kettle & Crane")
    actions.set_role(boss, former, Role.MEMBER)

    merged(boss, former, new)

    assert db.session.get(ChosenSetting, "site.name").changed_by_id == new.id


def test_the_old_name_in_a_text_goes_on_working(boss, old, new, guest):
    topic = started(make.member(), make.channel(), "Which cup do you like")
    post = answered(make.member(), topic, "Ask @old-account about it.")
    assert 'href="/members/old-account"' in post.html

    merged(boss, old, new)

    assert guest.get("/members/old-account").location.endswith("/members/new-account")
    later = answered(make.member(), topic, "Yes, ask @old-account.")
    assert 'href="/members/new-account"' in later.html
    assert db.session.get(Topic, topic.id) is not None
