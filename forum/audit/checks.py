"""Promises about the audit log."""

from collections.abc import Iterator

from forum.audit import queries
from forum.kernel.manifest import Check


def broken_seals() -> Iterator[str]:
    """Entries that were changed, or before which one was taken out."""
    for entry_id in queries.broken_seals():
        yield f"audit entry {entry_id} was changed, or the one before it is gone"


ALL = [Check("the audit log is as it was written", broken_seals)]
