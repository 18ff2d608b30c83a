"""Who may react to a post that they may read."""

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.topics.models import Post, State


def can_react(viewer: Viewer, post: Post) -> Verdict:
    """Whether the viewer may give and take back reactions. The post knows its topic and channel."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if post.state != State.PUBLISHED or post.topic.state != State.PUBLISHED:
        return deny("post_not_open")
    if post.author_id == viewer.id:
        return deny("own_post")
    if post.topic.channel.is_archived:
        return deny("channel_archived")
    return deny("silenced") if viewer.is_silenced else ALLOW
