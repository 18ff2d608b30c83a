"""Launches made through the real actions, at a fixed hour."""

from datetime import UTC, datetime, timedelta
from typing import Any

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.unit import transaction
from forum.launches import actions
from forum.launches.actions import Opening, Secrecy, Supply, Words
from forum.launches.models import Audience, Launch
from forum.tiers.models import Tier, TierKind
from tests.support import make

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=one) for one in (1, 60, 3600, 86400))
LONG_AGO = NOON - 30 * DAY
FOR_ALL = Opening(NOON, NOON + 2 * HOUR)


def member(**given: Any) -> User:
    """Somebody whose account is old enough."""
    return make.member(created_at=LONG_AGO, **given)


def tier(slug: str = "gold", rank: int = 30) -> Tier:
    kind = TierKind.MANUAL
    return make.save(Tier(slug=slug, name=f"zz{slug}", rank=rank, kind=kind))


def draft(
    *openings: Opening,
    admin: User | None = None,
    words: Words | None = None,
    supply: Supply | None = None,
    secrecy: Secrecy | None = None,
) -> Launch:
    """A draft with these windows; without any, one for all members at noon."""
    admin = admin or make.admin()
    with clock.at(NOON - 2 * DAY):
        launch = actions.create(admin, words or Words("zzField kettle", summary="zzOf steel."))
        for opening in openings or (FOR_ALL,):
            actions.add_window(admin, launch, opening)
        actions.change_supply(admin, launch, supply or Supply(stock_total=2))
        if secrecy:
            actions.change_secrecy(admin, launch, secrecy)
    return launch


def scheduled(*openings: Opening, **given: Any) -> Launch:
    """The same, approved by a second person two days before noon."""
    launch = draft(*openings, **given)
    with clock.at(NOON - 2 * DAY):
        actions.submit(make.admin(), launch)
        actions.approve(make.admin(), launch)
    return launch


def for_list(names: list[str], **given: Any) -> Opening:
    given = {"opens_at": NOON - HOUR, "closes_at": NOON + 2 * HOUR} | given
    return Opening(audience=Audience.LIST, list_name="zzTesters", names=names, **given)


def with_room(launch: Launch, admin: User) -> Launch:
    with transaction():
        actions.open_room(admin, launch, "zzKettle room")
    return launch
