"""Credit for whoever invited somebody who bought and kept it: given once, and taken back."""

from collections.abc import Collection, Sequence

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import Deed, DeedKind
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.newcomers import queries
from forum.newcomers.queries import LOOKED_AT, Judged

TURN = "newcomers.credits"


@action
def look_at_orders(members: Collection[int] | None = None) -> int:
    """Give credit for what these members, or all who came by links, have kept by now, and take
    back what is no more; returns for how many of them something changed."""
    if members is not None and not queries.came_by_links(members):
        return 0
    wait_for_turn(TURN)
    everybody = queries.judged(members)
    deeds = queries.credits_given([one.invited.user_id for one in everybody])
    return sum(_put_right(one, deeds.get(one.invited.user_id, [])) for one in everybody)


def look_at_guests(member_id: int) -> None:
    """Look at a member, and at those whom they invited: a step of other actions."""
    look_at_orders([member_id, *queries.guests_of(member_id)])


def _put_right(one: Judged, deeds: Sequence[Deed]) -> bool:
    wanted = one.inviter_id, one.order_id
    gone = [deed for deed in deeds if (deed.who_id, deed.thing_id) != wanted]
    for deed in gone:
        if deed.who_id is not None:
            thing = Thing(deed.thing_kind, deed.thing_id)
            activity.take_back(thing, DeedKind.BROUGHT_CUSTOMER, deed.who_id, by_id=None)
    is_new = one.order_id is not None and len(gone) == len(deeds)
    if is_new and one.order_id is not None:
        _give(one, one.order_id)
    was = one.invited.credit
    one.invited.credit = one.credit
    if one.credit in LOOKED_AT:
        one.invited.credit_least = one.least
    return bool(gone) or is_new or was != one.credit


def _give(one: Judged, order_id: int) -> None:
    thing, guest = Thing("order", order_id), one.invited.user_id
    activity.record(DeedKind.BROUGHT_CUSTOMER, one.inviter_id, thing, to_id=guest, at=one.at)
