"""The seal of an audit entry: a hash over what it says and over the seal before it.

Seals of the second kind begin with a mark and cover the number of the line as well, so that the
end of the log cannot be taken out and numbered anew. Older lines keep the seals that they bear.
"""

import hashlib
import json
from datetime import UTC
from typing import Any

from forum.audit.models import AuditEntry

FIRST = "0" * 64
NUMBERED = "2:"
# As many signs as a seal may have.
LENGTH = 64


def seal(entry: AuditEntry, before: str) -> str:
    """The seal that a new entry must bear when the one before it bears the given seal."""
    text = json.dumps([entry.id, *_said(entry, before)], sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{NUMBERED}{digest}"[:LENGTH]


def is_numbered(seal: str) -> bool:
    """Whether a seal covers the number of its line."""
    return seal.startswith(NUMBERED)


def fitting(entry: AuditEntry, before: str) -> str:
    """The seal that an entry of the log must bear, of the kind that it bears.

    After a seal that covers the number there is none that does not.
    """
    numbered = is_numbered(entry.seal) or is_numbered(before)
    return seal(entry, before) if numbered else _unnumbered(entry, before)


def _unnumbered(entry: AuditEntry, before: str) -> str:
    text = json.dumps(_said(entry, before), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _said(entry: AuditEntry, before: str) -> list[Any]:
    return [
        before,
        entry.actor_id,
        entry.verb,
        entry.target_kind,
        entry.target_id,
        entry.before,
        entry.after,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
