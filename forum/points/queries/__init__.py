"""Every read of points: what the log holds, what members have, what the rules still give."""

from forum.points.queries.balances import DAYS, Balance, balance_of, left_to_spend, status_points
from forum.points.queries.comparing import compared, differences
from forum.points.queries.explaining import Sum, sums_of
from forum.points.queries.ledger import (
    GOAL,
    LedgerLine,
    Left,
    LineState,
    channel_names,
    ledger_of,
    left_today,
)
from forum.points.queries.log import (
    Bounds,
    Read,
    everybody,
    receivers_from,
    rules,
    strays,
    touched,
    version_count,
    within,
)
from forum.points.queries.pairing import Pair, pairs, pairs_by_figures, pairs_on
from forum.points.queries.welcomes import first_welcomes

__all__ = [
    "DAYS",
    "GOAL",
    "Balance",
    "Bounds",
    "LedgerLine",
    "Left",
    "LineState",
    "Pair",
    "Read",
    "Sum",
    "balance_of",
    "channel_names",
    "compared",
    "differences",
    "everybody",
    "first_welcomes",
    "ledger_of",
    "left_to_spend",
    "left_today",
    "pairs",
    "pairs_by_figures",
    "pairs_on",
    "receivers_from",
    "rules",
    "status_points",
    "strays",
    "sums_of",
    "touched",
    "version_count",
    "within",
]
