"""Deciding about members in tests: one line each."""

from typing import Any

from forum.accounts.models import User
from forum.sanctions import actions
from forum.sanctions.models import Content, Reasons, Sanction, SanctionKind, SanctionWish
from tests.support import make

WORDS = Reasons("", 0, "Please stay kind.")


def warn(user: User, by: User | None = None, *, weight: int = 0) -> Sanction:
    return _impose(user, by, SanctionWish(SanctionKind.WARNING, None, weight))


def silence(user: User, by: User | None = None, *, hours: int = 24, weight: int = 0) -> Sanction:
    return _impose(user, by, SanctionWish(SanctionKind.SILENCE, hours, weight))


def suspend(user: User, by: User | None = None, *, hours: int = 72, weight: int = 0) -> Sanction:
    return _impose(user, by, SanctionWish(SanctionKind.SUSPENSION, hours, weight))


def propose(user: User, by: User | None = None, **given: Any) -> Sanction:
    content = given.get("content", Content.STAYS)
    return _impose(user, by, SanctionWish(SanctionKind.REMOVAL, content=content))


def remove(user: User, **given: Any) -> Sanction:
    sanction = propose(user, **given)
    actions.second(make.admin(), sanction)
    return sanction


def _impose(user: User, by: User | None, wish: SanctionWish) -> Sanction:
    return actions.impose(by or make.admin(), user, wish, reasons=WORDS)
