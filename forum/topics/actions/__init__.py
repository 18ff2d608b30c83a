"""Every write to topics and posts."""

from forum.topics.actions.publishing import hold, publish, reject
from forum.topics.actions.texts import NewPost, NewTopic
from forum.topics.actions.writing import reply, start

__all__ = ["NewPost", "NewTopic", "hold", "publish", "reject", "reply", "start"]
