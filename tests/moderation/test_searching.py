"""Finding cases by words, sending them to another team, and deciding on several at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.channels.models import ChannelRole
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.live.models import LiveEvent
from forum.moderation import actions, queries
from forum.moderation.models import FIRST_TEAM, Outcome
from forum.moderation.queries import Tab
from forum.topics.models import State
from tests.moderation.flagging import (
    agreed,
    as_it_is,
    carry_all_out,
    case_of,
    clause_key,
    decide,
    flag,
    judge,
    some_post,
)
from tests.moderation.test_teams import FRIDAY, OFFICE, PLAN, hold
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import reply, start


@pytest.fixture
def lena(app):
    make.guidelines()
    return judge()


def ids(lena, words, tab=Tab.OPEN):
    return [entry.case.id for entry in queries.queue(tab, by=lena, words=words).items]


def flagged(body, *, author=None, word="else"):
    post = reply(start(agreed()), author or agreed(), body)
    flag(post, word=word)
    return post


def night(admin, *people):
    team = actions.add_team(admin, "Night")
    plan = replace(PLAN, name="Night", week=OFFICE, members=people)
    return actions.arrange_team(admin, team.key, plan)


def test_cases_are_found_by_member_by_clause_and_by_the_words_of_the_text(lena):
    quinn = agreed(username="quinn", display_name="Quinn the Eskimo")
    one = case_of(flagged("A kettle sings.", author=quinn, word=clause_key(2))).id
    # A number that tests give to members could hold the one of the clause.
    pia = agreed(username="pia")
    other = case_of(flagged("100% of the valves, and _ all", author=pia)).id

    assert ids(lena, "quinn") == ids(lena, "eskimo") == ids(lena, "KETTLE sings") == [one]
    assert ids(lena, "2") == [one]
    assert ids(lena, "100%") == ids(lena, "_ all") == [other]
    assert ids(lena, "nothing like it") == []
    assert sorted(ids(lena, "  ")) == sorted([one, other])


def test_what_was_decided_is_found_by_the_words_to_the_member(lena):
    post = flagged("A kettle sings.")
    case_id = case_of(post).id
    decide(post, Outcome.REMOVE, lena, clause_key=clause_key(1), words="Please stay calm.")
    decide(flagged("Another one."), Outcome.KEEP, lena)

    assert [entry.case.id for entry in queries.decided(by=lena, words="stay calm").items] == [
        case_id
    ]


def test_searching_costs_the_same_for_few_and_many(lena):
    flagged("A kettle sings.")
    with count_queries() as few:
        ids(lena, "kettle")
    for _ in range(4):
        flagged("A kettle sings.")
    with count_queries() as many:
        assert len(ids(lena, "kettle")) == 5

    assert len(few) == len(many)


def test_nobody_finds_cases_on_which_they_do_not_decide(lena):
    keeper = agreed()
    room = make.channel()
    make.seat(room, keeper, role=ChannelRole.MODERATOR)
    theirs = reply(start(agreed(), room), agreed(), "A kettle sings here.")
    flag(theirs)
    flagged("A kettle sings elsewhere.")

    assert ids(keeper, "kettle sings") == [case_of(theirs).id]


def test_the_pages_show_what_was_found_and_say_when_nothing_fits(lena, sign_in):
    flagged("A kettle sings.")
    browser = sign_in(lena)

    assert "A kettle sings." in browser.get("/admin/moderation?q=sings").text
    assert "No case fits" in browser.get("/admin/moderation?q=whistles").text
    assert "No case fits" in browser.get("/admin/moderation/decided?q=whistles").text


def test_a_case_that_is_sent_is_due_by_the_hours_of_the_other_team(kettles):
    case, team = hold(1), night(make.admin())
    with clock.at(FRIDAY):
        actions.send(make.moderator(), case, team.key, "They know about parcels.")

    assert case.team == "night" and case.claimed_by_id is None
    assert case.due_at > FRIDAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("team", "words", "problem"),
    [
        (FIRST_TEAM, "Please.", "team: there_already"),
        ("nowhere", "Please.", "team: unknown"),
        ("night", " ", "words: missing"),
    ],
)
def test_a_case_is_sent_with_words_to_a_team_that_is_there(kettles, team, words, problem):
    case = hold(1)
    night(make.admin())

    with pytest.raises(Invalid) as refused:
        actions.send(make.moderator(), case, team, words)

    assert str(refused.value) == problem
    assert case.team == FIRST_TEAM


def test_the_page_sends_a_case_and_keeps_the_words_when_one_is_missing(kettles, sign_in):
    case, browser = hold(1), sign_in(make.moderator())
    path = f"/admin/moderation/{case.id}/send"
    assert "Another team" not in browser.get(f"/admin/moderation?case={case.id}").text
    night(make.admin())

    page = browser.post(path, data={"team": "night", "version": case.version})
    assert "Say in a line why" in page.text
    sent = {"team": "night", "words": "Parcels.", "version": case.version}
    page = browser.post(path, data=sent, follow_redirects=True)

    assert "Sent, with your words" in page.text
    assert queries.case_by_id(case.id).team == "night"


def test_several_are_removed_with_one_clause_and_can_be_taken_back(lena, sign_in):
    posts = [flagged("One of the wave."), flagged("Two of the wave.")]
    cases = [case_of(post) for post in posts]
    chosen = [f"{case.id}:{case.version}" for case in cases]
    browser = sign_in(lena)
    sent = {"act": "remove", "chosen": chosen, "words": "No selling here."}

    page = browser.post("/admin/moderation/several", data=sent, follow_redirects=True)
    assert "Choose the clause." in page.text
    assert all(queries.case_by_id(case.id).is_open for case in cases)
    sent["clause"] = clause_key(1)
    page = browser.post("/admin/moderation/several", data=sent, follow_redirects=True)
    assert page.text.count("data-undo") == 2
    carry_all_out()

    assert {as_it_is(post).state for post in posts} == {State.DELETED}
    ruling = queries.of_case(cases[0].id)
    assert (ruling.clause_number, ruling.words) == (1, "No selling here.")


def test_what_has_no_such_decision_is_left_alone_among_several(lena, kettles, sign_in):
    case = hold(1)
    sent = {"act": "hide", "clause": clause_key(1), "chosen": f"{case.id}:{case.version}"}

    page = sign_in(lena).post("/admin/moderation/several", data=sent, follow_redirects=True)

    assert "1 case was left alone" in page.text
    assert queries.case_by_id(case.id).is_open


def test_cases_are_called_by_what_they_are(lena, sign_in):
    flagged("Look at https://kettle.example/one now.")
    some = some_post()
    flag(some)

    page = sign_in(lena).get("/admin/moderation").text

    assert "Flagged: reply with a link" in page
    assert "Flagged: reply<" in page


def test_whoever_looks_after_the_channel_is_told_live_of_its_cases(lena):
    keeper, stranger = agreed(), agreed()
    room = make.channel()
    make.seat(room, keeper, role=ChannelRole.MODERATOR)
    make.seat(room, stranger)
    post = reply(start(agreed(), room), agreed(), "A kettle sings here.")
    flag(post)
    case = case_of(post)

    actions.claim(lena, case)

    told = {
        event.user_id
        for event in db.session.scalars(select(LiveEvent).where(LiveEvent.kind == "case"))
        if event.data["by"] == lena.id
    }
    assert keeper.id in told and stranger.id not in told
