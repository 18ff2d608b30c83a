"""What a case says of those who flagged: what the team made of their flags, and nothing else."""

from forum.accounts.models import Standing
from forum.kernel import clock
from forum.moderation import actions
from forum.moderation.models import FlagOutcome
from tests.moderation.flagging import case_of, flag, judge, some_post
from tests.support import make


def flags_part(post):
    return next(one for one in case_of(post).parts if one["part"] == "flags")


def has_flagged(member, outcome):
    """A flag of the member on which the team has decided."""
    made = flag(some_post(), member)
    made.outcome, made.settled_at = outcome, clock.now()
    make.save(made)


def test_who_flags_for_the_first_time_has_no_record_and_weighs_as_before(app, sign_in):
    post = some_post()
    flag(post, make.member(standing=Standing.MEMBER))

    page = sign_in(judge()).get(f"/admin/moderation?case={case_of(post).id}").text

    assert flags_part(post) | {"word": ""} == {
        "part": "flags", "points": 3.8, "word": "", "count": 1, "decided": 0,
    }  # fmt: skip
    assert "1 flag, by people of whom no flags are decided yet" in page
    assert "50 %" not in page


def test_a_record_is_what_was_decided_and_says_of_how_many_flags(app, sign_in):
    known, unknown, post = make.member(), make.member(), some_post()
    for outcome in (FlagOutcome.AGREED, FlagOutcome.AGREED, FlagOutcome.DISAGREED):
        has_flagged(known, outcome)
    for one in (known, unknown):
        flag(post, one)

    page = sign_in(judge()).get(f"/admin/moderation?case={case_of(post).id}").text

    assert (flags_part(post)["right"], flags_part(post)["decided"]) == (67, 3)
    assert "2 flags, by people who were right in 67 % of 3 decided flags" in page


def test_half_right_after_decided_flags_is_said_and_of_older_cases_it_is_not(app, sign_in):
    known, post = make.member(), some_post()
    for outcome in (FlagOutcome.AGREED, FlagOutcome.DISAGREED):
        has_flagged(known, outcome)
    flag(post, known)
    lena = sign_in(judge())
    address = f"/admin/moderation?case={case_of(post).id}"

    assert "were right in 50 % of 2 decided flags" in lena.get(address).text

    actions.weigh_flags(case_of(post), [3.75], right=50)
    assert "50 %" not in lena.get(address).text
