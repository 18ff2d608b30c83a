"""First posts: which are due, who answers them, and what the team sees of it."""

from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Standing
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.newcomers import actions, checks, queries, tasks
from forum.newcomers.models import FirstPost
from forum.newcomers.signals import BuddyAsked, FirstPostOverdue
from forum.topics import actions as topics
from forum.topics.models import Post
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reason_of, reply, start


@pytest.fixture
def newcomer(app):
    return make.member(username="robin", standing=Standing.NEW)


def first_of(member) -> FirstPost | None:
    db.session.expire_all()
    return db.session.scalar(db.select(FirstPost).where(FirstPost.user_id == member.id))


def volunteer(**given):
    given = {"standing": Standing.MEMBER, "last_seen_at": clock.now()} | given
    member = make.member(**given)
    actions.volunteer(member)
    return member


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def proven() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_the_first_topic_of_a_member_is_due_within_twelve_hours(newcomer):
    topic = start(newcomer)

    first = first_of(newcomer)

    assert first.topic_id == topic.id
    assert first.due_at - first.published_at == timedelta(hours=12)
    assert first.waits
    assert not first.is_overdue


def test_only_the_first_post_is_due(newcomer):
    start(newcomer)
    before = first_of(newcomer).post_id

    start(newcomer, title="Another question of mine")

    assert first_of(newcomer).post_id == before


def test_what_nobody_answered_for_two_weeks_leaves_the_desk(newcomer, sign_in):
    with clock.at(clock.now() - timedelta(days=14, hours=1)):
        start(newcomer, title="Is anybody there at all?")
    start(make.member(standing=Standing.NEW), title="Is anybody there today?")

    page = shown(sign_in(make.moderator()), "/admin/first-posts")

    assert "Is anybody there today?" in page
    assert "Is anybody there at all?" not in page
    assert queries.counts() == (1, 0)
    assert queries.overdue() == []


def test_who_wrote_before_and_the_team_have_no_first_post(app):
    old, boss = make.member(), make.admin()
    make.post(topic=make.topic(), author=old)

    start(old)
    start(boss)

    assert first_of(old) is None
    assert first_of(boss) is None


def test_a_reply_of_somebody_else_is_the_answer(newcomer):
    topic, helper = start(newcomer), make.member()
    reply(topic, newcomer, "I forgot to say: it is new.")
    assert first_of(newcomer).waits

    answer = reply(topic, helper, "Welcome.")

    assert first_of(newcomer).answer_id == answer.id
    assert proven() == []


def test_a_first_reply_is_answered_by_what_is_meant_for_it(newcomer):
    host, other = make.member(), make.member()
    topic = start(host, title="Say hello here")
    own = reply(topic, newcomer, "Hello, I am Robin.")
    reply(topic, other, "Hello from me too.")
    assert first_of(newcomer).waits

    answer = reply(topic, other, "Nice to have you.", reply_to=own.number)

    assert first_of(newcomer).answer_id == answer.id


@pytest.mark.parametrize("by", ["host", "mention"])
def test_the_starter_of_a_topic_and_a_mention_answer_too(newcomer, by):
    host = make.member()
    topic = start(host, title="Say hello here")
    reply(topic, newcomer, "Hello.")

    if by == "host":
        reply(topic, host, "Welcome all.")
    else:
        reply(topic, make.member(), "Welcome, @Robin, good to see you.")

    assert not first_of(newcomer).waits


def test_when_the_answer_goes_the_first_post_waits_again(newcomer):
    topic, helper = start(newcomer), make.member()
    answer = reply(topic, helper, "Welcome.")

    topics.delete(helper, fresh(answer))
    assert first_of(newcomer).waits
    topics.restore(make.moderator(), fresh(answer))

    assert first_of(newcomer).answer_id == answer.id


def test_first_posts_go_along_when_posts_move(newcomer):
    topic, into = start(newcomer), start(make.member(), title="The other topic")

    topics.merge(make.admin(), fresh(topic), fresh(into))

    assert first_of(newcomer).topic_id == into.id
    assert proven() == []


