"""What launches do when accounts become one, or somebody leaves."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.codes.signals import CodeGivenBack, CodeVoided, PoolFilled
from forum.kernel.bus import Listeners
from forum.launches import actions


def hear_merging(signal: MembersMerged) -> None:
    """What the one has, the other has."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """What they had goes to whoever is next."""
    actions.let_go(signal.user_id)


def hear_filled(_signal: PoolFilled) -> None:
    """There are codes for those who wait."""
    actions.move_on()


def hear_lost(signal: CodeVoided | CodeGivenBack) -> None:
    """Whoever had the code waits for another one; and it may be there for somebody else."""
    actions.lose_code(signal.code_id)


ALL: Listeners = [
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
    (PoolFilled, hear_filled),
    (CodeVoided, hear_lost),
    (CodeGivenBack, hear_lost),
]
