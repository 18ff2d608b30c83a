"""How much a member may write: what their standing allows. Each refusal says what lifts it.

What is counted by the day is asked by one request of a member at a time, so that of two in one
moment the second sees the first.
"""

from datetime import timedelta

from forum.accounts.models import User
from forum.channels.policy import Seat
from forum.kernel import clock
from forum.kernel.turns import wait_for_turn
from forum.markup.render import Rendered
from forum.standing import queries as standing
from forum.standing.policy import limit
from forum.standing.settings import NO_LIMIT, Limit
from forum.topics import policy, queries
from forum.topics.models import Topic

DAY = timedelta(hours=24)


def check_text(author: User, seat: Seat, text: Rendered, *, before: Rendered | None = None) -> None:
    """What a text may hold. Raises Invalid; what stood there before may stay."""
    if policy.can_moderate(author, seat):
        return
    for which in (Limit.LINKS, Limit.PICTURES, Limit.MENTIONS):
        count = _count(text, which)
        if before is None or count > _count(before, which):
            standing.require_within(author, which, count, field="body")


def check_topics(author: User, seat: Seat) -> None:
    """How many topics somebody starts in a day. Raises Invalid."""
    if not policy.can_moderate(author, seat) and limit(author, Limit.TOPICS) < NO_LIMIT:
        wait_for_turn(f"topics:{author.id}")
        started = queries.topics_started(author, since=clock.now() - DAY)
        standing.require_within(author, Limit.TOPICS, started + 1, field="body")


def check_replies(author: User, topic: Topic, seat: Seat) -> None:
    """How many replies somebody writes in a day, messages aside. Raises Invalid."""
    if policy.can_moderate(author, seat) or topic.is_standing:
        return
    if limit(author, Limit.REPLIES) < NO_LIMIT:
        wait_for_turn(f"replies:{author.id}")
        written = queries.replies_written(author, since=clock.now() - DAY)
        standing.require_within(author, Limit.REPLIES, written + 1, field="body")


def _count(text: Rendered, which: Limit) -> int:
    held = {Limit.LINKS: text.links, Limit.PICTURES: text.uploads, Limit.MENTIONS: text.mentions}
    return len(held[which])
