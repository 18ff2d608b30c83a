"""What rules do once a text is stored: pass its case on, sort its topic, answer it."""

from collections.abc import Sequence

from forum.answering import actions as answering
from forum.answering.models import Kind
from forum.automod import queries
from forum.automod.deeds import Deed, Do
from forum.automod.judging import Live
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.replies import actions as replies
from forum.topics.models import Post
from forum.topics.queries import POST


@action
def follow(rules: Sequence[Live], post_id: int) -> None:
    """Do what the rules ask for with this post; a case is sent on only where there is one."""
    did = [(rule.id, deed) for rule in rules for deed in rule.deeds]
    for rule_id, deed in did:
        _do(rule_id, deed, post_id)


def _do(rule_id: int, deed: Deed, post_id: int) -> None:
    if deed.do == Do.ASSIGN:
        person_id = queries.person_of(deed.choice)
        if person_id is None:
            moderation.send_to(POST, post_id, deed.choice)
        else:
            moderation.give_to(POST, post_id, person_id)
    elif deed.do == Do.REPLY:
        replies.answer_by_rule(rule_id, reply_id=int(deed.choice), post_id=post_id)
    elif deed.do == Do.SORT:
        post = db.session.get_one(Post, post_id)
        if post.is_first:
            answering.sort_topic(post.topic_id, Kind(deed.choice))
