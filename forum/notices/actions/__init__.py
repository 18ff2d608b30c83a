"""Every change to notices and to what members want to be told."""

from forum.notices.actions.digests import pass_over, purge_digests, write_digest
from forum.notices.actions.leaving import let_go
from forum.notices.actions.mailing import mail_batch, set_aside
from forum.notices.actions.merging import merge_members, recount
from forum.notices.actions.news import tell_news, tell_of_follower, tell_of_tier
from forum.notices.actions.others import (
    forget_reaction,
    tell_admitted,
    tell_decision,
    tell_of_answer,
    tell_of_badges,
    tell_of_reaction,
    tell_of_request,
    tell_refused,
)
from forum.notices.actions.posts import spread, tell_mentioned, tell_of_post
from forum.notices.actions.reading import (
    close_of_badge,
    close_of_member,
    close_of_post,
    close_of_request,
    close_of_topic,
    close_unseen,
    keep_seen,
    merge_channels,
    move_posts,
    purge,
    read,
    read_all,
)
from forum.notices.actions.wishes import (
    choose,
    note_change,
    stop_digest,
    stop_letters,
    try_address_again,
)

__all__ = [
    "choose",
    "close_of_badge",
    "close_of_member",
    "close_of_post",
    "close_of_request",
    "close_of_topic",
    "close_unseen",
    "forget_reaction",
    "keep_seen",
    "let_go",
    "mail_batch",
    "merge_channels",
    "merge_members",
    "move_posts",
    "note_change",
    "pass_over",
    "purge",
    "purge_digests",
    "read",
    "read_all",
    "recount",
    "set_aside",
    "spread",
    "stop_digest",
    "stop_letters",
    "tell_admitted",
    "tell_decision",
    "tell_mentioned",
    "tell_news",
    "tell_of_answer",
    "tell_of_badges",
    "tell_of_follower",
    "tell_of_post",
    "tell_of_reaction",
    "tell_of_request",
    "tell_of_tier",
    "tell_refused",
    "try_address_again",
    "write_digest",
]
