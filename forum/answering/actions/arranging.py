"""What admins arrange: protocols, what channels are for, and who stands on the ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from forum.accounts.models import User
from forum.answering import policy, protocols, queries
from forum.answering.models import (
    LEVELS,
    Answerers,
    ChannelMessages,
    Kind,
    Pace,
    Protocol,
    Rung,
)
from forum.audit import actions as audit
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.moderation import queries as moderation
from forum.moderation.models import FIRST_TEAM

LONGEST_MINUTES = 90 * 24 * 60
MOST_STEPS = 12
LONGEST_STEP = 200
MOST_ON_A_LEVEL = 10
MOST_WAIT = 24 * 60


@dataclass(frozen=True)
class ProtocolPlan:
    """How a kind of message shall be answered; no minutes: nothing is promised."""

    first_minutes: int | None
    final_minutes: int | None
    pace: Pace
    team: str
    answerers: Answerers
    steps: Sequence[str]
    level: int
    is_on: bool


@dataclass(frozen=True)
class Level:
    """Who is asked at a level of the ladder, back-ups after the first, and how long each has."""

    level: int
    users: Sequence[User]
    minutes: int


@action
def change_protocol(admin: User, kind: Kind, plan: ProtocolPlan) -> None:
    """Let a kind be answered as planned; what was promised before stays. Raises Invalid."""
    require(policy.can_arrange(admin))
    _check(plan)
    wait_for_turn("answering.protocols")
    protocol = queries.protocol_of(kind)
    before = said_of(protocol)
    protocol.first_minutes, protocol.final_minutes = plan.first_minutes, plan.final_minutes
    protocol.pace, protocol.team, protocol.answerers = plan.pace, plan.team, plan.answerers
    protocol.steps = [clean(step).strip() for step in plan.steps if clean(step).strip()]
    protocol.level = plan.level
    protocol.off_since = None if plan.is_on else protocol.off_since or clock.now()
    db.session.add(protocol)
    db.session.flush()
    said = {"before": before, "after": said_of(protocol)}
    audit.record(admin, "answering.change_protocol", "protocol", _number(kind), **said)


@action
def reset_protocol(admin: User, kind: Kind) -> None:
    """Let a kind be answered as it ships."""
    require(policy.can_arrange(admin))
    wait_for_turn("answering.protocols")
    row = db.session.get(Protocol, kind)
    if row is not None:
        said = {"before": said_of(row), "after": said_of(protocols.shipped(kind))}
        db.session.delete(row)
        db.session.flush()
        audit.record(admin, "answering.reset_protocol", "protocol", _number(kind), **said)


@action
def choose_for_channel(admin: User, channel: Channel, kind: Kind | None) -> None:
    """Say of what kind topics of a channel are, from the next one on; None: of no kind."""
    require(policy.can_arrange(admin))
    wait_for_turn("answering.channels")
    row = db.session.get(ChannelMessages, channel.id)
    before = queries.kind_by_channel(channel, row)
    if row is None:
        row = ChannelMessages(channel_id=channel.id)
        db.session.add(row)
    row.kind = kind
    db.session.flush()
    if kind != before:
        said = {"before": {"kind": before}, "after": {"kind": kind}}
        audit.record(admin, "answering.choose_for_channel", "channel", channel.id, **said)


@action
def arrange_ladder(admin: User, levels: Sequence[Level]) -> None:
    """Let the ladder be as planned. Calls that ring go on with it. Raises Invalid."""
    require(policy.can_arrange(admin))
    for one in levels:
        if len(one.users) > MOST_ON_A_LEVEL:
            raise Invalid(f"people_{one.level}", "too_many", most=MOST_ON_A_LEVEL)
        if not 1 <= one.minutes <= MOST_WAIT:
            raise Invalid(f"minutes_{one.level}", "out_of_range", most=MOST_WAIT)
    wait_for_turn("answering.ladder")
    db.session.execute(delete(Rung))
    for one in levels:
        for position, user in enumerate(dict.fromkeys(one.users)):
            given = {"position": position, "user_id": user.id, "minutes": one.minutes}
            db.session.add(Rung(level=one.level, **given))
    db.session.flush()
    after = {str(one.level): [user.id for user in one.users] for one in levels}
    audit.record(admin, "answering.arrange_ladder", "ladder", 0, after=after)


def said_of(protocol: Protocol) -> dict[str, Any]:
    """What the audit log keeps of a protocol."""
    return {
        "kind": protocol.kind,
        "first": protocol.first_minutes,
        "final": protocol.final_minutes,
        "pace": protocol.pace,
        "team": protocol.team,
        "answerers": protocol.answerers,
        "level": protocol.level,
        "steps": [str(step) for step in protocol.steps],
        "is_on": protocol.is_on,
    }


def _number(kind: Kind) -> int:
    """Protocols are known by a word; the log wants numbers."""
    return list(Kind).index(kind) + 1


def _check(plan: ProtocolPlan) -> None:
    for field, minutes in (("first", plan.first_minutes), ("final", plan.final_minutes)):
        if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
            raise Invalid(field, "too_long_a_time")
    if plan.first_minutes and plan.final_minutes and plan.final_minutes < plan.first_minutes:
        raise Invalid("final", "before_first")
    if plan.level not in (0, *LEVELS):
        raise Invalid("level", "unknown")
    if plan.team != FIRST_TEAM and moderation.team_named(plan.team) is None:
        raise Invalid("team", "unknown")
    if len(plan.steps) > MOST_STEPS:
        raise Invalid("steps", "too_many", most=MOST_STEPS)
    if any(len(step) > LONGEST_STEP for step in plan.steps):
        raise Invalid("steps", "too_long", most=LONGEST_STEP)
