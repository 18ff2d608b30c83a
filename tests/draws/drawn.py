"""Launches that are decided by a draw, made through the real actions."""

from collections.abc import Sequence
from typing import Any

from forum.accounts.models import User
from forum.draws import actions as draws
from forum.draws import queries
from forum.draws.models import Draw
from forum.kernel import clock
from forum.launches import actions
from forum.launches.actions import Opening, Supply
from forum.launches.models import Allocation, Launch
from tests.launches.launched import HOUR, NOON, SECOND, member, scheduled

# The closing second is still inside.
CLOSED = NOON + 2 * HOUR + SECOND


def to_draw(*openings: Opening, stock: int = 2, **given: Any) -> Launch:
    """A launch for all members from noon on, for two hours, that is drawn."""
    supply = Supply(stock_total=stock, allocation=Allocation.DRAW)
    return scheduled(*openings, supply=supply, **given)


def enter(launch: Launch, people: Sequence[User]) -> None:
    """Let them enter a minute after noon."""
    with clock.at(NOON + 60 * SECOND):
        for one in people:
            actions.enter(one, launch)


def people(count: int) -> list[User]:
    return [member() for _ in range(count)]


def draw(launch: Launch) -> Draw:
    """What the worker does when entering has ended."""
    with clock.at(CLOSED):
        draws.settle(launch.id)
    return queries.held_draw(launch.id)


def drawn(count: int = 5, stock: int = 2) -> tuple[Draw, list[User]]:
    """A draw that is done, with everybody who entered."""
    launch, everybody = to_draw(stock=stock), people(count)
    enter(launch, everybody)
    return draw(launch), everybody
