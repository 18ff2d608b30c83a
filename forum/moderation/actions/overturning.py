"""Taking back what was carried out, wholly; or making milder what was done to the member."""

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.unit import action
from forum.moderation import policy, queries
from forum.moderation.actions import flagging
from forum.moderation.actions.carrying_out import reasons_of
from forum.moderation.kinds import kind_named
from forum.moderation.models import Ruling
from forum.moderation.signals import RulingOverturned, RulingReduced
from forum.sanctions import actions as sanctions
from forum.sanctions import queries as sanctioned
from forum.sanctions.models import SanctionWish


@action
def overturn(by: User, ruling: Ruling, words: str) -> None:
    """Undo everything that a ruling did: to the thing, and to the member. Raises Refused.

    Those who flagged were wrong after all, which counts for what their next flags weigh.
    """
    ruling = queries.held_ruling(ruling.id)
    require(policy.can_overturn(by, ruling))
    _bring_back(ruling)
    _clear(by, ruling, words)
    ruling.overturned_at, ruling.overturned_by_id = clock.now(), by.id
    for flag in queries.agreed_flags(ruling.case_id):
        flagging.turn_out_wrong(flag)
    _note(by, "overturn", ruling, words)
    announce(RulingOverturned(ruling.id, ruling.about_id, by.id))


@action
def reduce(by: User, ruling: Ruling, words: str, sanction: SanctionWish | None) -> None:
    """Let the decision stand, with a milder sanction or none. Raises Refused and Invalid."""
    ruling = queries.held_ruling(ruling.id)
    require(policy.can_overturn(by, ruling))
    _clear(by, ruling, words)
    ruling.reduced_at = clock.now()
    if sanction is not None:
        about = accounts.fresh_member(ruling.about_id)
        why = reasons_of(ruling)
        made = sanctions.impose(by, about, sanction, reasons=why, ruling_id=ruling.id)
        db.session.flush()
        ruling.sanction_id = made.id
    _note(by, "reduce", ruling, words)
    announce(RulingReduced(ruling.id, ruling.about_id, by.id))


def _bring_back(ruling: Ruling) -> None:
    kind = kind_named(ruling.target_kind)
    target = kind.load([ruling.target_id]).get(ruling.target_id) if kind else None
    if kind is None or target is None:
        raise NotFound
    kind.hold(target)
    if not queries.is_held_by_another(ruling):
        kind.take_back(target, ruling)


def _clear(by: User, ruling: Ruling, words: str) -> None:
    """The sanction, with its weight."""
    if ruling.sanction_id is not None:
        sanctions.undo(by, sanctioned.sanction_by_id(ruling.sanction_id), words)


def _note(by: User, verb: str, ruling: Ruling, words: str) -> None:
    after = {"ruling": ruling.id, "case": ruling.case_id, "note": words}
    audit.record(by, f"moderation.{verb}", ruling.target_kind, ruling.target_id, after=after)
