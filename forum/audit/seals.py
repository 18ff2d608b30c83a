"""The seal of an audit entry: a hash over what it says and over the seal before it."""

import hashlib
import json
from datetime import UTC

from forum.audit.models import AuditEntry

FIRST = "0" * 64


def seal(entry: AuditEntry, before: str) -> str:
    """The seal that the entry must bear when the one before it bears the given seal."""
    said = [
        before,
        entry.actor_id,
        entry.verb,
        entry.target_kind,
        entry.target_id,
        entry.before,
        entry.after,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