def test_what_is_overdue_is_told_once(newcomer, heard):
    start(newcomer)
    told = heard(FirstPostOverdue)

    with clock.at(clock.now() + timedelta(hours=13)):
        tasks.look({})
        tasks.look({})

    first = first_of(newcomer)
    assert told == [FirstPostOverdue(first.id, first.post_id)]


def test_what_was_taken_away_is_not_overdue(newcomer):
    start(newcomer)
    post = db.session.get(Post, first_of(newcomer).post_id)
    topics.delete(newcomer, fresh(post))

    with clock.at(clock.now() + timedelta(hours=13)):
        assert actions.note_overdue() == 0


def test_volunteers_are_asked_in_turn_and_at_most_twice_a_week(app, heard):
    one, two = volunteer(), volunteer()
    told = heard(BuddyAsked)

    for _ in range(5):
        start(make.member(standing=Standing.NEW))

    assert [signal.user_id for signal in told] == [one.id, two.id, one.id, two.id]


def test_after_a_week_volunteers_are_asked_again(app, heard):
    one = volunteer()
    for _ in range(3):
        start(make.member())
    told = heard(BuddyAsked)

    with clock.at(clock.now() + timedelta(days=8)):
        start(make.member())

    assert [signal.user_id for signal in told] == [one.id]


def test_who_is_away_silenced_or_stepped_back_is_not_asked(app, heard):
    volunteer(last_seen_at=clock.now() - timedelta(days=40))
    gone, silent = volunteer(), volunteer()
    actions.step_back(gone)
    silent.silenced_until = clock.now() + timedelta(days=1)
    db.session.commit()
    told = heard(BuddyAsked)

    start(make.member())

    assert told == []


def test_nobody_is_asked_about_a_closed_channel(app, heard):
    volunteer()
    channel = make.channel(visibility=Visibility.PRIVATE)
    told = heard(BuddyAsked)

    start(make.insider(channel), channel)

    assert told == []


def test_newcomers_do_not_volunteer(newcomer):
    assert reason_of(actions.volunteer, newcomer) == "newcomer_yourself"


def test_the_desk_shows_who_could_answer(sign_in, newcomer):
    helper, asker = make.member(display_name="Noor Grind"), make.member()
    channel = make.channel(kind="question")
    topic = start(asker, channel)
    topics.accept(asker, reply(topic, helper))
    start(newcomer, channel, title="My grinder sings")

    page = shown(sign_in(make.moderator()), "/admin/first-posts")

    assert "My grinder sings" in page
    assert "1 person who can answer:" in page
    assert "Noor Grind" in page


def test_the_desk_says_what_is_overdue_and_who_answered(sign_in, newcomer):
    with clock.at(clock.now() - timedelta(days=2)):
        start(newcomer, title="Nobody listens")
        done = start(make.member(), title="Heard at once")
        reply(done, make.member(display_name="Quick Ines"), "Welcome.")

    page = shown(sign_in(make.moderator()), "/admin/first-posts")

    assert "Overdue since" in page
    assert "Answered by Quick Ines" in page


def test_an_empty_desk_says_so(sign_in):
    assert "Everybody has heard from somebody" in shown(
        sign_in(make.moderator()), "/admin/first-posts"
    )


def test_a_moderator_claims_and_others_leave_it_alone(sign_in, newcomer):
    start(newcomer)
    first, one, two = first_of(newcomer), make.moderator(display_name="Mona"), make.moderator()
    sign_in(one).post(f"/admin/first-posts/{first.id}/claim")

    again = sign_in(two).post(f"/admin/first-posts/{first.id}/claim")

    assert first_of(newcomer).claimed_by_id == one.id
    assert again.status_code == 403
    assert "Mona takes care of it" in shown(sign_in(two), "/admin/first-posts")
    sign_in(one).post(f"/admin/first-posts/{first.id}/unclaim")
    assert first_of(newcomer).claimed_by_id is None


