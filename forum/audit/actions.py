"""Writing down what staff did."""

import json
from typing import Any

from forum.accounts.models import User
from forum.audit import queries, seals
from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import as_json, db
from forum.kernel.turns import wait_for_turn
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
        before=_as_stored(before),
        after=_as_stored(after),
        at=clock.now(),
    )
    wait_for_turn("audit")
    entry.id = queries.next_number()
    entry.seal = seals.seal(entry, queries.last_seal())
    db.session.add(entry)
    db.session.flush()
    return entry


def _as_stored(values: dict[str, Any] | None) -> dict[str, Any]:
    """The values as they come back from the database, because the seal is compared with those."""
    stored: dict[str, Any] = json.loads(as_json(values or {}))
    return stored
