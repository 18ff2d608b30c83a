"""Numbers about the queue for monitoring."""

from forum.kernel.manifest import Gauge
from forum.moderation import queries

ALL = [
    Gauge("cases_waiting", "Cases that wait for a decision.", queries.waiting_count),
    Gauge(
        "cases_by_state",
        "Cases that nobody has decided, by where they are on their way.",
        queries.counts_by_state,
        label="state",
    ),
    Gauge("cases_late", "Cases that wait longer than they should.", queries.late_count),
]
