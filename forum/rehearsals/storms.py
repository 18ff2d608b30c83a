"""Many members at once: everybody presses in the second in which a window opens.

They come from two processes with eight lines each, as to a forum that is served by two.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeAlias

from flask import Flask, current_app

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.models import EntryState, Launch

PROCESSES, LINES = 2, 8
# So many answers are told at once.
TOLD_AT_ONCE = 20
LOOK_SECONDS = 0.5
# What came of a try beside the states of entries: a word of a refusal, or nothing at all.
SILENCE = "no_answer"
THERE = "there"
GONE = "launch_sold_out"
IN_ALREADY = "launch_in_already"

Act: TypeAlias = Callable[[User, Launch, int], str]


@dataclass(frozen=True)
class Try:
    """Somebody who presses, for so many pieces."""

    user_id: int
    quantity: int = 1


@dataclass(frozen=True)
class Answer:
    """What somebody was told: the state of their entry or why not, and after how long."""

    user_id: int
    outcome: str
    # In thousandths of a second: since the window opened, and since it was their turn.
    waited: int
    took: int


Hear: TypeAlias = Callable[[Sequence[Answer]], object]


@dataclass(frozen=True)
class Scene:
    """What all of them do, with which launch, and when."""

    act: Act
    launch_id: int
    at: datetime


@dataclass(frozen=True)
class Start:
    """When a storm began, by the clock of the machine, and which process waits for its answers."""

    at: float
    waits: int


def play(scene: Scene, tries: Sequence[Try], hear: Hear) -> list[Answer]:
    """Let all of them press at once; everybody's answer, as they came. Who waits hears of the
    answers meanwhile, some at a time. Raises EOFError when not everybody could press."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    # No process may use a connection that another one has opened.
    db.session.remove()
    db.engine.dispose()
    context, start = get_context("fork"), Start(time.monotonic(), os.getpid())
    ends = []
    for part in range(PROCESSES):
        here, there = context.Pipe(duplex=False)
        mine = tries[part::PROCESSES]
        context.Process(target=_send, args=(there, app, scene, mine, start), daemon=True).start()
        there.close()
        ends.append(here)
    answers = list(_answers(ends, hear))
    if len(answers) != len(tries):
        raise EOFError
    return sorted(answers, key=lambda one: one.waited)


def _answers(ends: list[Connection], hear: Hear) -> Iterator[Answer]:
    while ends:
        ready = wait(ends)
        for end in [one for one in ends if one in ready]:
            try:
                some: list[Answer] = end.recv()
            except EOFError:
                ends.remove(end)
            else:
                hear(some)
                yield from some


def end_with(parent: int) -> None:
    """Let this process end with the one that waits for it, however that one ended."""
    threading.Thread(target=_outlive_nobody, args=(parent,), daemon=True).start()


def _outlive_nobody(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(LOOK_SECONDS)
    os._exit(1)


def _send(end: Connection, app: Flask, scene: Scene, tries: Sequence[Try], start: Start) -> None:
    # A thread of the other process is not here: a storm looks itself whether anybody waits for it.
    end_with(start.waits)
    with ThreadPoolExecutor(LINES) as pool:
        answers = pool.map(lambda one: _press(app, scene, one, start.at), tries)
        while some := list(islice(answers, TOLD_AT_ONCE)):
            end.send(some)
    end.close()


def _press(app: Flask, scene: Scene, one: Try, begun: float) -> Answer:
    # The second of the opening, whatever the machine takes for it; who came first stays first.
    turn = time.monotonic()
    moment = scene.at + timedelta(microseconds=(turn - begun) * 1000)
    with app.app_context(), clock.at(moment):
        outcome = _outcome(scene, one)
    waited, took = (round((time.monotonic() - since) * 1000) for since in (begun, turn))
    return Answer(one.user_id, outcome, waited, took)


def _outcome(scene: Scene, one: Try) -> str:
    member, launch = db.session.get(User, one.user_id), launched.launch_by_id(scene.launch_id)
    if member is None:
        return SILENCE
    try:
        return scene.act(member, launch, one.quantity)
    except Refused as error:
        return error.verdict.reason
    except Invalid as error:
        return error.reason
    except Exception:
        # Whatever it was: for whoever pressed it is no answer, and the report says so.
        return SILENCE


def claim(member: User, launch: Launch, quantity: int) -> str:
    """Take one, or stand in the line when nothing is left."""
    given: dict[str, Any] = {"rules_version": launch.rules_version}
    try:
        return launches.claim(member, launch, quantity=quantity, **given).state
    except Refused as error:
        if error.verdict.reason != GONE:
            raise
        return _stand_in_line(member, launch, given)


def _stand_in_line(member: User, launch: Launch, given: dict[str, Any]) -> str:
    try:
        return launches.join(member, launch, **given).state
    except Refused as error:
        # Who stands there already stays; where there is no line, it is sold out.
        return EntryState.WAITING if error.verdict.reason == IN_ALREADY else GONE


def be_there(member: User, launch: Launch, _quantity: int) -> str:
    """Come into the lobby."""
    launches.be_there(member, launch)
    return THERE


def enter(member: User, launch: Launch, _quantity: int) -> str:
    """Take part in the draw."""
    return launches.enter(member, launch, rules_version=launch.rules_version).state
