"""What the jobs slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class JobsRetried:
    """Work that was given up is owed again, because a staff member said so."""

    job_ids: tuple[int, ...]
    by_id: int
