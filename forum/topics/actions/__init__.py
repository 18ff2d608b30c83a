"""Every write to topics and posts."""

from forum.topics.actions.answers import accept, leave_aside, withdraw_answer
from forum.topics.actions.counting import count_reaction, count_views, recount_reactions
from forum.topics.actions.editing import (
    Change,
    Conflict,
    Outcome,
    approve_edit,
    edit,
    forget_edit,
    reject_edit,
)
from forum.topics.actions.following import follow_channel
from forum.topics.actions.handing_over import hand_over
from forum.topics.actions.hiding import hide, show
from forum.topics.actions.leaving import forget_names, let_go, take_texts
from forum.topics.actions.lifting import lift, stand
from forum.topics.actions.moving import merge, move, split
from forum.topics.actions.publishing import hold, publish, reject
from forum.topics.actions.removing import delete, restore
from forum.topics.actions.staff import (
    close,
    pin,
    publish_due,
    publish_now,
    reopen,
    schedule,
    slow,
    unpin,
)
from forum.topics.actions.sweeping import Way, bring_back, put_away
from forum.topics.actions.tagging import choose_tags, delete_tag, merge_tags, rename_tag
from forum.topics.actions.texts import LONGEST_BODY, NewPost, NewTopic, Text, checked_text
from forum.topics.actions.wiki import end_wiki, make_wiki
from forum.topics.actions.writing import reply, start, start_with_post

__all__ = [
    "LONGEST_BODY",
    "Change",
    "Conflict",
    "NewPost",
    "NewTopic",
    "Outcome",
    "Text",
    "Way",
    "accept",
    "approve_edit",
    "bring_back",
    "checked_text",
    "choose_tags",
    "close",
    "count_reaction",
    "count_views",
    "delete",
    "delete_tag",
    "edit",
    "end_wiki",
    "follow_channel",
    "forget_edit",
    "forget_names",
    "hand_over",
    "hide",
    "hold",
    "leave_aside",
    "let_go",
    "lift",
    "make_wiki",
    "merge",
    "merge_tags",
    "move",
    "pin",
    "publish",
    "publish_due",
    "publish_now",
    "put_away",
    "recount_reactions",
    "reject",
    "reject_edit",
    "rename_tag",
    "reopen",
    "reply",
    "restore",
    "schedule",
    "show",
    "slow",
    "split",
    "stand",
    "start",
    "start_with_post",
    "take_texts",
    "unpin",
    "withdraw_answer",
]
