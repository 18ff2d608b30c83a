"""New members on sites that approve by hand."""

import pytest

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.accounts.models import Guest
from forum.accounts.signals import MemberWaits
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail.models import Letter
from forum.moderation import actions, queries
from forum.site.actions import choose
from tests.support import make


@pytest.fixture
def waiting(app):
    """Somebody who has signed up and waits."""
    user = make.member(display_name="Newbie Nell", approved_at=None)
    with transaction():
        announce(MemberWaits(user.id))
    return user


def test_who_waits_has_a_case_with_a_name_and_an_address(waiting, sign_in):
    page = sign_in(make.admin()).get("/admin/moderation").text

    for words in ("New member", "Newbie Nell", waiting.email, "waits to be let in"):
        assert words in page


def test_a_moderator_decides_without_seeing_the_address(waiting, sign_in):
    moderator = make.moderator()
    page = sign_in(moderator).get("/admin/moderation").text

    assert "Newbie Nell" in page
    assert "Only admins see it" in page
    assert waiting.email not in page

    actions.approve(moderator, queries.open_case("member", waiting.id))
    decided = sign_in(moderator).get("/admin/moderation/decided").text

    assert "Newbie Nell" in decided
    assert waiting.email not in decided


def test_who_had_not_confirmed_has_a_case_once_staff_decide_on_everybody(app):
    early = accounts.sign_up(Guest(), NewMember("early", "early@example.org", None))
    gone = make.member(approved_at=None, deactivated_at=clock.now())
    assert queries.waiting_count() == 0

    choose(make.admin(), "accounts.entry", "approve")

    assert queries.open_case("member", early.id) is not None
    assert queries.open_case("member", gone.id) is None
    assert queries.waiting_count() == 1


def test_who_had_not_confirmed_has_no_case_when_something_else_is_chosen(app):
    accounts.sign_up(Guest(), NewMember("early", "early@example.org", None))

    choose(make.admin(), "accounts.entry", "open")

    assert queries.waiting_count() == 0


def test_a_yes_lets_them_in(waiting):
    moderator = make.moderator()

    actions.approve(moderator, queries.open_case("member", waiting.id))

    db.session.refresh(waiting)
    assert waiting.is_active
    assert waiting.approved_by_id == moderator.id
    assert queries.waiting_count() == 0


def test_a_no_leaves_them_outside_and_sends_the_words(waiting):
    actions.reject(
        make.moderator(), queries.open_case("member", waiting.id), "We only take customers."
    )

    db.session.refresh(waiting)
    assert not waiting.is_active
    letter = db.session.query(Letter).filter_by(to_address=waiting.email).one()
    assert "We only take customers." in letter.text


def test_who_is_let_in_elsewhere_leaves_no_case_behind(waiting):
    accounts.approve(make.admin(), waiting)

    assert queries.waiting_count() == 0
