from datetime import timedelta

import pytest

from forum.accounts.signals import MembersMerged
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.notices import actions, checks
from forum.notices.models import Inbox, Notice
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.reading.models import Level
from forum.topics import queries as posts
from tests.notices.told import broken_promises, follow, kinds, notices, unread
from tests.support import make
from tests.topics.writing import fresh, reply, start


@pytest.fixture
def ada():
    return make.member(username="ada", approved_at=clock.now() - timedelta(days=1))


def _empty_inboxes():
    with transaction():
        db.session.query(Notice).delete()
        db.session.query(Inbox).delete()


def change(query, **values):
    with transaction():
        query.update(values)


def test_a_notice_that_was_never_made_is_found(ada):
    topic = start(ada)
    reply(topic)
    reply(topic, body="@ada?", author=make.member())
    assert broken_promises() == []

    lost = notices(ada)[-1]
    with transaction():
        db.session.query(Notice).filter_by(id=lost.id).delete()
        actions.recount(ada.id)

    [problem] = checks.untold()
    assert f"member {ada.id} was not told of post {lost.post_id} (mention)" in problem
    _empty_inboxes()


def test_nobody_is_missed_who_muted_or_changed_their_mind_since(ada):
    topic = start(ada)
    follow(ada, topic, Level.MUTED)
    reply(topic)
    reply(start(make.member()))
    follow(ada, topic, Level.WATCHING)

    assert kinds(ada) == []
    assert broken_promises() == []


def test_a_count_that_is_wrong_is_found(ada):
    reply(start(ada))
    change(db.session.query(Inbox), unread=7)

    assert list(checks.wrong_counts()) == [
        f"member {ada.id} has 1 unread notices, but 7 are counted"
    ]
    actions.recount(ada.id)


def test_a_line_that_counts_wrong_is_found(ada):
    reactions.give(make.member(), fresh(posts.first_post(start(ada))), ReactionKind.LIKE)
    change(db.session.query(Notice), count=5)

    assert len(list(checks.wrong_lines())) == 1
    change(db.session.query(Notice), count=1)


def test_a_letter_that_nobody_thought_of_is_found(ada):
    reply(start(ada))
    begun = clock.now()

    with clock.at(begun + timedelta(minutes=40)):
        jobs.note_pulse("here:1", begun)
        assert len(list(checks.overdue_letters())) == 1
    change(db.session.query(Notice), mail_due_at=None)


@pytest.mark.parametrize("began_after", [None, 0, 39])
def test_no_letter_is_overdue_when_no_worker_was_there_to_think_of_it(ada, began_after):
    reply(start(ada))
    begun = clock.now()
    if began_after is not None:
        with clock.at(begun + timedelta(minutes=began_after)):
            jobs.note_pulse("here:1", clock.now())

    with clock.at(begun + timedelta(minutes=40)):
        assert list(checks.overdue_letters()) == []


def test_a_merged_member_leaves_their_notices_to_the_other(ada):
    old = make.member(username="old")
    post = posts.first_post(start(old, body="Hello @ada"))
    for each in (ada, old):
        reactions.give(each, fresh(posts.first_post(start(make.member()))), ReactionKind.LIKE)
    reply(post.topic, body="@ada and @old")
    author = make.member()
    other = posts.first_post(start(author))
    for each in (ada, old):
        reactions.give(each, fresh(other), ReactionKind.LIKE)

    with transaction():
        old.deactivated_at = clock.now()
        db.session.add(old)
        announce(MembersMerged(old.id, ada.id, make.admin().id))

    assert notices(old) == []
    assert sorted(kinds(ada)) == ["mention", "mention"]
    assert unread(ada) == 2
    assert [line.count for line in notices(author)] == [1]
