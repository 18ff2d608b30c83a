"""Reading codes in plain letters: each time is written down."""

from collections.abc import Sequence

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.codes import policy, queries
from forum.codes.models import Code, CodeState, Pool
from forum.kernel.policy import require
from forum.kernel.unit import action


@action
def read(admin: User, code: Code) -> str:
    """The code in plain letters."""
    require(policy.can_arrange(admin))
    audit.record(admin, "codes.read", "code", code.id, after={"holder": code.user_id or 0})
    return code.code


@action
def export(admin: User, pool: Pool) -> Sequence[tuple[str, CodeState]]:
    """All codes of a pool in plain letters, for the shop."""
    require(policy.can_arrange(admin))
    found = queries.all_codes(pool)
    audit.record(admin, "codes.export", "code_pool", pool.id, after={"number": len(found)})
    return found
