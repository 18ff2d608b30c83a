"""A whole rehearsal: one window after the other opens, then the draw, and what came of it."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import SystemRandom
from typing import Any, TypeAlias

from sqlalchemy import select

from forum.draws import actions as draws
from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import gates
from forum.launches import queries as launched
from forum.launches.gates import Stock
from forum.launches.models import Allocation, EntryState, Launch, LaunchEntry, LaunchWindow
from forum.rehearsals import copies, figures, storms
from forum.rehearsals.copies import Copy
from forum.rehearsals.storms import Answer, Scene, Try

# Before a window opens, those who wait in its lobby have come.
IN_TIME = timedelta(minutes=1)
# Every so many of them presses twice, as impatient people do.
IMPATIENT = 10
# Of a hundred: what making the copy is, and what is done when everybody has an answer.
MADE, ANSWERED, DRAWN = 5, 90, 95
# Whoever has this wants no more.
CONTENT = (EntryState.CLAIMED, EntryState.OFFERED, EntryState.ENTERED)

Tell: TypeAlias = Callable[[int], object]


@dataclass
class Wave:
    """What happened when one window opened, or when those who were drawn took theirs."""

    # From 1, as windows open; 0 for those who were drawn.
    place: int
    answers: Sequence[Answer]
    stock: Stock


@dataclass
class Run:
    """All of it, as it goes on."""

    copy: Copy
    launch: Launch
    tell: Tell
    chance: SystemRandom = field(default_factory=SystemRandom)
    outcomes: dict[int, str] = field(default_factory=dict)
    waves: list[Wave] = field(default_factory=list)


def play(script: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Rehearse what the script says, on the empty database of a rehearsal; the figures of it."""
    begun = time.monotonic()
    copy = copies.make(script)
    run = Run(copy, launched.launch_by_id(copy.launch_id), tell)
    tell(MADE)
    for place, window in enumerate(copy.windows, start=1):
        _open(run, place, window)
    if run.launch.allocation == Allocation.DRAW:
        tell(ANSWERED)
        _draw(run)
    tell(DRAWN)
    found = figures.of(run.copy, run.launch, run.outcomes, run.waves)
    return found | {"seconds": round(time.monotonic() - begun, 1)}


def _open(run: Run, place: int, window: LaunchWindow) -> None:
    """Everybody for whom the window opens presses in its first second."""
    is_drawn = run.launch.allocation == Allocation.DRAW
    act = storms.enter if is_drawn else storms.claim
    tries = list(_tries(run, place, window))
    if run.launch.lobby_minutes and run.launch.allocation == Allocation.FIRST_COME:
        # Half of them are in the lobby by then, the others come when it is over.
        early = Scene(storms.be_there, run.launch.id, window.opens_at - IN_TIME)
        storms.play(early, tries[::2], lambda _some: None)
    _storm(run, place, Scene(act, run.launch.id, window.opens_at), tries)


def _draw(run: Run) -> None:
    """The draw, and those who won take theirs."""
    ends = max(one.closes_at for one in run.copy.windows) + timedelta(minutes=1)
    with clock.at(ends):
        draws.settle(run.launch.id)
    won = select(LaunchEntry.user_id).where(
        LaunchEntry.launch_id == run.launch.id, LaunchEntry.state == EntryState.OFFERED
    )
    tries = [Try(one) for one in db.session.scalars(won.order_by(LaunchEntry.rank))]
    _storm(run, 0, Scene(storms.claim, run.launch.id, ends + timedelta(minutes=1)), tries)


def _tries(run: Run, place: int, window: LaunchWindow) -> Iterator[Try]:
    """Who presses now: those who did not yet, and those who still have nothing while there is
    something. Whoever has no window at all tries the last one."""
    is_last = place == len(run.copy.windows)
    is_gone = run.waves and run.waves[-1].stock.left == 0
    for user_id, kind in run.copy.kinds.items():
        is_invited = gates.includes(window, kind.reach(user_id))
        was = run.outcomes.get(user_id)
        if was is None:
            wants = is_invited or is_last
        else:
            wants = is_invited and was not in CONTENT and not is_gone
        if wants:
            yield Try(user_id, _quantity(run))


def _quantity(run: Run) -> int:
    return run.chance.randint(1, run.launch.per_member_limit)


def _storm(run: Run, place: int, scene: Scene, tries: list[Try]) -> None:
    run.chance.shuffle(tries)
    known = set(run.outcomes)

    def hear(some: Sequence[Answer]) -> None:
        known.update(one.user_id for one in some)
        run.tell(MADE + (ANSWERED - MADE) * len(known) // len(run.copy.kinds))

    answers = storms.play(scene, [*tries, *tries[::IMPATIENT]], hear) if tries else []
    first: dict[int, Answer] = {}
    for one in answers:
        first.setdefault(one.user_id, one)
    for user_id, one in first.items():
        run.outcomes[user_id] = one.outcome
    with clock.at(scene.at + timedelta(seconds=1)):
        held = launched.holding(run.launch, run.copy.windows, clock.now())
    run.waves.append(Wave(place, list(first.values()), held.stock))
