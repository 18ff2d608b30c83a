"""Letting somebody of the team have a case: it bears their name, and others may still take it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.moderation import policy, queries
from forum.moderation.actions import weighing
from forum.moderation.actions.claiming import LONGEST_WORDS, change, check, record
from forum.moderation.actions.sending import send_to
from forum.moderation.kinds import kind_named
from forum.moderation.models import Reviewable, TeamSeat
from forum.moderation.signals import CaseGiven, CasesFreed, CaseTouched

LONGEST_AWAY = timedelta(days=60)


@action
def give(moderator: User, case: Reviewable, person: User | None, words: str) -> None:
    """Let a case be for somebody of its team, or for nobody. Raises Invalid for `person`."""
    check(moderator, case)
    words = words.strip()
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", "too_long", most=LONGEST_WORDS)
    if person is not None and not _may_have(case, person):
        raise Invalid("person", "not_theirs")
    change(case, assigned_to_id=person.id if person else None)
    details = {"user_id": person.id} if person else {}
    record(moderator, case, "give" if person else "take_off", words=words, **details)
    if person is not None and person.id != moderator.id:
        announce(CaseGiven(case.id, case.version, person.id, moderator.id, words))


@action
def give_to(kind: str, target_id: int, person_id: int) -> None:
    """Let somebody have the open case of something, if both are there: a step for rules.

    A case of another team than theirs goes to theirs.
    """
    case, person = queries.open_case(kind, target_id), accounts.member_by_id(person_id)
    if case is None or person is None:
        return
    if not _may_have(case, person):
        team = queries.team_of(person.id)
        if team is None or team.key == case.team:
            return
        send_to(kind, target_id, team.key)
        if not _may_have(case, person):
            return
    _pass(case, person.id)


@action
def free_cases_of(user_id: int) -> None:
    """Let the open cases of somebody be for others: they are of the team no more, or away."""
    held = Reviewable.claimed_by_id == user_id
    _free([(Reviewable.assigned_to_id == user_id) | held])


def give_back_all_but(team: str, people: Collection[int]) -> None:
    """Let the open cases of a team be for others that are for somebody who is not among these."""
    theirs = Reviewable.assigned_to_id.not_in(people)
    _free([Reviewable.team == team, Reviewable.assigned_to_id.is_not(None), theirs])


@action
def be_away(moderator: User, until: datetime) -> None:
    """Say that one is not there until a moment: nothing is given to them, what they had is free."""
    require(policy.can_review(moderator))
    if not clock.now() < until <= clock.now() + LONGEST_AWAY:
        raise Invalid("until", "not_a_moment_to_come")
    _stay_away(moderator, until)
    free_cases_of(moderator.id)
    after = {"until": until.isoformat()}
    audit.record(moderator, "moderation.be_away", "user", moderator.id, after=after)


@action
def be_back(moderator: User) -> None:
    """Say that one is there again."""
    require(policy.can_review(moderator))
    _stay_away(moderator, None)
    audit.record(moderator, "moderation.be_back", "user", moderator.id)


def _stay_away(moderator: User, until: datetime | None) -> None:
    seats = update(TeamSeat).where(TeamSeat.user_id == moderator.id)
    db.session.execute(seats.values(away_until=until))


def _may_have(case: Reviewable, person: User) -> bool:
    """Whether somebody is there in the team of the case, and free to decide in it."""
    if person.id not in {one.id for one in queries.hands_of(case.team, but=case.about_id)}:
        return False
    if not policy.conflicts(person, case, flaggers=queries.flaggers_of(case)):
        return False
    kind, target = kind_named(case.target_kind), queries.target_of(case)
    return kind is not None and target is not None and bool(kind.may_decide(person, target))


def _free(among: Collection[ColumnElement[bool]]) -> None:
    open_ones = (Reviewable.decided_at.is_(None), *among)
    query = select(Reviewable).where(*open_ones).order_by(Reviewable.id)
    freed: defaultdict[str, list[Reviewable]] = defaultdict(list)
    for case in db.session.scalars(query).all():
        was_in_hand = case.is_claimed_at(clock.now())
        case.claimed_by_id = case.claimed_until = None
        had_it = was_in_hand or case.assigned_to_id is not None
        _pass(case, queries.next_hands(case.team, but=case.about_id))
        if had_it and case.assigned_to_id is None:
            freed[case.team].append(case)
    for team, cases in freed.items():
        _tell_team(team, cases)


def _tell_team(team: str, cases: Sequence[Reviewable]) -> None:
    about = {case.about_id for case in cases}
    to_ids = tuple(one.id for one in queries.hands_of(team) if one.id not in about)
    ids = tuple(case.id for case in cases)
    announce(CasesFreed(team, ids, cases[0].version, to_ids))


def _pass(case: Reviewable, to_id: int | None) -> None:
    case.assigned_to_id = to_id
    weighing.raise_version(case)
    db.session.flush()
    announce(CaseTouched(case.id, case.target_kind, "give", None))
    if to_id is not None:
        announce(CaseGiven(case.id, case.version, to_id, None))
