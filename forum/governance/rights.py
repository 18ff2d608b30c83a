"""What each role may decide: asked of the policies themselves, so that it cannot be out of date."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forum.accounts import policy as accounts
from forum.accounts import queries as people
from forum.accounts.models import Role, User
from forum.appeals import policy as appeals
from forum.appeals.models import Appeal
from forum.appeals.policy import Against
from forum.automod import policy as automod
from forum.channels import policy as channels
from forum.channels.models import ChannelRole
from forum.channels.policy import NO_SEAT, Seat
from forum.kernel import clock
from forum.kernel.policy import Verdict
from forum.moderation import policy as moderation
from forum.pages import policy as pages
from forum.sanctions import policy as sanctions
from forum.sanctions.models import Sanction, SanctionKind, SanctionWish
from forum.sanctions.settings import MODERATOR_DAYS


class Part(StrEnum):
    """What somebody is here, from who decides least to who decides most."""

    MEMBER = "member"
    CHANNEL_MODERATOR = "channel_moderator"
    MODERATOR = "moderator"
    ADMIN = "admin"


@dataclass(frozen=True)
class Asking:
    """Somebody in one of the parts, and a member about whom they decide."""

    person: User
    seat: Seat
    other: User


@dataclass(frozen=True)
class Right:
    """One thing that may be decided, by its word, and who may."""

    word: str
    may: Mapping[Part, bool]


def table() -> Sequence[Right]:
    """Every right with who has it."""
    asked = {part: _asking(part) for part in Part}
    return [
        Right(word, {part: bool(rule(asking)) for part, asking in asked.items()})
        for word, rule in RULES.items()
    ]


def _asking(part: Part) -> Asking:
    roles = {Part.MODERATOR: Role.MODERATOR, Part.ADMIN: Role.ADMIN}
    seat = Seat(ChannelRole.MODERATOR) if part == Part.CHANNEL_MODERATOR else NO_SEAT
    return Asking(_somebody(-1, roles.get(part, Role.MEMBER)), seat, _somebody(-2, Role.MEMBER))


def _somebody(number: int, role: Role) -> User:
    """A person who stands in no table."""
    person = people.new_member()
    person.id, person.role = number, role
    return person


def _pauses(one: Asking, more_hours: int) -> Verdict:
    hours = MODERATOR_DAYS.get() * 24 + more_hours
    return sanctions.can_impose(
        one.person, one.other, SanctionWish(SanctionKind.SUSPENSION, hours=hours)
    )


def _proposes(one: Asking) -> Verdict:
    return sanctions.can_impose(one.person, one.other, SanctionWish(SanctionKind.REMOVAL))


def _agrees(one: Asking) -> Verdict:
    """To what an admin proposed."""
    proposed = Sanction(kind=SanctionKind.REMOVAL, proposed_at=clock.now(), given_by_id=-3)
    admin = _somebody(-3, Role.ADMIN)
    return sanctions.can_second(one.person, one.other, proposed, proposer=admin)


def _hears(one: Asking) -> Verdict:
    """An appeal against what somebody else decided."""
    other = frozenset({-3})
    against = Against(one.other.id, other, clock.now(), stands=True, is_appealable=True)
    return appeals.can_decide(one.person, Appeal(user_id=one.other.id), against)


RULES: Mapping[str, Callable[[Asking], Any]] = {
    "flag": lambda one: moderation.can_flag(one.person),
    "channel": lambda one: channels.can_moderate(one.person, one.seat),
    "admit": lambda one: channels.can_admit(one.person, one.seat),
    "cases": lambda one: moderation.can_review(one.person),
    "pause": lambda one: _pauses(one, 0),
    "appeal": _hears,
    "propose": _proposes,
    "agree": _agrees,
    "long_pause": lambda one: _pauses(one, 1),
    "guidelines": lambda one: pages.can_write(one.person),
    "rules": lambda one: automod.can_arrange(one.person),
    "channels": lambda one: channels.can_arrange(one.person),
    "roles": lambda one: accounts.can_set_role(one.person, one.other),
    "addresses": lambda one: accounts.can_see_address(one.person),
}
