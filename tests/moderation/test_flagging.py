"""Flags: what they weigh, what they hide, and what those who make them are told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.models import Standing
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.moderation import actions, queries
from forum.moderation.actions import UNDO, FlagText
from forum.moderation.models import Band, CaseState, Flag, FlagOutcome, Outcome, Reviewable
from forum.site import actions as site
from forum.topics.models import State
from tests.moderation.flagging import (
    as_it_is,
    carry_all_out,
    case_of,
    clause_key,
    decide,
    flag,
    judge,
    some_post,
)
from tests.support import make


def test_a_flag_opens_a_case_that_says_what_it_is_about(app):
    make.guidelines()
    post = some_post()

    flag(post, word=clause_key(2))

    case = case_of(post)
    assert (case.reason, case.about_id, case.clause_key) == (
        "flagged",
        post.author_id,
        clause_key(2),
    )
    assert [part["count"] for part in case.parts if part["part"] == "flags"] == [1]


def test_who_flags_twice_has_one_flag_with_the_newer_words(app):
    post, member = some_post(), make.member()

    actions.flag(member, "post", post.id, FlagText("else", "zzFirst"))
    actions.flag(member, "post", post.id, FlagText("danger", "zzSecond"))

    flags = db.session.scalars(select(Flag)).all()
    assert [(one.clause_key, one.note) for one in flags] == [("danger", "zzSecond")]
    assert case_of(post).severity == 60


@pytest.mark.parametrize(
    ("standing", "agreed", "disagreed", "weight"),
    [
        (Standing.NEW, 0, 0, 1.25),
        (Standing.MEMBER, 0, 0, 3.75),
        (Standing.LEADER, 0, 0, 6.25),
        (Standing.MEMBER, 6, 0, 6.0),
        (Standing.MEMBER, 0, 16, 0.75),
    ],
)
def test_a_flag_weighs_by_standing_and_by_how_often_its_maker_was_right(
    app, standing, agreed, disagreed, weight
):
    member = make.member(standing=standing)
    outcomes = [FlagOutcome.AGREED] * agreed + [FlagOutcome.DISAGREED] * disagreed
    for outcome in outcomes:
        post = some_post()
        made = flag(post, make.member())
        given = {"user_id": member.id, "outcome": outcome, "settled_at": clock.now()}
        for name, value in given.items():
            setattr(made, name, value)
        made.created_at = clock.now() - timedelta(days=2)
        make.save(made)

    assert flag(some_post(), member).weight == pytest.approx(weight)


def test_the_brand_may_ask_for_more_flaggers(app):
    admin = make.admin()
    site.choose_all(admin, {"moderation.small_below": 0, "moderation.hide_from": 4})
    post = some_post()

    for _ in range(3):
        flag(post)
    assert as_it_is(post).state == State.PUBLISHED
    flag(post)

    assert as_it_is(post).state == State.HIDDEN


def test_three_established_flaggers_hide_a_post_at_once(app):
    site.choose(make.admin(), "moderation.small_below", 1)
    post = some_post()

    for _ in range(2):
        flag(post)
    assert as_it_is(post).state == State.PUBLISHED
    flag(post)

    assert as_it_is(post).state == State.HIDDEN
    assert post.hidden_by_id is None


def test_in_a_small_community_two_are_enough_when_they_weigh_enough(app):
    post = some_post()

    flag(post, make.member(standing=Standing.LEADER))
    flag(post, make.member(standing=Standing.LEADER))
    assert as_it_is(post).state == State.PUBLISHED
    flag(post, make.member(standing=Standing.BASIC))

    assert as_it_is(post).state == State.HIDDEN


def test_newcomers_hide_nothing_however_many_they_are(app):
    post = some_post()

    for _ in range(8):
        flag(post, make.member(standing=Standing.NEW))

    assert as_it_is(post).state == State.PUBLISHED


def test_one_of_the_team_hides_it_alone(app):
    post = some_post()

    flag(post, make.moderator())

    assert as_it_is(post).state == State.HIDDEN


def test_a_flag_taken_back_leaves_no_case(app):
    post, member = some_post(), make.member()
    made = flag(post, member)

    actions.withdraw_flag(member, made)

    assert queries.open_case("post", post.id) is None
    assert made.outcome == FlagOutcome.WITHDRAWN
    with pytest.raises(Refused):
        actions.withdraw_flag(make.member(), flag(post))


def test_what_is_hidden_waits_also_when_flags_are_taken_back(app):
    post, moderator = some_post(), make.moderator()
    made = flag(post, moderator)

    actions.withdraw_flag(moderator, made)

    assert case_of(post).is_open


def test_a_limit_is_met_kindly(app):
    member = make.member(standing=Standing.NEW)
    for _ in range(5):
        flag(some_post(), member)

    with pytest.raises(Invalid) as met:
        flag(some_post(), member)

    assert (met.value.field, met.value.reason) == ("clause", "limit")


def test_nobody_flags_what_is_their_own_nor_what_they_cannot_see(app):
    author = make.member()
    post = some_post(author)
    with pytest.raises(Refused) as refused:
        flag(post, author)
    assert refused.value.verdict.reason == "flag_own"

    flag(post, make.moderator())
    with pytest.raises(NotFound):
        flag(post)
    with pytest.raises(NotFound):
        actions.flag(make.member(), "member", author.id, FlagText("else"))


@pytest.mark.parametrize("word", ["", "zznone"])
def test_a_flag_says_why(app, word):
    with pytest.raises(Invalid):
        flag(some_post(), word=word)

    assert db.session.scalars(select(Reviewable)).all() == []


def test_a_decision_settles_every_flag(app):
    kept, gone = some_post(), some_post()
    for post in (kept, gone):
        flag(post)
    decide(kept, Outcome.KEEP)
    decide(gone, Outcome.REMOVE)

    found = {one.target_id: one.outcome for one in db.session.scalars(select(Flag))}
    assert found == {kept.id: FlagOutcome.DISAGREED, gone.id: FlagOutcome.AGREED}


def test_the_page_asks_in_plain_words_and_thanks(app, sign_in):
    make.guidelines()
    post, client = some_post(), sign_in(make.member(guidelines_accepted=1))
    page = client.get(f"/flag/post/{post.id}").text
    assert "Someone is in danger" in page
    assert "zzSubject" in page

    answer = client.post(
        f"/flag/post/{post.id}",
        data={"clause": clause_key(2), "note": "zzNote"},
        follow_redirects=True,
    )

    assert "Thank you." in answer.text
    assert db.session.scalars(select(Flag.note)).all() == ["zzNote"]
    assert "zzNote" in client.get(f"/flag/post/{post.id}").text
    client.post(f"/flag/post/{post.id}/withdraw")
    assert queries.open_case("post", post.id) is None


def test_a_page_without_an_answer_comes_back_with_what_was_typed(app, sign_in):
    post, client = some_post(), sign_in(make.member())

    answer = client.post(f"/flag/post/{post.id}", data={"note": "zzTyped"})

    assert answer.status_code == 422
    assert "zzTyped" in answer.text
    assert "Choose one of these." in answer.text


def test_what_was_put_aside_comes_back_when_a_flag_makes_it_urgent(app):
    make.guidelines()
    post = some_post()
    flag(post)
    actions.snooze(judge(), case_of(post), clock.now() + timedelta(days=7))
    flag(post)
    assert case_of(post).state == CaseState.SNOOZED

    flag(post, word="danger")

    case = case_of(post)
    assert (case.state, case.band, case.snoozed_until) == (CaseState.OPEN, Band.URGENT, None)


def test_who_flags_again_before_a_decision_is_carried_out_is_heard_with_it(app):
    make.guidelines()
    post, member = some_post(), make.member()
    made = flag(post, member)
    decide(post, Outcome.KEEP, undo_for=UNDO)

    flag(post, member, "danger")
    carry_all_out()

    flags = db.session.scalars(select(Flag)).all()
    assert [(one.id, one.clause_key, one.outcome) for one in flags] == [
        (made.id, "danger", FlagOutcome.DISAGREED)
    ]
