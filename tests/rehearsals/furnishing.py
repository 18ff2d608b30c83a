"""Rehearsals in every state, with everything that a report can say."""

from collections.abc import Sequence
from typing import Any

from forum.accounts.models import User
from forum.kernel import clock
from forum.rehearsals.models import Rehearsal, RunState
from forum.rehearsals.words import FAILURES, REFUSALS
from tests.support import make

NUMBERED = ("codes_twice", "with_two", "too_many", "silent", "codes_due", "left_over")
PLACED = ("gone_before", "nobody_yet", "nobody_in")
PLAIN = ("no_stock", "no_pool")


def problems(number: int) -> list[dict[str, Any]]:
    """One of each, about so many."""
    return [
        *({"word": one, "number": number} for one in NUMBERED),
        *({"word": one, "place": number} for one in PLACED),
        *({"word": one} for one in PLAIN),
        {"word": "pool_short", "codes": 40, "pieces": 100},
        {"word": "pool_small", "codes": 40, "members": 2000},
    ]


def figures(number: int = 2, **given: Any) -> dict[str, Any]:
    """What came out of a rehearsal with two windows."""
    window = {
        "tried": 9,
        "got": number,
        "entered": 0,
        "in_line": 4,
        "refused": {},
        "left": 0,
        "longest": 812,
    }
    return {
        "members": 20,
        "tried": 20,
        "got": number,
        "in_line": 9,
        "entered": None,
        "refused": dict.fromkeys(REFUSALS, 1),
        "silent": 0,
        "stock": 2,
        "wait": {"p50": 310, "p95": 790, "longest": 812},
        "answer": {"p50": 110, "p95": 290, "longest": 312},
        "sold_out": {"place": 1, "after": 420},
        "windows": [window | {"place": one} for one in (1, 2, 0)],
        "tiers": [{"tier": "", "members": 20, "got": number}],
        "pieces": number,
        "codes": number,
        "codes_due": 0,
        "codes_twice": 0,
        "with_two": 0,
        "too_many": 0,
        "seconds": 3.1,
        "problems": [],
    } | given


def rehearsal(launch_id: int, **given: Any) -> Rehearsal:
    """One that went well, unless told otherwise."""
    now = clock.now()
    row = {"state": RunState.DONE, "members": 20, "asked_at": now, "ended_at": now}
    return make.save(Rehearsal(launch_id=launch_id, **({"figures": figures()} | row | given)))


def every_rehearsal(owner: User, launch_ids: Sequence[int]) -> None:
    """For each of the launches others: with everything amiss, with nothing, failed, still open."""
    first, second, third, fourth, fifth, *_ = launch_ids
    for number in (1, 2):
        found = figures(number, problems=problems(number))
        rehearsal(first, asked_by_id=owner.id, figures=found)
    rehearsal(second, figures=figures(entered=4))
    for word in FAILURES:
        failed = {"state": RunState.FAILED, "reason": word, "details": "zzno"}
        rehearsal(third, figures={}, **failed)
    rehearsal(fourth, state=RunState.QUEUED, figures={}, ended_at=None)
    rehearsal(fifth, state=RunState.RUNNING, progress=40, figures={}, ended_at=None)
