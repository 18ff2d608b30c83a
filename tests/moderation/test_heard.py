"""What an open page of the queue is told, in words, of cases that others have just worked on."""

import re

import pytest

from forum.channels.models import ChannelRole
from forum.moderation import actions, queries
from forum.moderation.actions import UNDO
from forum.moderation.models import Outcome
from tests.moderation.flagging import agreed, case_of, decide, flag, judge, some_post
from tests.support import make
from tests.support.queries import count_queries

QUEUE = "/admin/moderation"


def words(browser, *numbers, path=QUEUE):
    """What the page says of these cases, by number."""
    asked = "&".join(f"heard={number}" for number in numbers)
    page = browser.get(f"{path}?{asked}")
    assert page.status_code == 200
    told = re.findall(r'data-of="(\d+)">.*?<span>(.*?)</span></p>', page.text, re.DOTALL)
    return {int(number): said for number, said in told}


@pytest.fixture
def lena(app):
    return make.moderator(display_name="Lena", guidelines_accepted=1)


@pytest.fixture
def ben(app, sign_in):
    return sign_in(judge())


@pytest.fixture
def post(app):
    one = some_post()
    flag(one)
    return one


def test_who_has_taken_a_case_is_said(ben, lena, post):
    actions.claim(lena, case_of(post))

    assert words(ben, case_of(post).id) == {case_of(post).id: "Lena has taken it."}


def test_who_gave_it_back_is_said(ben, lena, post):
    actions.claim(lena, case_of(post))
    actions.release(lena, case_of(post))

    assert words(ben, case_of(post).id) == {case_of(post).id: "Lena gave it back."}


def test_who_decided_and_how_is_said_while_it_can_be_taken_back_still(ben, lena, post):
    number = case_of(post).id
    ruling = decide(post, Outcome.REMOVE, lena, undo_for=UNDO)

    assert words(ben, number) == {number: "Decided: Lena removed it."}

    actions.undo(lena, ruling)

    assert words(ben, number) == {number: "Waits again: Lena took the decision back."}


def test_what_could_not_be_done_is_nobodys_change_of_mind(ben, lena, post):
    number = case_of(post).id
    ruling = decide(post, Outcome.REMOVE, lena, undo_for=UNDO)

    actions.give_back(ruling.id)

    assert words(ben, number) == {number: "Waits again: what was decided could not be done."}


def test_what_is_asked_no_more_and_what_others_did_before_are_told_apart(ben, lena, post):
    number = case_of(post).id
    actions.claim(lena, case_of(post))

    actions.withdraw("post", post.id)
    flag(post)

    again = case_of(post).id
    assert words(ben, number, again) == {
        number: "Decided or withdrawn: nothing is left to do here.",
        again: "This case has changed meanwhile.",
    }


def test_a_proposal_is_said(ben, lena, post):
    decide(post, Outcome.REMOVE, lena, is_about_us=True)

    assert list(words(ben, case_of(post).id).values()) == ["Lena proposed to remove it."]


def test_who_looks_after_a_channel_is_told_of_its_cases_alone(lena, post, sign_in):
    keeper, elsewhere = agreed(), some_post()
    flag(elsewhere)
    make.seat(post.topic.channel, keeper, role=ChannelRole.MODERATOR)
    for one in (post, elsewhere):
        actions.claim(lena, case_of(one))
    numbers = [case_of(one).id for one in (post, elsewhere)]

    assert words(sign_in(keeper), *numbers) == {numbers[0]: "Lena has taken it."}


def test_members_are_told_nothing(lena, post, sign_in):
    actions.claim(lena, case_of(post))

    page = sign_in(agreed()).get(f"{QUEUE}?heard={case_of(post).id}")

    assert page.status_code == 403
    assert "Lena" not in page.text


def test_numbers_of_no_case_say_nothing(ben, post):
    assert words(ben, 0, -1, 2**70, case_of(post).id + 99) == {}
    assert ben.get(f"{QUEUE}?heard=many").status_code == 200


def test_many_cases_cost_as_many_queries_as_one(lena, post):
    ben, posts = judge(), [post, *(some_post() for _ in range(5))]
    for one in posts:
        if one is not post:
            flag(one)
        actions.claim(lena, case_of(one))
    numbers = [case_of(one).id for one in posts]

    with count_queries() as few:
        assert len(queries.lately(numbers[:1], by=ben)) == 1
    with count_queries() as many:
        assert len(queries.lately(numbers, by=ben)) == len(posts)

    assert len(few) == len(many)
