"""What newcomers do when others announce something."""

from collections.abc import Sequence

from forum.accounts.signals import MemberJoined, MemberLeft, MembersMerged
from forum.channels.signals import ChannelsMerged, MemberRemoved
from forum.commerce import queries as commerce
from forum.commerce.signals import OrderChanged, OrderPaid
from forum.kernel.bus import Listeners, Many, each
from forum.newcomers import actions
from forum.topics.signals import (
    PostDeleted,
    PostPublished,
    PostRestored,
    PostsMoved,
    TagsMerged,
)


def hear_posts(signals: Sequence[PostPublished]) -> None:
    """A post may be somebody's first one, and may answer the first one of somebody else."""
    for one in signals:
        if not one.from_elsewhere:
            actions.note_post(one.post_id, one.author_id)


def hear_change(signal: PostDeleted | PostRestored) -> None:
    """What answered a newcomer may be gone, or back."""
    actions.look_again([signal.topic_id])


def hear_moving(signal: PostsMoved) -> None:
    """First posts and their answers stand elsewhere."""
    actions.move(signal.post_ids, signal.to_topic_id)
    actions.look_again([signal.from_topic_id, signal.to_topic_id])


def hear_arrival(signal: MemberJoined) -> None:
    """Somebody came, perhaps by a link."""
    actions.note_arrival(signal.user_id)


def hear_removal(signal: MemberRemoved) -> None:
    """Who leaves the channel of a circle leaves the circle."""
    actions.note_left(signal.channel_id, signal.user_id)


def hear_order(signal: OrderChanged | OrderPaid) -> None:
    """What somebody bought who came by a link may bring credit to whoever invited them, or no
    longer."""
    buyer_id = commerce.order_by_id(signal.order_id).user_id
    if buyer_id is not None:
        actions.look_at_orders([buyer_id])


def hear_merging(signal: MembersMerged) -> None:
    """What the one has, the other has."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Their links bring nobody any more, and nobody waits for them."""
    actions.let_go(signal.user_id)


def hear_channels_merged(signal: ChannelsMerged) -> None:
    """What was said of the one channel is said of the other."""
    actions.merge_channels(signal.from_id, signal.into_id)


def hear_tags_merged(signal: TagsMerged) -> None:
    """Who cares for the one tag cares for the other."""
    actions.merge_tags(signal.from_id, signal.into_id)


ALL: Listeners = [
    (MemberJoined, each(hear_arrival)),
    (MemberRemoved, hear_removal),
    (PostPublished, Many(hear_posts)),
    (PostDeleted, hear_change),
    (PostRestored, hear_change),
    (PostsMoved, hear_moving),
    (OrderPaid, hear_order),
    (OrderChanged, hear_order),
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
    (ChannelsMerged, hear_channels_merged),
    (TagsMerged, hear_tags_merged),
]
