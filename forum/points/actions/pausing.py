"""Writing down when somebody is suspended: for so long nothing gives them points."""

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel.unit import action
from forum.sanctions import queries as sanctions
from forum.sanctions.models import SanctionKind

SANCTION = "sanction"
PAUSING = {SanctionKind.SUSPENSION, SanctionKind.REMOVAL}


@action
def pause(sanction_id: int) -> None:
    """A sanction holds: if it shuts the member out, the log says until when."""
    held = sanctions.sanction_by_id(sanction_id)
    if held.kind in PAUSING:
        until = held.ends_at.isoformat() if held.ends_at else ""
        thing = Thing(SANCTION, held.id)
        activity.record(DeedKind.PAUSED, None, thing, to_id=held.user_id, words=until)


@action
def unpause(sanction_id: int) -> None:
    """A sanction was taken back: the points of its time count as if it had never been."""
    thing = Thing(SANCTION, sanction_id)
    activity.reverse(thing, by_id=None, kinds={DeedKind.PAUSED})
