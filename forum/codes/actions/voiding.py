"""Making a code worthless, with a reason."""

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.codes import policy, queries
from forum.codes.actions.telling import tell_if_short
from forum.codes.models import Code, CodeState
from forum.codes.signals import CodeVoided
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.markup.typed import clean


@action
def void(admin: User, code: Code, *, reason: str) -> None:
    """Let nobody have the code any more; whoever had it is free to get another one."""
    db.session.refresh(code, ["state", "user_id"], with_for_update=True)
    require(policy.can_void(admin, code))
    words = clean(reason).strip()
    if not words:
        raise Invalid("reason", "no_words")
    if len(words) > policy.LONGEST_REASON:
        raise Invalid("reason", "too_long", most=policy.LONGEST_REASON)
    user_id, code.user_id = code.user_id, None
    code.state, code.void_reason, code.voided_at = CodeState.VOID, words, clock.now()
    db.session.flush()
    after = {"reason": words, "holder": user_id or 0}
    audit.record(admin, "codes.void", "code", code.id, after=after)
    announce(CodeVoided(code.id, code.pool_id, user_id))
    tell_if_short(queries.pool_by_id(code.pool_id))
