"""Every wrong actor is refused, with a word that says why: in the action, and by its page."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts import queries as people
from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.policy import Refused
from forum.sanctions import actions, queries
from forum.sanctions.models import SanctionKind, SanctionWish
from tests.sanctions import deciding
from tests.sanctions.deciding import WORDS
from tests.support import make

WARNING = SanctionWish(SanctionKind.WARNING)
LONG = SanctionWish(SanctionKind.SUSPENSION, 8 * 24)
REMOVAL = SanctionWish(SanctionKind.REMOVAL)


class Cast:
    """Who acts, and on whom."""

    def __init__(self) -> None:
        self.member, self.other = make.member(), make.member()
        self.moderator, self.second = make.moderator(), make.moderator()
        self.admin, self.boss = make.admin(), make.admin()
        self.gone = make.member(deactivated_at=clock.now())
        self.waiting = make.member(approved_at=None)


def impose(by: User, user: User, wish: SanctionWish) -> None:
    actions.impose(by, user, wish, reasons=WORDS)


def lift(by: User, sanction: Any) -> None:
    actions.lift(by, sanction, "Why.")


def lifted(cast: Cast) -> Any:
    sanction = deciding.warn(cast.member)
    lift(cast.admin, sanction)
    return sanction


TABLE: dict[str, tuple[str, Callable[[Cast], None]]] = {
    "a member imposes": ("staff_only", lambda c: impose(c.member, c.other, WARNING)),
    "on oneself": ("own_sanction", lambda c: impose(c.moderator, c.moderator, WARNING)),
    "an admin on oneself": ("own_sanction", lambda c: impose(c.admin, c.admin, WARNING)),
    "a moderator on another": ("equal_rank", lambda c: impose(c.moderator, c.second, WARNING)),
    "a moderator on an admin": ("equal_rank", lambda c: impose(c.moderator, c.admin, WARNING)),
    "an admin on another": ("equal_rank", lambda c: impose(c.admin, c.boss, WARNING)),
    "a moderator for long": ("beyond_moderator", lambda c: impose(c.moderator, c.member, LONG)),
    "on who has left": ("left", lambda c: impose(c.admin, c.gone, WARNING)),
    "on who waits": ("not_in_yet", lambda c: impose(c.admin, c.waiting, WARNING)),
    "removing the team": ("removal_of_team", lambda c: impose(c.admin, c.moderator, REMOVAL)),
    "a member seconds": (
        "staff_only",
        lambda c: actions.second(c.other, deciding.propose(c.member)),
    ),
    "seconding one's own": (
        "own_proposal",
        lambda c: actions.second(c.admin, deciding.propose(c.member, c.admin)),
    ),
    "two moderators": (
        "admin_needed",
        lambda c: actions.second(c.second, deciding.propose(c.member, c.moderator)),
    ),
    "seconding twice": (
        "lifted_already",
        lambda c: actions.second(c.boss, deciding.remove(c.member)),
    ),
    "a member lifts": ("staff_only", lambda c: lift(c.other, deciding.warn(c.member))),
    "lifting one's own": (
        "own_sanction",
        lambda c: lift(c.moderator, deciding.warn(c.moderator)),
    ),
    "lifting twice": ("lifted_already", lambda c: lift(c.admin, lifted(c))),
    "a moderator lifts a long one": (
        "beyond_moderator",
        lambda c: lift(c.moderator, deciding.suspend(c.member, hours=30 * 24)),
    ),
    "a moderator lifts a removal": (
        "admins_only",
        lambda c: lift(c.moderator, deciding.remove(c.member)),
    ),
    "a member notes": ("staff_only", lambda c: actions.add_note(c.member, c.other, "Hm.")),
    "a note about oneself": (
        "own_record",
        lambda c: actions.add_note(c.moderator, c.moderator, "Hm."),
    ),
    "the note of another": (
        "note_of_other",
        lambda c: actions.delete_note(c.second, actions.add_note(c.moderator, c.member, "Hm.")),
    ),
}


@pytest.mark.parametrize("who", TABLE)
def test_whoever_may_not_is_told_why(app, who):
    reason, act = TABLE[who]
    cast = Cast()

    with pytest.raises(Refused) as refused:
        act(cast)

    assert refused.value.verdict.reason == reason


def test_nothing_is_written_when_somebody_is_refused(app, sign_in):
    cast = Cast()
    form = {"kind": "suspension", "length": "720", "weight": "3", "content": "stays"}
    form |= {"words": "Why.", "clause": ""}

    answer = sign_in(cast.moderator).post(
        f"/admin/sanctions/members/{cast.member.id}/impose", data=form
    )

    assert "Only admins decide on so long a pause." in answer.text
    assert "Why." in answer.text
    assert queries.sanctions_of(cast.member, proposed=True) == []
    assert people.fresh_member(cast.member.id).suspended_until is None
