"""Writing down who mostly cheers whom."""

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel.unit import action
from forum.points import queries


@action
def note_pairs() -> int:
    """Write down pairs that are new, and those that are over; returns how many lines that were."""
    now, before = queries.pairs_by_figures(), queries.pairs_on()
    for low, high in sorted(now ^ before):
        is_on = (low, high) in now
        thing = Thing("member", low)
        activity.record(DeedKind.PAIRED, low, thing, to_id=high, size=int(is_on))
    return len(now ^ before)
