"""What is wished beside an outcome is judged when somebody decides, and can still be told."""

import pytest
from sqlalchemy import select

from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.moderation.actions import UNDO, SanctionWish
from forum.moderation.models import Outcome, Ruling
from forum.pages import queries as pages
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind
from tests.moderation.flagging import case_of, clause_key, decide, flag, judge, some_post
from tests.support import make

MONTH = SanctionWish(SanctionKind.SUSPENSION, 720, 1)


@pytest.fixture
def flagged(app):
    """Guidelines, and a post that somebody has flagged."""
    make.guidelines()
    post = some_post()
    flag(post)
    return post


@pytest.mark.parametrize(
    ("wish", "field", "reason"),
    [
        (MONTH, "sanction", "beyond_moderator"),
        (SanctionWish(SanctionKind.SILENCE, 0, 1), "hours", "out_of_range"),
        (SanctionWish(SanctionKind.SILENCE, 24, 2), "weight", "unknown"),
    ],
)
def test_what_could_not_be_imposed_is_said_at_once(flagged, wish, field, reason):
    given = {"clause_key": clause_key(), "words": "zzWhy.", "sanction": wish, "undo_for": UNDO}

    with pytest.raises(Invalid) as invalid:
        decide(flagged, Outcome.REMOVE, **given)

    assert (invalid.value.field, invalid.value.reason) == (field, reason)
    assert db.session.scalars(select(Ruling)).all() == []
    assert case_of(flagged).is_open


def test_a_moderator_decides_nothing_about_another_moderator(app):
    make.guidelines()
    post = some_post(judge())
    flag(post)
    warning = SanctionWish(SanctionKind.WARNING, None, 1)

    with pytest.raises(Invalid) as invalid:
        decide(post, Outcome.HIDE, clause_key=clause_key(), words="zzWhy.", sanction=warning)

    assert invalid.value.reason == "equal_rank"


def test_the_page_says_so_and_keeps_what_was_typed(flagged, sign_in):
    case = case_of(flagged)
    sent = {
        "outcome": "remove",
        "clause": clause_key(),
        "words": "zzNot like this.",
        "sanction": "suspension:720",
        "version": case.version,
    }

    answer = sign_in(judge()).post(f"/admin/moderation/{case.id}/decide", data=sent)

    assert answer.status_code == 422
    assert "Only admins decide on so long a pause." in answer.text
    assert "zzNot like this." in answer.text


def test_an_admin_suspends_for_a_month(flagged):
    owner = make.admin(guidelines_accepted=1)

    ruling = decide(
        flagged, Outcome.REMOVE, owner, clause_key=clause_key(), words="zzWhy.", sanction=MONTH
    )

    assert ruling.sanction_id is not None


def test_the_form_names_the_weight_from_which_a_step_is_suggested(flagged, sign_in):
    why = Reasons(clause_key(), pages.current_guidelines().number, "zzWhy.")
    warning = SanctionWish(SanctionKind.WARNING, None, 3)
    sanctions.impose(judge(), flagged.author, warning, reasons=why)

    page = sign_in(judge()).get(f"/admin/moderation/{case_of(flagged).id}/decide").text

    assert "Suggested from a weight of 3 on" in page