def test_below_seventy_percent_the_team_is_advised_to_pause_campaigns(sign_in):
    with clock.at(clock.now() - timedelta(days=3)):
        host = make.moderator()
        for number in range(5):
            topic = start(make.member(), title=f"Hello number {number}")
            if number < 3:
                reply(topic, host, "Welcome.")

    boss = sign_in(make.admin())

    assert queries.rate() == 60
    assert "Pause your campaigns for now" in shown(boss, "/admin/first-posts")
    assert "Pause campaigns" in shown(boss, "/admin")


def test_a_volunteer_sees_their_newcomer_on_the_front_page(sign_in, newcomer):
    member = volunteer()
    start(newcomer, title="Which beans to begin with")

    assert "A newcomer for you" in shown(sign_in(member), "/")
    assert "A newcomer for you" not in shown(sign_in(newcomer), "/")


def test_the_desk_costs_the_same_for_few_and_many(sign_in, app):
    client = sign_in(make.moderator())
    start(make.member())
    client.get("/admin/first-posts")
    with count_queries() as few:
        client.get("/admin/first-posts")
    for _ in range(6):
        start(make.member())

    with count_queries() as many:
        client.get("/admin/first-posts")

    assert len(many) == len(few)


def test_verify_finds_an_answer_that_is_none(newcomer):
    topic = start(newcomer)
    own = reply(topic, newcomer, "Me again.")
    first = first_of(newcomer)
    first.answer_id, first.answered_at = own.id, clock.now()
    db.session.commit()

    assert proven() == [f"first post {first.id} is answered by what is no reply to it"]


def test_of_two_accounts_the_earlier_first_post_stays(newcomer):
    other = make.member()
    start(newcomer)
    start(other)
    kept = first_of(newcomer).post_id

    accounts.merge_members(make.admin(), other, newcomer)

    assert first_of(newcomer).post_id == kept
    assert first_of(other) is None


def test_what_one_of_two_accounts_replied_to_the_other_is_no_answer_once_they_are_one(newcomer):
    other, third = make.member(), make.member()
    topic = start(newcomer)
    reply(topic, other)
    later = reply(topic, third)

    accounts.merge_members(make.admin(), other, newcomer)

    assert first_of(newcomer).answer_id == later.id
    assert proven() == []


def test_whoever_began_a_topic_by_another_account_answers_in_it_once_they_are_one(newcomer):
    other, host = make.member(), make.member()
    topic = start(other)
    reply(topic, newcomer)
    later = reply(topic, host)
    assert first_of(newcomer).answer_id is None

    accounts.merge_members(make.admin(), other, host)

    assert first_of(newcomer).answer_id == later.id
    assert proven() == []


def test_a_first_post_that_waits_though_somebody_replied_is_found(newcomer):
    topic = start(newcomer)
    reply(topic, make.member())
    assert proven() == []
    first = first_of(newcomer)

    first.answer_id = first.answered_at = None
    db.session.commit()

    assert proven() == [f"first post {first.id} waits, although somebody replied"]


def test_a_reply_costs_the_same_however_many_newcomers_wait_there(newcomer):
    topic = start(make.member(standing=Standing.MEMBER))
    for _ in range(2):
        reply(topic, make.member(), "Hello all.")
    with count_queries() as few:
        reply(topic, make.member(), "And hello from me.")
    for _ in range(5):
        reply(topic, make.member(), "Hello all.")

    with count_queries() as many:
        reply(topic, newcomer, "And hello from me.")

    assert len(many) <= len(few)
    assert first_of(newcomer).waits


def test_naming_somebody_with_a_longer_name_answers_nobody(newcomer):
    make.member(username="robinson")
    topic = start(make.member(), title="Say hello here")
    reply(topic, newcomer, "Hello.")

    reply(topic, make.member(), "I agree with @robinson.")

    assert first_of(newcomer).waits
