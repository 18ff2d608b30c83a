"""What newcomers say they care for, and what they are asked."""

from collections.abc import Sequence

from sqlalchemy import delete

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.newcomers import policy, queries
from forum.newcomers.models import GreetingOffer, Interest
from forum.reading import actions as reading
from forum.reading import queries as levels
from forum.reading.models import Level


@action
def say_interests(member: User, keys: Sequence[str]) -> None:
    """Keep what a member cares for, and let them follow its channels. Raises Invalid.

    What they had chosen about a channel themselves stays.
    """
    there = {choice.key: choice for choice in queries.choices(member)}
    wanted = [key for key in dict.fromkeys(keys) if key in there]
    if len(wanted) > policy.MOST_INTERESTS:
        raise Invalid("interests", "too_many", most=policy.MOST_INTERESTS)
    gone = delete(Interest).where(Interest.user_id == member.id)
    db.session.execute(gone.execution_options(synchronize_session=False))
    for key in wanted:
        channel_id, tag_id = _read(key)
        db.session.add(Interest(user_id=member.id, channel_id=channel_id, tag_id=tag_id))
        channel = there[key].channel
        if channel is not None and levels.level_in(member, channel) == Level.NORMAL:
            reading.follow_channel(member, channel, Level.FOLLOWING)
    db.session.flush()


@action
def offer(admin: User, keys: Sequence[str]) -> None:
    """Choose what newcomers are asked about; nothing leaves it to the forum. Raises Invalid."""
    require(policy.can_arrange(admin))
    there = {choice.key for choice in queries.all_choices(admin)}
    wanted = [key for key in dict.fromkeys(keys) if key in there]
    if len(wanted) > policy.MOST_OFFERS:
        raise Invalid("offers", "too_many", most=policy.MOST_OFFERS)
    before = list(queries.offered_keys())
    db.session.execute(delete(GreetingOffer))
    for position, key in enumerate(wanted):
        channel_id, tag_id = _read(key)
        db.session.add(GreetingOffer(channel_id=channel_id, tag_id=tag_id, position=position))
    db.session.flush()
    said = {"before": {"offers": before}, "after": {"offers": wanted}}
    audit.record(admin, "newcomers.offer", "setting", 0, **said)


def _read(key: str) -> tuple[int | None, int | None]:
    number = int(key[1:])
    return (number, None) if key.startswith("c") else (None, number)
