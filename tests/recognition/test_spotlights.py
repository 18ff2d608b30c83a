"""The way into the spotlight: chosen by people, asked by letter, and only with a yes."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import Deed, DeedKind
from forum.badges import queries as badges
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.mail.models import Letter
from forum.recognition import actions, checks, consent, periods, queries, tasks
from forum.recognition.models import (
    Answer,
    Milestone,
    Nomination,
    Spotlight,
    SpotlightOffer,
    SpotlightRound,
)
from forum.recognition.settings import PERK, RHYTHM
from forum.topics.actions import NewTopic
from tests.recognition.celebrated import milestone
from tests.recognition.deeds import NOVEMBER, OCTOBER, did, old_member, settle, wrote
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import choose, reason_of

MONTH = periods.named("2026-10")


@pytest.fixture
def november(app):
    with clock.at(NOVEMBER):
        yield


@pytest.fixture
def people(november):
    people = [old_member(username=f"p{number}") for number in range(3)]
    for number, one in enumerate(people):
        wrote(one)
        did(DeedKind.WELCOMED, one, people[number - 1], times=3 - number)
    return people


@pytest.fixture
def round_(people):
    return actions.make_round(MONTH)


@pytest.fixture
def boss(app):
    return make.admin()


def broken() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_the_worker_makes_the_shortlist_once(people):
    tasks.look_at_rounds({})
    tasks.look_at_rounds({})

    (one,) = queries.rounds()
    assert one.period == "2026-10"
    assert [row["user_id"] for row in one.candidates] == [who.id for who in people]
    assert queries.rounds_waiting() == 1


def test_without_anybody_a_round_ends_at_once(november):
    one = actions.make_round(MONTH)

    assert one.closed_at is not None and queries.rounds_waiting() == 0


def test_who_is_chosen_is_asked_by_letter_and_says_yes_without_signing_in(
    round_, people, boss, guest
):
    choose(PERK, "A bag of coffee.")
    sent = actions.offer(boss, round_, people[1].id)

    letter = db.session.scalars(select(Letter)).one()
    word = consent.word_for(sent.id)
    assert letter.to_address == people[1].email and f"/spotlight/answer/{word}" in letter.text
    page = guest.get(f"/spotlight/answer/{word}").text
    assert "Would you stand in the spotlight?" in page and "A bag of coffee." in page
    assert db.session.scalar(select(func.count()).select_from(Spotlight)) == 0

    done = guest.post(f"/spotlight/answer/{word}", data={"says": "yes"}, follow_redirects=True)

    assert "You said yes." in done.text
    shown = queries.front().spotlight
    assert shown.user_id == people[1].id and shown.perk == "A bag of coffee."
    assert shown.ends_at == NOVEMBER + timedelta(days=30)
    deed = db.session.scalars(select(Deed).where(Deed.kind == DeedKind.SPOTLIT)).one()
    assert (deed.who_id, deed.to_id) == (boss.id, people[1].id)
    assert "p1" in guest.get("/").text and "Member of the month" in guest.get("/").text
    assert "p1" in guest.get("/spotlights").text
    assert broken() == []
    settle()
    assert "in-the-spotlight" in {award.badge.slug for award in badges.held_by(people[1])}
    assert reason_of(actions.answer, people[1], sent.id, says_yes=False) == "offer_over"


def test_a_no_asks_the_next_one_and_after_the_last_the_round_is_over(round_, people, boss):
    first = actions.offer(boss, round_, people[1].id)
    actions.answer(people[1], first.id, says_yes=False)

    second = queries.open_offer_to(people[0])
    assert second is not None and second.offered_by_id is None
    actions.answer(people[0], second.id, says_yes=False)
    third = queries.open_offer_to(people[2])
    actions.answer(people[2], third.id, says_yes=False)

    assert queries.round_by_id(round_.id).closed_at is not None
    assert queries.front().spotlight is None


def test_whoever_comes_next_after_a_no_is_counted_by_the_log(round_, people, boss):
    first = actions.offer(boss, round_, people[0].id)
    actions.answer(people[0], first.id, says_yes=False)
    actions.answer(people[1], queries.open_offer_to(people[1]).id, says_yes=True)

    deed = db.session.scalars(select(Deed).where(Deed.kind == DeedKind.SPOTLIT)).one()
    assert (deed.who_id, deed.to_id) == (boss.id, people[1].id)


def test_no_answer_in_72_hours_is_none(round_, people, boss, guest):
    sent = actions.offer(boss, round_, people[0].id)
    word = consent.word_for(sent.id)
    with clock.at(NOVEMBER + timedelta(hours=73)):
        assert "The time to answer has passed" in guest.get(f"/spotlight/answer/{word}").text
        assert guest.post(f"/spotlight/answer/{word}", data={"says": "yes"}).status_code == 403
        tasks.look_at_rounds({})
        tasks.look_at_rounds({})

        db.session.expire_all()
        assert queries.offer_by_id(sent.id).answer == Answer.NOTHING
        assert queries.open_offer_to(people[1]) is not None
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 2


def test_who_may_not_be_asked(round_, people, boss):
    people[1].suspended_until = NOVEMBER + timedelta(days=3)
    make.save(people[1])
    outsider = old_member()

    assert reason_of(actions.offer, people[0], round_, people[2].id) == "staff_only"
    assert reason_of(actions.offer, boss, round_, people[1].id) == "user_id: no_choice"
    assert reason_of(actions.offer, boss, round_, outsider.id) == "user_id: no_choice"
    actions.offer(boss, round_, people[0].id)
    assert reason_of(actions.offer, boss, round_, people[2].id) == "user_id: not_now"


def test_the_team_may_choose_nobody(round_, people, boss, sign_in):
    sent = actions.offer(boss, round_, people[0].id)
    client = sign_in(boss)
    assert "Nobody this time" in client.get(f"/admin/recognition/spotlights/{round_.id}").text
    client.post(f"/admin/recognition/spotlights/{round_.id}/end")

    assert reason_of(actions.answer, people[0], sent.id, says_yes=True) == "offer_over"
    assert queries.round_by_id(round_.id).closed_by_id == boss.id


def test_the_team_chooses_by_clicks_and_publishes_the_draft(round_, people, boss, sign_in, guest):
    room, client = make.channel(), sign_in(boss)
    address = f"/admin/recognition/spotlights/{round_.id}"
    page = client.get(address).text
    assert "Choose" in page and "Never listed before" in page

    client.post(f"{address}/offer", data={"user_id": people[0].id})
    sent = queries.open_offer_to(people[0])
    assert sign_in(people[0]).get("/my/spotlight").location.endswith(consent.word_for(sent.id))
    actions.answer(people[0], sent.id, says_yes=True)
    draft = client.get(f"{address}/topic").text
    assert "Member of the month: p0" in draft and "3 newcomers welcomed" in draft
    data = {"channel_id": room.id, "title": "Thank you, p0", "body": "You were there."}
    assert client.post(f"{address}/topic", data=data).location.endswith(address)

    assert "Thank you, p0" in guest.get("/").text
    assert client.post(f"{address}/topic", data=data).status_code == 403


def test_members_name_one_a_period_and_the_last_name_counts(people, boss, sign_in):
    ada = old_member(username="ada")
    client = sign_in(ada)
    assert "each month" in client.get("/members/p0/nominate").text
    client.post("/members/p0/nominate")
    client.post("/members/p1/nominate")

    (named,) = db.session.scalars(select(Nomination)).all()
    assert (named.to_id, named.period) == (people[1].id, "2026-11")
    assert reason_of(actions.nominate, ada, ada) == "own_nomination"
    assert reason_of(actions.nominate, ada, boss) == "staff_not_named"


def test_a_weekly_spotlight_shines_a_week(people, boss):
    choose(RHYTHM, "week")
    assert queries.last_period().key == "2026-W44"
    one = actions.make_round(periods.named("2026-W42"))
    actions.answer(people[0], actions.offer(boss, one, people[0].id).id, says_yes=True)

    assert queries.front().spotlight.ends_at == NOVEMBER + timedelta(days=7)


def test_a_word_that_is_not_ours_opens_nothing(round_, people, boss, guest):
    sent = actions.offer(boss, round_, people[0].id)
    assert guest.get(f"/spotlight/answer/{sent.id}.{'0' * 32}").status_code == 404
    assert guest.get("/spotlight/answer/x").status_code == 404


def test_verify_finds_a_spotlight_without_a_yes(round_, people, boss):
    sent = actions.offer(boss, round_, people[0].id)
    make.save(Spotlight(offer_id=sent.id, user_id=people[0].id, period="2026-10", ends_at=NOVEMBER))

    assert ["no yes of its member" in line for line in broken()] == [True]


def test_the_front_page_costs_the_same_with_a_spotlight(round_, people, boss, guest):
    def cost() -> int:
        with count_queries() as seen:
            guest.get("/")
        return len([line for line in seen if "FROM spotlights" in line])

    before = cost()
    actions.answer(people[0], actions.offer(boss, round_, people[0].id).id, says_yes=True)
    assert cost() == before == 1


def elsewhere(statement) -> None:
    """Another process writes at the same moment; what this one has loaded stays as it was."""
    db.session.commit()
    with db.engine.begin() as other:
        other.execute(statement)


def test_of_two_answers_in_one_moment_the_first_counts(round_, people, boss):
    sent = actions.offer(boss, round_, people[0].id)
    assert queries.offer_by_id(sent.id).is_open
    said = {"answer": Answer.YES, "answered_at": NOVEMBER}
    elsewhere(update(SpotlightOffer).where(SpotlightOffer.id == sent.id).values(**said))

    assert reason_of(actions.answer, people[0], sent.id, says_yes=False) == "offer_over"


def test_of_two_who_choose_in_one_moment_the_second_is_told(round_, people, boss):
    one = queries.round_by_id(round_.id)
    elsewhere(update(SpotlightRound).values(closed_at=NOVEMBER))

    assert reason_of(actions.offer, boss, one, people[0].id) == "user_id: not_now"
    actions.end_round(boss, one)
    assert queries.round_by_id(round_.id).closed_by_id is None


def test_who_leaves_with_the_question_open_makes_way_for_the_next(round_, people, boss):
    actions.offer(boss, round_, people[0].id)
    people[0].deactivated_at = NOVEMBER
    make.save(people[0])

    actions.let_go(people[0].id)

    assert queries.open_offer_to(people[1]) is not None
    actions.let_go(people[0].id)
    assert db.session.scalar(select(func.count()).select_from(SpotlightOffer)) == 1


def test_nobody_stands_in_the_spotlight_twice_in_half_a_year(round_, people, boss):
    earlier = actions.make_round(periods.named("2026-09"))
    earlier.candidates, earlier.closed_at = round_.candidates, None
    make.save(earlier)
    sent = actions.offer(boss, earlier, people[0].id)
    other = actions.offer(boss, round_, people[0].id)
    actions.answer(people[0], sent.id, says_yes=True)

    assert reason_of(actions.answer, people[0], other.id, says_yes=True) == "offer_over"
    actions.answer(people[0], other.id, says_yes=False)
    assert queries.open_offer_to(people[1]) is not None


def test_who_is_suspended_meanwhile_does_not_come_into_the_spotlight(round_, people, boss):
    sent = actions.offer(boss, round_, people[0].id)
    people[0].suspended_until = NOVEMBER + timedelta(days=3)
    make.save(people[0])

    assert reason_of(actions.answer, people[0], sent.id, says_yes=True) == "offer_over"


def test_a_list_that_is_there_is_not_counted_again(round_):
    with count_queries() as seen:
        assert actions.make_round(MONTH) is None

    assert not any("FROM deeds" in line for line in seen)


def test_the_list_of_rounds_costs_the_same_however_many_there_are(round_, boss, sign_in):
    client = sign_in(boss)

    def cost() -> int:
        with count_queries() as seen:
            assert client.get("/admin/recognition/spotlights").status_code == 200
        return len(seen)

    cost()
    before = cost()
    for month in range(1, 6):
        make.save(SpotlightRound(period=f"2026-{month:02}", closed_at=NOVEMBER))
    assert cost() == before


def test_a_draft_names_nothing_that_stands_behind_a_closed_door(round_, people, boss, sign_in):
    closed = make.channel(visibility=Visibility.SECRET)
    for room, title in ((closed, "zzHidden"), (make.channel(), "zzOpen")):
        post = make.post(topic=make.topic(channel=room, title=title), author=people[0])
        thing = Thing("post", post.id, post.topic_id, room.id)
        activity.record(DeedKind.ACCEPTED, boss.id, thing, to_id=people[0].id, at=OCTOBER)
    client, address = sign_in(boss), f"/admin/recognition/spotlights/{round_.id}"
    assert "zzHidden" in client.get(address).text
    sent = actions.offer(boss, round_, people[0].id)
    actions.answer(people[0], sent.id, says_yes=True)

    draft = client.get(f"{address}/topic").text

    assert "zzOpen" in draft and "zzHidden" not in draft


def test_the_letter_says_nothing_of_what_was_not_done(round_, people, boss):
    actions.offer(boss, round_, people[0].id)

    letter = db.session.scalars(select(Letter)).one()

    assert "3 newcomers welcomed" in letter.text and "0 accepted" not in letter.text


@pytest.mark.parametrize("act", ["tell", "pass"])
def test_what_was_told_in_one_moment_by_two_is_told_once(app, act):
    boss, room, one = make.admin(), make.channel(), milestone()
    found = queries.milestone_by_id(one.id)
    topic = make.topic(channel=room)
    elsewhere(update(Milestone).values(topic_id=topic.id))

    if act == "tell":
        why = reason_of(actions.tell_of, boss, found, room, NewTopic("We are many", "Thank you."))
    else:
        why = reason_of(actions.let_pass, boss, found)
    assert why == "told_already"
