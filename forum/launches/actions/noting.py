"""Writing into the activity log who took part in a launch. Steps for other actions."""

from forum.activity import actions as activity
from forum.activity import queries as log
from forum.activity.actions import Thing
from forum.activity.models import Deed, DeedKind
from forum.launches.models import LaunchEntry

# What the deed is done with: one's part in the launch.
THING = "launch_entry"


def took_part(entry: LaunchEntry) -> None:
    """Somebody is in a draw, or has taken one. Whoever does both took part once."""
    which = (
        Deed.thing_kind == THING,
        Deed.thing_id == entry.id,
        Deed.kind == DeedKind.TOOK_PART,
        Deed.stands.is_(True),
    )
    if log.is_empty(which):
        activity.record(DeedKind.TOOK_PART, entry.user_id, Thing(THING, entry.id))


def gave_up(entry: LaunchEntry) -> None:
    """They left the draw before it took place, or handed back what they had."""
    activity.reverse(Thing(THING, entry.id), by_id=None, kinds={DeedKind.TOOK_PART})
