"""Flags: members ask the team to look at something; enough of them hide it until it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.accounts import queries as accounts
from forum.accounts.models import Standing, User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.moderation import policy, queries, scoring, settings
from forum.moderation.actions.claiming import resume
from forum.moderation.actions.holding import hold, withdraw
from forum.moderation.actions.weighing import weigh_flags
from forum.moderation.kinds import ReviewKind, kind_named
from forum.moderation.models import Band, Flag, FlagOutcome, Reviewable
from forum.moderation.signals import FlagMade, FlagsSettled, HiddenByFlags
from forum.pages.models import Harm
from forum.standing import queries as standing
from forum.standing.settings import Limit

# Why a case waits that members asked for.
FLAGGED = "flagged"
# What a flag may say that no clause does.
DANGER, ELSE = "danger", "else"
WORDS = {DANGER: Harm.SAFETY, ELSE: Harm.OTHER}
LONGEST_NOTE = 1000


@dataclass(frozen=True)
class FlagText:
    """Why something should be looked at: the key of a clause, or a word; and words to the team."""

    clause_key: str
    note: str = ""


@action
def flag(member: User, kind: str, target_id: int, text: FlagText) -> Flag:
    """Ask the team to look at something. Said twice, the newer words are kept.

    Raises Refused, NotFound, and Invalid for `clause` and `note`.
    """
    known, target = _flaggable(member, kind, target_id)
    severity, note = _severity(text.clause_key), _note(text.note)
    # One request of a member at a time, so that two in one moment both count for the day.
    wait_for_turn(f"flags:{member.id}")
    known.hold(target)
    made = queries.open_flag(member.id, kind, target_id)
    if made is None:
        standing.require_within(
            member, Limit.FLAGS, queries.flagged_today(member.id) + 1, field="clause"
        )
        made = _make(member, kind, target_id, severity)
    made.clause_key, made.note = text.clause_key, note
    db.session.flush()
    case = queries.open_case(kind, target_id)
    # In the seconds before a decision is carried out there is none.
    if case is not None:
        _weigh_anew(case)
        _hide_if_enough(case, known, target)
    return made


@action
def withdraw_flag(member: User, flag: Flag) -> None:
    """Take one's own flag back. A case that only it asked for waits no more."""
    require(policy.can_withdraw_flag(member, flag.user_id))
    known = kind_named(flag.target_kind)
    target = known.load([flag.target_id]).get(flag.target_id) if known else None
    if known is not None and target is not None:
        # Nobody flags or decides meanwhile what shall perhaps wait no more.
        known.hold(target)
    db.session.refresh(flag)
    if flag.settled_at is not None:
        return
    flag.settled_at, flag.outcome = clock.now(), FlagOutcome.WITHDRAWN
    db.session.flush()
    case = queries.open_case(flag.target_kind, flag.target_id)
    if case is None:
        return
    is_hidden = known is not None and target is not None and known.is_hidden(target)
    if case.reason == FLAGGED and not is_hidden and not queries.open_flags(case.id):
        withdraw(flag.target_kind, flag.target_id)
    else:
        _weigh(case)


def settle(case: Reviewable, outcome: FlagOutcome) -> None:
    """Say what became of the open flags of a case; who made them is told."""
    open_ones = queries.open_flags(case.id)
    for one in open_ones:
        one.settled_at, one.outcome = clock.now(), outcome
        _log(one)
    if open_ones:
        people = tuple(sorted({one.user_id for one in open_ones}))
        agreed = outcome == FlagOutcome.AGREED
        announce(FlagsSettled(case.id, case.target_kind, case.target_id, people, agreed))


def turn_out_wrong(flag: Flag) -> None:
    """The team had agreed with this flag, and takes that back."""
    flag.outcome = FlagOutcome.DISAGREED
    activity.reverse(Thing("flag", flag.id), by_id=None)
    _log(flag)


def _log(flag: Flag) -> None:
    """Write down what the team made of a flag; from that points and badges follow."""
    agreed = flag.outcome == FlagOutcome.AGREED
    kind = DeedKind.FLAGGED_WELL if agreed else DeedKind.FLAGGED_ILL
    activity.record(kind, flag.user_id, Thing("flag", flag.id))


