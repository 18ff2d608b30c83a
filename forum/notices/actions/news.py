"""Telling people of what is not said in a topic: tiers, thanks, messages, newcomers."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete

from forum.accounts.models import Standing, User
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.messages import queries as messages
from forum.newcomers.models import Circle, FirstPost, InvitationSource
from forum.notices import news, queries
from forum.notices.actions.making import Event, tell, uncount_unread
from forum.notices.kinds import NoticeKind
from forum.notices.models import Notice
from forum.notices.signals import NoticesRead
from forum.recognition.models import GroupGoal, Thanks
from forum.tiers import queries as tiers
from forum.topics.models import Post, Topic

# So many are told in one transaction of what concerns everybody.
BATCH = 100


@action
def tell_news(
    kind: NoticeKind,
    told: Mapping[int, Mapping[str, Any]],
    *,
    key: str,
    doer_id: int | None = None,
) -> None:
    """Tell these people, each with their own facts, of an event that has this key."""
    hearers = queries.hearers(told, channel_id=None, doer_id=doer_id)
    tell(
        [
            (hearer, Event(kind, key, actor_id=doer_id, facts=told[hearer.user.id]))
            for hearer in hearers
        ],
        channel=None,
    )


@action
def tell_of_tier(
    kind: NoticeKind, membership_id: int, user_id: int, *, tier_id: int, **facts: Any
) -> None:
    """Tell a member what became of a tier of theirs."""
    facts |= news.facts_of_tier(tiers.tier_by_id(tier_id))
    tell_news(kind, {user_id: facts}, key=f"{kind}:{membership_id}")


@action
def tell_of_follower(who_id: int, whom_id: int) -> None:
    """Tell a member who follows them: once of each person."""
    tell_news(NoticeKind.FOLLOWER, {whom_id: {}}, key=f"follower:{who_id}", doer_id=who_id)


@action
def tell_of_standing(user_id: int, before: Standing, after: Standing) -> None:
    """Tell a member what they may do from now on. What it was before is said no more."""
    key = f"standing:{after}:{clock.now().date()}"
    tell_news(NoticeKind.STANDING, {user_id: {"before": before, "after": after}}, key=key)


@action
def tell_of_thanks(thanks_id: int) -> None:
    """Tell a member who thanks them, at the post that it is about if there is one."""
    given = db.session.get_one(Thanks, thanks_id)
    post = db.session.get(Post, given.post_id) if given.post_id else None
    event = Event(
        NoticeKind.THANKS,
        _key_of_thanks(given.id),
        actor_id=given.author_id,
        topic_id=post.topic_id if post else None,
        post_id=post.id if post else None,
        facts={"value": given.value, "note": given.note},
    )
    topic = db.session.get_one(Topic, post.topic_id) if post else None
    channel = db.session.get_one(Channel, topic.channel_id) if topic else None
    seat = channel.id if channel else None
    hearers = queries.hearers([given.to_id], channel_id=seat, doer_id=given.author_id)
    tell([(hearer, event) for hearer in hearers], channel=channel)


@action
def forget_thanks(thanks_id: int, user_id: int) -> None:
    """Thanks were taken back: nobody is told of them any more, read or not."""
    gone = delete(Notice).where(Notice.user_id == user_id, Notice.key == _key_of_thanks(thanks_id))
    found = db.session.execute(gone.returning(Notice.read_at)).first()
    if found is not None and found[0] is None:
        uncount_unread(user_id, 1)
        announce(NoticesRead(user_id))


@action
def tell_of_messages(conversation_id: int, author_id: int) -> None:
    """Tell the others of a conversation that there is something new, gathered until they read."""
    told = {
        one.user_id: {"conversation": conversation_id}
        for one in messages.people_in(conversation_id)
        if one.is_here and not one.is_muted and one.user_id != author_id
    }
    key = key_of_conversation(conversation_id)
    tell_news(NoticeKind.MESSAGE, told, key=key, doer_id=author_id)


@action
def tell_of_newcomer(kind: NoticeKind, first_post_id: int, user_ids: Collection[int]) -> None:
    """Tell who looks after newcomers about somebody's first post."""
    first = db.session.get(FirstPost, first_post_id)
    post = db.session.get(Post, first.post_id) if first else None
    if first is None or post is None:
        return
    event = Event(
        kind,
        f"{kind}:{first.id}",
        actor_id=first.user_id,
        topic_id=post.topic_id,
        post_id=post.id,
    )
    hearers = queries.hearers(user_ids, channel_id=None)
    tell([(hearer, event) for hearer in hearers], channel=None)


@action
def tell_of_source(source_id: int) -> None:
    """Tell the team whose invitations count nobody any more."""
    source = db.session.get_one(InvitationSource, source_id)
    by = db.session.get(User, source.member_id) if source.member_id else None
    facts = {"source": source.name or (by.display_name if by else "")}
    _tell_staff(NoticeKind.SOURCE_PAUSED, f"{source.id}:{source.paused_at}", facts)


@action
def tell_of_circle(circle_id: int) -> None:
    """Tell the team in which circle somebody's place is to be looked at: once a day."""
    circle = db.session.get_one(Circle, circle_id)
    key = f"{circle.id}:{clock.now().date()}"
    _tell_staff(NoticeKind.CIRCLE_DUE, key, {"circle": circle.name})


def _tell_staff(kind: NoticeKind, key: str, facts: Mapping[str, Any]) -> None:
    tell_news(kind, dict.fromkeys(queries.staff(), facts), key=f"{kind}:{key}")


@action
def tell_of_goal(goal_id: int, *, beyond: int) -> int | None:
    """Tell a batch of members, those with ids after `beyond`, that a goal is reached; says where
    the next one begins."""
    goal = db.session.get(GroupGoal, goal_id)
    if goal is None:
        return None
    ids = queries.members_beyond(beyond, limit=BATCH)
    facts = {"title": goal.title, "reward": goal.reward}
    tell_news(NoticeKind.GOAL, dict.fromkeys(ids, facts), key=f"goal:{goal_id}")
    return ids[-1] if len(ids) == BATCH else None


def _key_of_thanks(thanks_id: int) -> str:
    return f"thanks:{thanks_id}"


def key_of_conversation(conversation_id: int) -> str:
    """Under which what is new in a conversation is gathered."""
    return f"conversation:{conversation_id}"
