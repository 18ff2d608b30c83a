"""What makes a case urgent: severity, flags, reach, care and wait. Nothing here reads or writes.

Each part is a small mapping with `part`, `points`, a `word` where there are several of its kind,
and the figures with which a page says why. What the parts come to is the priority, from 0 to 100.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from math import log10
from types import MappingProxyType
from typing import Any

from forum.moderation.models import Band

Part = dict[str, Any]
MOST = 100
# What breaking a clause of the guidelines does, by the word for the harm.
BY_HARM: Mapping[str, int] = MappingProxyType(
    {
        "safety": 60,
        "private": 55,
        "hate": 45,
        "unsafe_claim": 40,
        "scam": 35,
        "advert": 20,
        "other": 15,
        "off_topic": 8,
    }
)
CUSTOMER_WAITS = 15
FIRST_POST = 12
# Of a reason for which its kind names no severity.
UNKNOWN = 12

SEVERITY, FLAGS, REACH, CARE, WAIT, PROTOCOL, LIKENESS = (
    "severity",
    "flags",
    "reach",
    "care",
    "wait",
    "protocol",
    "likeness",
)
MOST_BY_FLAGS = 25.0
EACH_FLAG = 2.5
MOST_BY_REACH = 15.0
EACH_TENFOLD = 5
NEWCOMER_DAYS = 7
BY_NEWCOMER = 5
BY_INCIDENT = 15
MOST_BY_WAIT = 20
# It never moves a case into another band: at ten points it is due a fifth earlier.
MOST_BY_LIKENESS = 10
# From this severity on, waiting counts eight times as fast.
SEVERE = 35
STEP_OF_SEVERE = timedelta(minutes=30)
STEP = timedelta(hours=4)

ALWAYS_URGENT = 55
FROM: Sequence[tuple[int, Band]] = ((70, Band.URGENT), (45, Band.HIGH), (25, Band.NORMAL))
TIME: Mapping[Band, timedelta] = MappingProxyType(
    {
        Band.URGENT: timedelta(minutes=30),
        Band.HIGH: timedelta(hours=2),
        Band.NORMAL: timedelta(hours=12),
        Band.LOW: timedelta(hours=48),
    }
)


def flag_weight(*, standing: int, agreed: int, disagreed: int) -> float:
    """What one flag adds: by standing from 0 to 4, and by how often its author was right."""
    right = (agreed + 2) / (agreed + disagreed + 4)
    return (1 + standing) * right * EACH_FLAG


def by_severity(severity: int, word: str) -> Part:
    """How bad it is, and by which word: of a harm, or of a reason."""
    return {"part": SEVERITY, "points": severity, "word": word}


def by_flags(
    weights: Sequence[float],
    *,
    clause: str = "",
    right: int | None = None,
    decided: int | None = None,
) -> Part:
    """What members said: the weight of each flag; of how many flags of theirs that the team has
    decided on they were right in how many percent."""
    points = round(min(MOST_BY_FLAGS, sum(weights)), 1)
    part: Part = {"part": FLAGS, "points": points, "word": clause, "count": len(weights)}
    known = {"right": right, "decided": decided}
    return part | {name: figure for name, figure in known.items() if figure is not None}


def by_reach(views: int) -> Part:
    """How many looked at it within the last hour."""
    points = round(min(MOST_BY_REACH, EACH_TENFOLD * log10(1 + max(0, views))), 1)
    return {"part": REACH, "points": points, "word": "", "views": views}


def by_newcomer(age: timedelta) -> Part:
    """Care for somebody who has been here for less than a week; no points for others."""
    points = BY_NEWCOMER if age < timedelta(days=NEWCOMER_DAYS) else 0
    return {"part": CARE, "points": points, "word": "newcomer", "days": max(0, age.days)}


def by_incident() -> Part:
    """Care for what belongs to an incident."""
    return {"part": CARE, "points": BY_INCIDENT, "word": "incident"}


def by_likeness(points: int, *, share: int, decisions: int) -> Part:
    """How much it reads like what was removed: of a hundred such texts, learned from decisions."""
    return {
        "part": LIKENESS,
        "points": min(MOST_BY_LIKENESS, points),
        "word": "",
        "share": share,
        "decisions": decisions,
    }


def by_wait(severity: int, waited: timedelta) -> Part:
    """How long it has waited, so that nothing waits for ever."""
    points = min(MOST_BY_WAIT, max(timedelta(), waited) // step_of(severity))
    return {"part": WAIT, "points": points, "word": "", "minutes": waited // timedelta(minutes=1)}


def next_wait(severity: int, waited: timedelta) -> timedelta | None:
    """In how long waiting gives the next point, or None when it gives no more."""
    step = step_of(severity)
    given = max(timedelta(), waited) // step
    return None if given >= MOST_BY_WAIT else (given + 1) * step - waited


def step_of(severity: int) -> timedelta:
    """How long a case waits for one point."""
    return STEP_OF_SEVERE if severity >= SEVERE else STEP


def without(parts: Iterable[Part], *names: str) -> list[Part]:
    """The parts but for those of these names."""
    return [part for part in parts if part["part"] not in names]


def with_points(*parts: Iterable[Part]) -> list[Part]:
    """The parts that add something, in one list."""
    return [part for part in chain(*parts) if part["points"]]


def total(parts: Iterable[Part]) -> int:
    """The priority that the parts come to. What falls short of a point does not count."""
    return min(MOST, int(sum(float(part["points"]) for part in parts) + 1e-6))


def band_of(priority: int, severity: int) -> Band:
    """How soon a case of this priority and severity should be decided."""
    if severity >= ALWAYS_URGENT:
        return Band.URGENT
    return next((band for least, band in FROM if priority >= least), Band.LOW)


def rank_of(band: Band, due_at: datetime, now: datetime) -> int:
    """The place of a case in the queue, from 0, which comes first: once late, one before others."""
    return max(0, band.rank - 1) if due_at <= now else band.rank
