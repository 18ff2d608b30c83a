"""Numbers about work for monitoring."""

from collections.abc import Mapping

from forum.jobs import queries
from forum.kernel import clock
from forum.kernel.manifest import Gauge

# What monitoring reads when no worker ever ran: longer than any alarm waits.
NEVER = 10.0**9


def jobs() -> Mapping[str, float]:
    """How many jobs there are in each stage but the last."""
    return {str(stage): number for stage, number in queries.counts().items()}


def silence() -> float:
    """Seconds since a worker last said that it lives."""
    pulse = queries.last_pulse()
    return NEVER if pulse is None else (clock.now() - pulse).total_seconds()


ALL = [
    Gauge("jobs", "Jobs by stage: waiting, running, failed.", jobs, label="stage"),
    Gauge("worker_silence_seconds", "Seconds since a worker last said that it lives.", silence),
]
