"""What notices do when they hear of codes: that the line moved on, or that a pool runs short."""

from forum.codes import queries as codes
from forum.codes.signals import CodeUsedTwice, PerkDelivered, PoolEmpty, PoolLow
from forum.kernel.bus import Listeners
from forum.notices import actions, queries
from forum.notices.kinds import NoticeKind


def hear_delivery(signal: PerkDelivered) -> None:
    """Tell who stood in line that their code is there; the code itself stands in no letter."""
    value = codes.perk_by_id(signal.perk_id).pool.value_text
    key = f"perk:{signal.claim_id}"
    actions.tell_news(NoticeKind.PERK, {signal.user_id: {"value": value}}, key=key)


def hear_low(signal: PoolLow) -> None:
    """Tell those who run the site, while there is time."""
    _tell(signal.pool_id, "low")


def hear_empty(signal: PoolEmpty) -> None:
    """Tell those who run the site."""
    _tell(signal.pool_id, "empty")


def hear_twice(signal: CodeUsedTwice) -> None:
    """Tell those who run the site, once for each order."""
    facts = {"what": "twice", "pool": codes.pool_by_id(signal.pool_id).label}
    told = dict.fromkeys(queries.admins(), facts)
    key = f"code:{signal.code_id}:{signal.order_id}"
    actions.tell_news(NoticeKind.POOL_SHORT, told, key=key)


def _tell(pool_id: int, what: str) -> None:
    pool = codes.pool_by_id(pool_id)
    facts = {"what": what, "pool": pool.label, "pool_id": pool.id}
    told = dict.fromkeys(queries.admins(), facts)
    at = (pool.low_told_at if what == "low" else pool.empty_told_at) or pool.created_at
    key = f"pool:{pool.id}:{what}:{at:%Y%m%d%H%M%S}"
    actions.tell_news(NoticeKind.POOL_SHORT, told, key=key)


ALL: Listeners = [
    (PerkDelivered, hear_delivery),
    (PoolLow, hear_low),
    (PoolEmpty, hear_empty),
    (CodeUsedTwice, hear_twice),
]
