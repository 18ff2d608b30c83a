"""Nearly the same text from several new accounts is held, cleaned up, and brought back exactly."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts.models import User
from forum.activity.queries import METRICS, values
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.mail.models import Letter
from forum.moderation import actions as deciding
from forum.moderation import checks as of_cases
from forum.moderation import queries as moderation
from forum.moderation.models import CaseState
from forum.moderation.queries import Tab, queue
from forum.notices.models import Notice
from forum.sanctions.models import Sanction, SanctionKind
from forum.topics.actions import Way, delete, hide
from forum.topics.models import Post, State
from forum.waves import actions, checks, queries
from forum.waves.models import Wave, WavePrint, WaveState
from forum.waves.plans import Plan
from forum.waves.settings import WATCH
from tests.accounts.test_leaving import left
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import broken_promises, choose, fresh, reply, start
from tests.waves.flooding import SPAM, flood, newcomer, spam, wave, work

SUSPEND = Plan(Way.HIDE, SanctionKind.SUSPENSION, 168, words="You took part in a wave.")


@pytest.fixture(autouse=True)
def _in_a_request(app):
    """Cases name the address of what they are about."""
    with app.test_request_context():
        yield


def state_of(post: Post) -> State:
    return db.session.scalar(select(Post.state).where(Post.id == post.id))


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def promises() -> list[str]:
    both = [*checks.ALL, *of_cases.ALL]
    ours = [problem for check in both for problem in check.problems()]
    return [*ours, *broken_promises()]


def facts(topic) -> dict:
    """What follows from posts, and must be as it was."""
    topic = fresh(topic)
    people = select(User.id, User.post_count).where(User.post_count > 0).order_by(User.id)
    return {
        "topic": (topic.reply_count, topic.people_count, topic.face_ids, topic.last_number),
        "people": [tuple(row) for row in db.session.execute(people)],
        "log": values(METRICS["posts"]),
        "states": dict(db.session.execute(select(Post.id, Post.state)).all()),
    }


def swept(plan: Plan = Plan()) -> Wave:  # noqa: B008
    actions.sweep(make.moderator(), wave().id, plan)
    work(wave())
    return wave()


def test_the_fourth_new_account_with_nearly_the_same_text_makes_a_wave(app):
    posts = flood(start(), posts=5)

    assert [state_of(post) for post in posts] == [State.PUBLISHED] * 3 + [State.HELD] * 2
    assert queries.numbers_of(wave()).posts == 5
    assert moderation.case_of("wave", wave().id).reason == "wave"


def test_a_wave_is_one_case_in_the_queue_and_every_post_keeps_its_own(app):
    flood(start(), posts=7)

    cases = queue(Tab.OPEN, by=make.admin()).items

    assert [entry.case.target_kind for entry in cases] == ["wave"]
    assert moderation.waiting_count() == 1
    assert promises() == []


def test_what_members_of_some_standing_say_alike_is_no_wave(app):
    topic = start()

    posts = [reply(topic, body=SPAM.format(number)) for number in range(6)]

    assert {state_of(post) for post in posts} == {State.PUBLISHED}


def test_one_account_alone_makes_no_wave(app):
    topic, author = start(), newcomer()

    for number in range(6):
        spam(topic, author, word=f"number {number}")

    assert how_many(Wave) == 0


def test_what_was_written_too_long_ago_does_not_count(app):
    posts = flood(start(), posts=3)
    for kept in db.session.scalars(select(WavePrint)).all():
        kept.at = clock.now() - timedelta(minutes=11)
    db.session.commit()

    late = spam(fresh(posts[0].topic))

    assert state_of(late) == State.PUBLISHED


def test_new_accounts_that_lead_to_the_same_place_make_a_wave(app):
    topic = start()
    words = ("Look here", "Best of all", "My shop", "Cheap", "Enter now")

    posts = [
        reply(topic, newcomer(), body=f"{one} https://parrots.example/{number}")
        for number, one in enumerate(words)
    ]

    assert state_of(posts[-1]) == State.HELD
    assert wave().place == "parrots.example"


def test_the_same_well_known_site_is_no_wave_unless_it_is_the_same_page(app):
    topic = start()

    for number in range(5):
        reply(topic, newcomer(), body=f"Seen {number}: https://youtube.com/watch?v={number}")

    assert how_many(Wave) == 0


def test_known_members_are_held_for_the_words_of_a_wave_but_not_for_its_links(app):
    topic = start()
    flood(topic, posts=4)
    for number in range(4):
        reply(topic, newcomer(), body=f"{number} ways https://parrots.example/{number}")

    quoting = reply(topic, body=SPAM.format("please"))
    linking = reply(topic, body="Is https://parrots.example/ any good, does anybody know?")

    assert (state_of(quoting), state_of(linking)) == (State.HELD, State.PUBLISHED)


def test_nothing_is_watched_when_the_brand_does_not_want_it(app):
    choose(WATCH, value=False)

    flood(start(), posts=5)

    assert how_many(Wave) == how_many(WavePrint) == 0


def test_watching_costs_the_same_however_large_the_wave_is(app):
    topic = start()
    flood(topic, posts=6)
    with count_queries() as few:
        spam(topic, word="few")
    flood(topic, posts=30)

    with count_queries() as many:
        spam(topic, word="many")

    assert len(many) == len(few)


@pytest.mark.parametrize("way", list(Way))
def test_cleaning_up_puts_every_post_away_and_ends_the_case(app, way):
    posts = flood(start(), posts=6)

    made = swept(Plan(way))

    gone = State.HIDDEN if way is Way.HIDE else State.DELETED
    assert [state_of(post) for post in posts] == [gone] * 3 + [State.REJECTED] * 3
    assert (made.state, made.done, made.total) == (WaveState.SWEPT, 6, 6)
    assert queue(Tab.OPEN, by=make.admin()).items == []
    assert promises() == []


@pytest.mark.parametrize("way", list(Way))
def test_bringing_back_is_the_exact_inverse(app, way):
    topic = start()
    reply(topic, body="A word of somebody who has nothing to do with it.")
    flood(topic, posts=30)
    before, told = facts(topic), how_many(Notice)
    made = swept(Plan(way))
    in_between = facts(topic)

    actions.return_all(make.moderator(), made.id, "A mistake.")
    work(wave())

    assert in_between["log"] != before["log"]
    assert facts(topic) == before
    assert how_many(Notice) <= told
    assert [entry.case.target_kind for entry in queue(Tab.OPEN, by=make.admin()).items] == ["wave"]
    assert promises() == []


def test_accounts_made_for_it_are_paused_with_a_statement_and_no_others(app):
    topic = start()
    regular = newcomer()
    reply(topic, regular, body="Which burrs do you use for light roasts, and why?")
    spam(topic, regular, word="again")
    flood(topic, posts=4)

    swept(SUSPEND)

    paused = db.session.scalars(select(Sanction)).all()
    assert len(paused) == 4
    assert regular.id not in {one.user_id for one in paused}
    assert {one.words for one in paused} == {"You took part in a wave."}
    assert how_many(Letter) == 4


def test_pauses_end_when_everything_is_brought_back(app):
    flood(start(), posts=4)
    made = swept(SUSPEND)

    actions.return_all(make.moderator(), made.id, "A mistake.")
    work(wave())

    found = db.session.scalars(select(Sanction)).all()
    assert {(one.is_lifted, one.lift_words) for one in found} == {(True, "A mistake.")}
    assert (
        how_many(User.__table__.select().where(User.suspended_until.is_not(None)).subquery()) == 0
    )


def test_a_moderator_cannot_suspend_for_longer_than_moderators_may(app):
    flood(start(), posts=4)
    month = Plan(Way.HIDE, SanctionKind.SUSPENSION, 720, words="You took part in a wave.")

    with pytest.raises(Invalid) as refused:
        actions.sweep(make.moderator(), wave().id, month)

    assert refused.value.field == "pause"
    assert wave().state == WaveState.OPEN


def test_a_topic_in_which_others_talk_stays_and_waits_by_itself(app):
    begun = [start(newcomer(), body=SPAM.format(number)) for number in range(4)]
    reply(begun[0], body="What is this parrot?")

    swept()

    assert [fresh(topic).state for topic in begun[:2]] == [State.PUBLISHED, State.HIDDEN]
    cases = queue(Tab.OPEN, by=make.admin()).items
    assert [entry.case.target_kind for entry in cases] == ["post"]


def test_what_comes_after_the_cleaning_up_waits_and_opens_the_case_again(app):
    topic = start()
    flood(topic, posts=4)
    swept()

    late = spam(topic, word="late")

    assert state_of(late) == State.HELD
    assert wave().state == WaveState.OPEN
    assert moderation.case_of("wave", wave().id).is_open
    assert promises() == []


def test_when_it_is_no_wave_what_waits_goes_out_and_nothing_like_it_is_held(app):
    topic = start()
    posts = flood(topic, posts=6)
    actions.release(make.moderator(), wave().id)
    work(wave())

    late = spam(topic, word="late")

    assert {state_of(post) for post in [*posts, late]} == {State.PUBLISHED}
    assert wave().state == WaveState.RELEASED
    assert promises() == []


def test_what_somebody_changed_meanwhile_is_left_alone(app):
    topic = start()
    posts = flood(topic, posts=4)
    made = swept()
    author = db.session.get(User, posts[0].author_id)
    delete(author, fresh(posts[0]))

    actions.return_all(make.moderator(), made.id, "A mistake.")
    work(wave())

    assert [state_of(post) for post in posts[:2]] == [State.DELETED, State.PUBLISHED]
    assert promises() == []


def test_a_post_of_a_wave_can_be_decided_by_itself(app):
    posts = flood(start(), posts=5)
    case = moderation.case_of("post", posts[4].id)
    assert case.state == CaseState.GATHERED

    deciding.approve(make.moderator(), case)
    swept()

    assert state_of(posts[4]) == State.HIDDEN
    assert promises() == []


def test_the_worker_goes_on_where_it_was_stopped(app):
    posts = flood(start(), posts=5)
    actions.sweep(make.moderator(), wave().id, Plan())
    hide(fresh(posts[0]), make.moderator())
    actions.sweep_some(wave().id)

    work(wave())

    assert wave().state == WaveState.SWEPT
    assert state_of(posts[1]) == State.HIDDEN


def test_what_comes_while_accounts_are_paused_is_cleaned_up_as_well(app):
    topic = start()
    flood(topic, posts=4)
    actions.sweep(make.moderator(), wave().id, SUSPEND)
    while actions.sweep_some(wave().id):
        pass
    late = spam(topic, word="late")

    assert not actions.end_sweep(wave().id)
    work(wave())

    assert (state_of(late), wave().state) == (State.REJECTED, WaveState.SWEPT)
    assert promises() == []


def test_a_moderator_does_not_bring_half_of_it_back(app):
    flood(start(), posts=4)
    month = Plan(Way.HIDE, SanctionKind.SUSPENSION, 720, words="You took part in a wave.")
    actions.sweep(make.admin(), wave().id, month)
    work(wave())

    with pytest.raises(Refused) as refused:
        actions.return_all(make.moderator(), wave().id, "A mistake.")
    assert refused.value.verdict.reason == "beyond_moderator"

    actions.return_all(make.admin(), wave().id, "A mistake.")
    work(wave())
    assert all(one.is_lifted for one in db.session.scalars(select(Sanction)))


def test_only_the_team_decides_about_waves(app):
    flood(start(), posts=4)

    for act in (
        lambda: actions.sweep(make.member(), wave().id, Plan()),
        lambda: actions.release(make.member(), wave().id),
        lambda: actions.return_all(make.moderator(), wave().id, ""),
    ):
        with pytest.raises(Refused):
            act()


def test_prints_are_forgotten_after_a_day_when_their_wave_is_decided_on(app):
    flood(start(), posts=4)
    for kept in db.session.scalars(select(WavePrint)).all():
        kept.at = clock.now() - timedelta(hours=25)
    db.session.commit()

    actions.forget_old()
    assert how_many(WavePrint) == 4

    actions.release(make.moderator(), wave().id)
    work(wave())
    actions.forget_old()
    assert how_many(WavePrint) == 0


def test_a_wave_waits_on_when_whom_it_is_named_after_leaves(app):
    flood(start(make.member()), 4)
    case = moderation.case_of(queries.KIND, wave().id)

    left(case.about)

    assert moderation.case_of(queries.KIND, wave().id).id == case.id
    assert promises() == []
