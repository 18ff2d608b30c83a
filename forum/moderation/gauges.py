"""Numbers about the queue for monitoring."""

from forum.kernel.manifest import Gauge
from forum.moderation import queries

ALL = [
    Gauge("cases_waiting", "Cases that wait for a decision.", queries.waiting_count),
    Gauge("cases_late", "Cases that wait longer than they should.", queries.late_count),
]
