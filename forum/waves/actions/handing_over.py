"""What becomes of waves when two accounts become one."""

from forum.kernel import handover
from forum.kernel.unit import action
from forum.waves.models import Wave


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one account decided, the other did."""
    handover.hand_over(Wave.decided_by_id, from_id=from_id, into_id=into_id)
