"""Rules as staff see them, and how often they applied."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from forum.automod.models import AutomodHit, AutomodRule
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.moderation import queries as moderation

PERSON = "person:"


def rules() -> Sequence[AutomodRule]:
    """All rules in the order in which they are asked, those that are off among them."""
    there = AutomodRule.removed_at.is_(None)
    query = select(AutomodRule).where(there).order_by(AutomodRule.position, AutomodRule.id)
    return db.session.scalars(query).all()


def rule_by_id(rule_id: int) -> AutomodRule:
    """One that was not removed. Raises NotFound."""
    found = db.session.get(AutomodRule, rule_id)
    if found is None or found.removed_at is not None:
        raise NotFound
    return found


def team_names() -> Mapping[str, str]:
    """The teams to which a rule may send a case, by their keys."""
    return {team.key: team.name for team in moderation.all_teams()}


def hands() -> Mapping[str, str]:
    """To whom a rule may send a case: the teams by their keys, and people of the staff."""
    people = {hand_of(one.id): one.display_name for one in moderation.staff()}
    return {**team_names(), **people}


def hand_of(person_id: int) -> str:
    """How a rule names somebody of the staff; no key of a team looks like it."""
    return f"{PERSON}{person_id}"


def person_of(hand: str) -> int | None:
    """Whom a rule names, when it names a person and no team."""
    number = hand.removeprefix(PERSON)
    return int(number) if hand != number and number.isdecimal() else None


def hit_counts(since: datetime) -> Mapping[int, int]:
    """How many texts each rule did something with since then, by the rule's id."""
    query = (
        select(AutomodHit.rule_id, func.count(AutomodHit.id))
        .where(AutomodHit.at >= since)
        .group_by(AutomodHit.rule_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def why_held(kind: str, ids: Collection[int]) -> Mapping[int, Sequence[AutomodRule]]:
    """The rules that applied to these posts or changes, by their ids."""
    query = (
        select(AutomodHit.target_id, AutomodRule)
        .join(AutomodRule, AutomodRule.id == AutomodHit.rule_id)
        .where(AutomodHit.target_kind == kind, AutomodHit.target_id.in_(ids))
        .order_by(AutomodHit.id)
    )
    found: dict[int, list[AutomodRule]] = {}
    for target_id, rule in db.session.execute(query):
        known = found.setdefault(target_id, [])
        if rule not in known:
            known.append(rule)
    return found