def _flaggable(member: User, kind: str, target_id: int) -> tuple[ReviewKind, object]:
    require(policy.can_flag(member))
    known = kind_named(kind)
    target = known.load([target_id]).get(target_id) if known and known.is_flaggable else None
    if known is None or target is None:
        raise NotFound
    require(known.may_flag(member, target))
    return known, target


def _make(member: User, kind: str, target_id: int, severity: int) -> Flag:
    about = accounts.fresh_member(queries.facts_of(kind, target_id).author_id or 0)
    case = hold(kind, target_id, about=about, reason=FLAGGED, severity=severity)
    trust = queries.trust_in([member.id])[member.id]
    weight = scoring.flag_weight(
        standing=_rank(member), agreed=trust.agreed, disagreed=trust.disagreed
    )
    made = Flag(target_kind=kind, target_id=target_id, user_id=member.id, about_id=about.id)
    made.case_id, made.weight = case.id, weight
    db.session.add(made)
    db.session.flush()
    announce(FlagMade(made.id, case.id, kind, target_id))
    return made


def _weigh(case: Reviewable) -> None:
    """Let the case weigh what its open flags say."""
    flags = queries.open_flags(case.id)
    severities = [(_known_severity(one.clause_key), one.clause_key) for one in flags]
    severity = max(severities, default=(0, ""))[0]
    # A clause says more than a word that stands for none.
    named = [pair for pair in severities if pair[1] not in WORDS]
    clause = max(named or severities, default=(0, ""))[1]
    right, decided = _record({one.user_id for one in flags})
    weights = [one.weight for one in flags]
    weigh_flags(case, weights, clause_key=clause, severity=severity, right=right, decided=decided)


def _weigh_anew(case: Reviewable) -> None:
    """The same after one flag more: what was put aside comes back once it is more urgent."""
    before = Band(case.band).rank
    _weigh(case)
    if Band(case.band).rank < before:
        resume(None, case)


def _record(people: set[int]) -> tuple[int | None, int]:
    """How often these people were right before (percent), and in how many flags; of the first
    nothing while there are none: a weight has to begin somewhere, a record does not."""
    found = queries.trust_in(people).values() if people else ()
    agreed, decided = sum(one.agreed for one in found), sum(one.decided for one in found)
    return (round(100 * agreed / decided) if decided else None), decided


def _hide_if_enough(case: Reviewable, known: ReviewKind, target: object) -> None:
    flags = queries.open_flags(case.id)
    people = accounts.members_by_ids({one.user_id for one in flags})
    if known.is_hidden(target) or not _is_enough(flags, list(people.values())):
        return
    known.hide(target)
    announce(HiddenByFlags(case.id, case.target_kind, case.target_id, case.about_id))


def _is_enough(flags: Sequence[Flag], people: Sequence[User]) -> bool:
    """One of the team, or so many established members whose flags weigh enough together."""
    if any(one.is_staff for one in people):
        return True
    established = sum(Standing(one.standing).rank >= Standing.BASIC.rank for one in people)
    few, many = settings.HIDE_IN_SMALL.get(), settings.HIDE.get()
    if established < min(few, many):
        return False
    is_small = queries.weekly_people() < settings.SMALL.get()
    is_many = established >= (few if is_small else many)
    return is_many and sum(one.weight for one in flags) >= settings.HIDE_WEIGHT.get()


def _severity(clause_key: str) -> int:
    """How bad it is to break this clause, or what this word says. Raises Invalid."""
    found = _severities().get(clause_key)
    if found is None:
        raise Invalid("clause", "unknown" if clause_key else "empty")
    return found


def _known_severity(clause_key: str) -> int:
    return _severities().get(clause_key, scoring.UNKNOWN)


def _severities() -> dict[str, int]:
    _, clauses = queries.clauses_now()
    found = {one.key: scoring.BY_HARM[one.harm] for one in clauses}
    return found | {word: scoring.BY_HARM[harm] for word, harm in WORDS.items()}


def _note(typed: str) -> str:
    note = clean(typed).strip()
    if len(note) > LONGEST_NOTE:
        raise Invalid("note", "too_long", most=LONGEST_NOTE)
    return note


def _rank(member: User) -> int:
    return Standing.LEADER.rank if member.is_staff else Standing(member.standing).rank
