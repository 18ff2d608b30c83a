"""Writing down what staff did."""

from typing import Any

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def record(
    actor: User | None,
    verb: str,
    kind: str,
    target_id: int,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Note an act, in the transaction of the act; no actor means the command line.

    The verb is the full name of the action (`topics.close`); kind and id name what was acted on.
    Before and after hold what changed, fit for JSON.
    """
    entry = AuditEntry(
        actor_id=actor.id if actor else None,
        verb=verb,
        target_kind=kind,
        target_id=target_id,
        before=before or {},
        after=after or {},
    )
    db.session.add(entry)
    db.session.flush()
    return entry
