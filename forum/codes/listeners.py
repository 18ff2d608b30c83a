"""What codes do when others announce something, and when codes come free."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.codes import actions
from forum.codes.models import PerkGuest
from forum.codes.signals import CodeGivenBack, CodeVoided, PoolFilled
from forum.commerce.signals import OrderPaid, OrderRefunded
from forum.kernel import handover
from forum.kernel.bus import Listeners, each


def hear_merging(signal: MembersMerged) -> None:
    """What the one has, the other has."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Whoever left stands on no list and in no line."""
    handover.let_go(PerkGuest.user_id, of=signal.user_id)
    actions.leave_line(signal.user_id)


def hear_void(signal: CodeVoided) -> None:
    """Whoever had the code as a perk waits for another one."""
    actions.let_wait(signal.code_id)


def hear_given_back(signal: CodeGivenBack) -> None:
    """The one does not have it any more, and another one may."""
    actions.let_wait(signal.code_id)


def hear_filled(_signal: PoolFilled) -> None:
    """There are codes for those who wait."""
    actions.move_line()


def hear_payment(signal: OrderPaid) -> None:
    """The codes of a paid order were used."""
    actions.redeem(signal.order_id, signal.codes, user_id=signal.user_id, at=signal.at)


def hear_refund(signal: OrderRefunded) -> None:
    """What was wholly given back brought nothing."""
    if signal.whole:
        actions.note_refund(signal.order_id, signal.at)


ALL: Listeners = [
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
    (CodeVoided, hear_void),
    (CodeGivenBack, hear_given_back),
    (PoolFilled, hear_filled),
    (OrderPaid, each(hear_payment)),
    (OrderRefunded, each(hear_refund)),
]
