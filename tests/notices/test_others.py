from datetime import timedelta

import pytest

from forum.badges import actions as badges
from forum.badges import queries as medals
from forum.channels import actions as channels
from forum.channels import queries as rooms
from forum.channels.models import ChannelRole, Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.notices import actions, queries
from forum.notices.models import NoticePerson
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.reading.models import Level
from forum.topics import actions as topics
from forum.topics import queries as posts
from tests.notices.told import follow, kinds, notices, unread
from tests.support import make
from tests.topics.writing import fresh, reply, start

LIKE, LOVE = ReactionKind.LIKE, ReactionKind.LOVE


@pytest.fixture
def post():
    """The first post of a topic; its author is told of reactions."""
    return posts.first_post(start(make.member()))


def test_reactions_gather_in_one_line_that_counts_people(post):
    givers = [make.member() for _ in range(3)]
    for giver in givers:
        reactions.give(giver, fresh(post), LIKE)
    reactions.give(givers[0], fresh(post), LOVE)

    [line] = notices(post.author)

    assert (line.kind, line.count) == ("reaction", 3)
    assert unread(post.author) == 1


def test_a_line_that_was_read_stays_and_a_new_one_begins(post):
    reactions.give(make.member(), fresh(post), LIKE)
    actions.read(post.author, notices(post.author)[0])

    reactions.give(make.member(), fresh(post), LIKE)

    assert [(line.count, line.is_read) for line in notices(post.author)] == [(1, True), (1, False)]


def test_a_reaction_taken_back_leaves_the_line_and_the_last_one_ends_it(post):
    ada, grace = make.member(), make.member()
    for giver in (ada, grace):
        reactions.give(giver, fresh(post), LIKE)

    reactions.withdraw(grace, fresh(post), LIKE)
    [line] = notices(post.author)
    assert (line.count, line.actor_id) == (1, ada.id)

    reactions.withdraw(ada, fresh(post), LIKE)
    assert notices(post.author) == []
    assert unread(post.author) == 0
    assert db.session.query(NoticePerson).count() == 0


def test_who_takes_one_of_two_reactions_back_stays_in_the_line(post):
    ada = make.member()
    reactions.give(ada, fresh(post), LIKE)
    reactions.give(ada, fresh(post), LOVE)

    reactions.withdraw(ada, fresh(post), LOVE)

    assert [line.count for line in notices(post.author)] == [1]


def test_the_line_names_the_last_two(post):
    for name in ("Ada", "Grace", "Lena"):
        with clock.at(clock.now()):
            reactions.give(make.member(display_name=name), fresh(post), LIKE)

    [line] = queries.lines_of(post.author).items

    assert [person.display_name for person in line.people] == ["Lena", "Grace"]


def test_reactions_in_a_muted_topic_tell_nothing(post):
    follow(post.author, post.topic, Level.MUTED)

    reactions.give(make.member(), fresh(post), LIKE)

    assert notices(post.author) == []


def test_an_accepted_answer_tells_who_helped_and_not_oneself():
    ada, grace = make.member(), make.member()
    topic = start(ada, make.channel(kind=Kind.QUESTION))
    answer, own = reply(topic, grace), reply(topic, ada)

    topics.accept(ada, fresh(answer))
    topics.accept(ada, fresh(own))

    assert "answer" in kinds(grace)
    assert "answer" not in kinds(ada)


def test_a_request_tells_staff_and_the_moderators_of_the_channel():
    room = make.channel(visibility=Visibility.PRIVATE)
    keeper = make.insider(room, place=ChannelRole.MODERATOR)
    insider, admin, asker = make.insider(room), make.admin(), make.member()

    channels.ask(asker, fresh(room), "Please.")

    assert (kinds(keeper), kinds(admin)) == (["request"], ["request"])
    assert kinds(insider) == kinds(asker) == []


def test_the_decision_tells_the_asker_and_lets_the_others_rest():
    room = make.channel(visibility=Visibility.PRIVATE)
    keeper = make.insider(room, place=ChannelRole.MODERATOR)
    admin, ada, grace = make.admin(), make.member(), make.member()
    for asker in (ada, grace):
        channels.ask(asker, fresh(room), "Please.")

    yes, no = (rooms.last_request(asker, room) for asker in (ada, grace))
    moderation.approve(keeper, cases.case_of("entry", yes.id))
    moderation.reject(keeper, cases.case_of("entry", no.id), "Not yet.")

    assert (kinds(ada), kinds(grace)) == (["admitted"], ["refused"])
    assert (unread(keeper), unread(admin)) == (0, 0)
    [line] = queries.lines_of(grace).items
    assert line.words == "Not yet."


def test_who_is_let_in_by_hand_is_told():
    room = make.channel(visibility=Visibility.PRIVATE)
    ada = make.member()

    channels.add(make.admin(), fresh(room), ada)

    assert kinds(ada) == ["admitted"]


def test_who_leaves_a_channel_has_nothing_unread_of_it(work):
    room = make.channel(visibility=Visibility.PRIVATE)
    ada = make.insider(room)
    reply(start(ada, room), make.insider(room))
    assert unread(ada) == 1

    channels.remove(ada, fresh(room), rooms.place_in(room, ada.id))
    assert queries.lines_of(ada).items == []
    work()

    assert unread(ada) == 0


@pytest.mark.parametrize(("decide", "kind"), [("approve", "approved"), ("reject", "rejected")])
def test_what_became_of_a_held_text_is_told(decide, kind):
    room, ada = make.channel(reviewed_since=clock.now()), make.member()
    topic = start(ada, room)
    post = posts.first_post(topic)

    getattr(moderation, decide)(make.moderator(), cases.case_of("post", post.id))

    assert kinds(ada) == [kind]
    assert [line.notice.kind for line in queries.lines_of(ada).items] == [kind]


def test_who_has_a_new_badge_is_told_of_it_and_not_when_it_is_gone(sign_in):
    badges.plant()
    member, boss = make.member(), make.admin()
    given = badges.award(boss, medals.badge_at("ambassador"), member, reason="Well spoken.")

    page = sign_in(member).get("/notices").text
    assert kinds(member) == ["badge"] and unread(member) == 1
    assert "You have a new badge: Ambassador" in page and 'class="medal' in page

    badges.revoke(boss, medals.award_by_id(given.id), reason="A mistake.")
    assert unread(member) == 0
    assert "Ambassador" not in sign_in(member).get("/notices").text


def test_a_badge_that_was_earned_long_ago_is_no_news(app):
    badges.plant()
    member = make.member(created_at=clock.now() - timedelta(days=800))

    badges.review()

    assert [award.badge.slug for award in medals.held_by(member)] == ["one-year"]
    assert kinds(member) == []
