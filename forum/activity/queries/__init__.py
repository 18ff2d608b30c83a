"""Every read of the log: what waits, what members come to, and what can be counted."""

from forum.activity.queries.log import (
    ALL_TIME,
    Range,
    day_of,
    deeds_of,
    first_of,
    is_empty,
    last_reversal,
    members_waiting,
    not_settled,
    sums,
    turned_by,
    values,
    visitors_on,
)
from forum.activity.queries.metrics import (
    CONTRIBUTING,
    METRICS,
    OF_ANOTHER,
    WRITING,
    Count,
    Metric,
    Side,
)

__all__ = [
    "ALL_TIME",
    "CONTRIBUTING",
    "METRICS",
    "OF_ANOTHER",
    "WRITING",
    "Count",
    "Metric",
    "Range",
    "Side",
    "day_of",
    "deeds_of",
    "first_of",
    "is_empty",
    "last_reversal",
    "members_waiting",
    "not_settled",
    "sums",
    "turned_by",
    "values",
    "visitors_on",
]
