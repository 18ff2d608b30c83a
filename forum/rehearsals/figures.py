"""Counting a rehearsal: what everybody was told, and what stands in the database of the copy."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import func, select

from forum.codes.models import Code, CodeState
from forum.kernel.db import db
from forum.launches import queries as launched
from forum.launches.gates import Stock
from forum.launches.models import Allocation, EntryState, Launch, LaunchEntry
from forum.rehearsals.copies import Copy
from forum.rehearsals.storms import SILENCE, Answer

# Whoever claims and is still offered it has it, and waits for a code.
HAS = (EntryState.CLAIMED, EntryState.OFFERED)
NO_REFUSAL = (*HAS, EntryState.WAITING, EntryState.ENTERED, SILENCE)


class Wave(Protocol):
    """What happened when one window opened."""

    place: int
    answers: Sequence[Answer]
    stock: Stock


def of(
    copy: Copy, launch: Launch, outcomes: Mapping[int, str], waves: Sequence[Wave]
) -> dict[str, Any]:
    """All figures of a rehearsal, fit for JSON."""
    told = Counter(outcomes.values())
    counts, exact = launched.counts(launch), _exactness(launch)
    return {
        "members": len(copy.kinds),
        "tried": len(outcomes),
        "got": counts[EntryState.CLAIMED] + exact["codes_due"],
        "in_line": counts[EntryState.WAITING],
        "entered": _entered(waves) if launch.allocation == Allocation.DRAW else None,
        "refused": dict(sorted(_refusals(outcomes.values()).items())),
        "silent": told[SILENCE],
        "stock": launch.stock_total,
        "wait": waits([one.waited for wave in waves for one in wave.answers]),
        "answer": waits([one.took for wave in waves for one in wave.answers]),
        "sold_out": _sold_out(waves),
        "windows": [_window(one) for one in waves],
        "tiers": _tiers(copy, outcomes),
        **exact,
    }


def waits(waited: Sequence[int]) -> dict[str, int]:
    """How long people waited, in thousandths of a second."""
    if not waited:
        return {"p50": 0, "p95": 0, "longest": 0}
    ordered = sorted(waited)
    return {
        "p50": ordered[len(ordered) // 2],
        "p95": ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)],
        "longest": ordered[-1],
    }


def _exactness(launch: Launch) -> dict[str, int]:
    """What must never be: more pieces than there are, a code twice, a member with two."""
    mine = LaunchEntry.launch_id == launch.id, LaunchEntry.state.in_(HAS)
    pieces = db.session.scalar(select(func.sum(LaunchEntry.quantity)).where(*mine)) or 0
    given = select(func.count()).select_from(Code).where(Code.state == CodeState.ASSIGNED)
    codes = select(LaunchEntry.code_id).where(LaunchEntry.code_id.is_not(None))
    people = select(LaunchEntry.user_id).where(*mine)
    holders = select(Code.user_id).where(Code.user_id.is_not(None))
    due = select(func.count()).select_from(LaunchEntry)
    return {
        "pieces": int(pieces),
        "codes": db.session.scalar(given) or 0,
        "codes_due": db.session.scalar(due.where(LaunchEntry.code_due_since.is_not(None))) or 0,
        "codes_twice": _repeated(codes.group_by(LaunchEntry.code_id)),
        "with_two": _repeated(people.group_by(LaunchEntry.user_id))
        + _repeated(holders.group_by(Code.user_id)),
        "too_many": max(0, int(pieces) - launch.stock_total) if launch.stock_total else 0,
    }


def _repeated(grouped: Any) -> int:
    several = grouped.having(func.count() > 1).subquery()
    return db.session.scalar(select(func.count()).select_from(several)) or 0


def _entered(waves: Sequence[Wave]) -> int:
    return sum(one.outcome == EntryState.ENTERED for wave in waves for one in wave.answers)


def _window(wave: Wave) -> dict[str, Any]:
    told = Counter(one.outcome for one in wave.answers)
    return {
        "place": wave.place,
        "tried": len(wave.answers),
        "got": sum(told[one] for one in HAS),
        "entered": told[EntryState.ENTERED],
        "in_line": told[EntryState.WAITING],
        "refused": dict(sorted(_refusals(one.outcome for one in wave.answers).items())),
        "left": wave.stock.left,
        "longest": max((one.waited for one in wave.answers), default=0),
    }


def _refusals(outcomes: Any) -> Counter[str]:
    return Counter(one for one in outcomes if one not in NO_REFUSAL)


def _sold_out(waves: Sequence[Wave]) -> dict[str, int] | None:
    """In which window the last one went, and how long that took."""
    for wave in waves:
        if wave.stock.left == 0:
            took = max((one.waited for one in wave.answers if one.outcome in HAS), default=0)
            return {"place": wave.place, "after": took}
    return None


def _tiers(copy: Copy, outcomes: Mapping[int, str]) -> list[dict[str, Any]]:
    members = Counter((one.tier_rank, one.tier) for one in copy.kinds.values())
    got = Counter(copy.kinds[one].tier for one, told in outcomes.items() if told in HAS)
    return [
        {"tier": tier, "members": number, "got": got[tier]}
        for (_rank, tier), number in sorted(members.items(), reverse=True)
    ]
