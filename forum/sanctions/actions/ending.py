"""Telling a member that the time of a silence or a suspension has passed."""

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.policy import NotFound
from forum.kernel.unit import action
from forum.sanctions import letters, queries
from forum.sanctions.models import Sanction, SanctionKind
from forum.sanctions.signals import SanctionEnded

END_JOB = "sanctions.end"


@action
def tell_of_end(sanction_id: int) -> None:
    """Tell it once, unless something of the same kind goes on, or the member is not here."""
    try:
        sanction = queries.held_sanction(sanction_id)
    except NotFound:
        return
    if sanction.is_lifted or not sanction.is_over or sanction.end_told_at is not None:
        return
    sanction.end_told_at = clock.now()
    user = accounts.fresh_member(sanction.user_id)
    if user.deactivated_at is None and not _goes_on(sanction):
        announce(SanctionEnded(sanction.id, user.id, str(sanction.kind)))
        letters.ended(queries.sanction_of(user.id, sanction.id))


def _goes_on(sanction: Sanction) -> bool:
    bounds, now = queries.bounds_of(sanction.user_id), clock.now()
    is_silence = sanction.kind == SanctionKind.SILENCE
    until = bounds.silenced_until if is_silence else bounds.suspended_until
    return bounds.is_removed or (until is not None and until > now)
