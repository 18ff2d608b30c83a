"""Making an appeal, and deciding on it: upheld, made milder, or overturned with all it did."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.appeals import letters, policy, queries
from forum.appeals.models import Appeal, AppealOutcome
from forum.appeals.queries import KIND
from forum.appeals.settings import HOURS
from forum.appeals.signals import AppealDecided, AppealMade
from forum.audit import actions as audit
from forum.kernel import clock, handover
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome
from forum.sanctions import actions as sanctions
from forum.sanctions import policy as pausing
from forum.sanctions.models import Reasons, SanctionWish

LONGEST = 2000


@dataclass(frozen=True)
class Verdict:
    """What somebody decides on an appeal: the outcome, words to the member, and what is milder."""

    outcome: AppealOutcome
    words: str
    instead: SanctionWish | None = None


@action
def appeal(
    member: User, typed: str, *, ruling_id: int | None = None, sanction_id: int | None = None
) -> Appeal:
    """Ask for another look, once. Raises Refused, NotFound, and Invalid for `body`."""
    member = accounts.held_member(member.id)
    ruling, entry = queries.decision(ruling_id, sanction_id)
    earlier = queries.appeal_against(ruling_id, sanction_id)
    against = queries.against_of(ruling, entry.sanction if entry else None)
    require(policy.can_appeal(member, against, earlier=earlier))
    made = Appeal(user_id=member.id, body=_words("body", typed), ruling_id=ruling_id)
    made.sanction_id = None if ruling_id else sanction_id
    if ruling is not None:
        made.clause_key, made.against_by_id = ruling.clause_key, ruling.decided_by_id
    elif entry is not None:
        made.clause_key = entry.sanction.clause_key
        made.against_by_id = entry.sanction.given_by_id
    _add(made)
    case = moderation.hold(KIND, made.id, about=member, reason=KIND)
    moderation.promise(case, KIND, made.created_at + timedelta(hours=HOURS.get()))
    announce(AppealMade(made.id, member.id))
    return made


@action
def decide(by: User, appeal_id: int, verdict: Verdict) -> None:
    """Decide on an appeal: its case ends, and the member is told. Raises Refused and Invalid.

    Invalid is for `outcome`, `instead`, `hours` and `words`.
    """
    item = queries.item(appeal_id)
    require(policy.can_decide(by, item.appeal, item.against))
    _check_milder(item, verdict)
    item.appeal.outcome, item.appeal.words = verdict.outcome, _words("words", verdict.words)
    item.appeal.instead = asdict(verdict.instead) if verdict.instead else {}
    db.session.flush()
    outcome = Outcome.APPROVE if verdict.outcome == AppealOutcome.OVERTURNED else Outcome.DECLINE
    decided = Decided(outcome, words=item.appeal.words)
    moderation.decide(by, cases.case_of(KIND, appeal_id), decided)


@action
def carry_out(by: User, appeal_id: int, outcome: AppealOutcome, words: str) -> None:
    """Do what was decided on an appeal; a step for the review queue, which has asked who may."""
    item = queries.item(appeal_id)
    made = item.appeal
    require(policy.can_decide(by, made, item.against))
    made.outcome, made.words = made.outcome or outcome, made.words or _words("words", words)
    made.decided_at, made.decided_by_id = clock.now(), by.id
    if made.outcome == AppealOutcome.OVERTURNED:
        _overturn(by, item)
    elif made.outcome == AppealOutcome.REDUCED:
        _reduce(by, item)
    db.session.flush()
    after = {"appeal": made.id, "outcome": made.outcome}
    audit.record(by, "appeals.decide", "user", made.user_id, after=after)
    announce(AppealDecided(made.id, made.user_id, str(made.outcome)))
    letters.decided(queries.item(appeal_id))


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Appeals of the one account, and decisions of it, are those of the other."""
    owned = (Appeal.user_id, Appeal.decided_by_id, Appeal.against_by_id)
    handover.hand_over(*owned, from_id=from_id, into_id=into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: that there were appeals goes on counting, their words do not stay."""
    waiting = [one.id for one in queries.open_items() if one.appeal.user_id == user_id]
    moderation.withdraw(KIND, *waiting)
    about = update(Appeal).where(Appeal.user_id == user_id)
    db.session.execute(about.values(body="", words=""))
    open_ones = about.where(Appeal.decided_at.is_(None))
    db.session.execute(open_ones.values(decided_at=clock.now()))


def _add(made: Appeal) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        # Sent twice at the same moment: the other one stands.
        raise Refused(deny("appealed_already")) from error


def _overturn(by: User, item: queries.Item) -> None:
    if item.ruling is not None:
        moderation.overturn(by, item.ruling, item.appeal.words)
    elif item.sanction is not None:
        sanctions.undo(by, item.sanction.sanction, item.appeal.words)


def _reduce(by: User, item: queries.Item) -> None:
    instead = item.appeal.instead
    wish = SanctionWish(**instead) if instead else None
    if item.ruling is not None:
        moderation.reduce(by, item.ruling, item.appeal.words, wish)
        return
    if item.sanction is None:
        return
    was = item.sanction.sanction
    sanctions.undo(by, was, item.appeal.words)
    if wish is not None:
        why = Reasons(was.clause_key, was.guidelines_number, was.words)
        sanctions.impose(by, item.user, wish, reasons=why)


def _check_milder(item: queries.Item, verdict: Verdict) -> None:
    """What is called milder is so, for whoever gets it."""
    if verdict.outcome != AppealOutcome.REDUCED:
        return
    if item.sanction is None or item.sanction.sanction.is_lifted:
        raise Invalid("outcome", "nothing_milder")
    if verdict.instead is not None:
        sanctions.check_wish(verdict.instead)
        milder = pausing.is_milder(verdict.instead, item.sanction.sanction)
        if not milder:
            raise Invalid("instead", milder.reason)


def _words(field: str, typed: str) -> str:
    words = clean(typed).strip()
    if not words:
        raise Invalid(field, "empty")
    if len(words) > LONGEST:
        raise Invalid(field, "too_long", most=LONGEST)
    return words
