"""What happens to reactions when posts move."""

from forum.kernel.bus import Listeners
from forum.reactions import actions
from forum.topics.signals import PostsMoved


def hear_move(signal: PostsMoved) -> None:
    """Let moved posts count where they stand now."""
    actions.recount([signal.from_topic_id, signal.to_topic_id])


ALL: Listeners = [(PostsMoved, hear_move)]
