"""The words for what is told, what a wish is about, and the ways to be told."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _


class NoticeKind(StrEnum):
    """What a notice says; of several that fit one event, the first one is said."""

    MENTION = "mention"
    QUOTE = "quote"
    REPLY = "reply"
    FOLLOWED = "followed"
    PERSON = "person"
    TOPIC = "topic"
    REACTION = "reaction"
    ANSWER = "answer"
    REQUEST = "request"
    ADMITTED = "admitted"
    REFUSED = "refused"
    APPROVED = "approved"
    REJECTED = "rejected"
    BADGE = "badge"
    TIER = "tier"
    GRACE = "tier_grace"
    TIER_LOST = "tier_lost"
    FOLLOWER = "follower"
    STANDING = "standing"
    THANKS = "thanks"
    SPOTLIGHT_OFFER = "spotlight_offer"
    SPOTLIGHT = "spotlight"
    MILESTONE = "milestone"
    GOAL = "goal"
    MESSAGE = "message"
    OVERDUE = "first_post_overdue"
    BUDDY = "buddy"
    INVITED = "invited"
    SOURCE_PAUSED = "source_paused"
    CIRCLE_DUE = "circle_due"
    HIDDEN = "hidden"
    RULING = "ruling"
    SANCTION = "sanction"
    SANCTION_OVER = "sanction_over"
    APPEAL = "appeal"
    FLAG_SETTLED = "flag_settled"
    SOLVED = "solved_asked"
    SECOND = "second_needed"
    CASE = "case"
    TRAINING = "training"
    AWAY = "nobody_there"
    LADDER = "ladder"
    LAUNCH = "launch"
    PERK = "perk"
    POOL_SHORT = "pool_short"


class Subject(StrEnum):
    """What a wish is about, in the order of the page on which members choose."""

    MENTION = "mention"
    QUOTE = "quote"
    REPLY = "reply"
    FOLLOWED = "followed"
    TOPIC = "topic"
    PERSON = "person"
    MESSAGE = "message"
    FOLLOWER = "follower"
    REACTION = "reaction"
    ANSWER = "answer"
    REQUEST = "request"
    DECISION = "decision"
    BADGE = "badge"
    TIER = "tier"
    STANDING = "standing"
    THANKS = "thanks"
    SPOTLIGHT = "spotlight"
    MILESTONE = "milestone"
    LAUNCH = "launch"
    NEWCOMER = "newcomer"
    INVITED = "invited"
    FLAG = "flag"
    CASE = "case"
    ANSWERING = "answering"


class Wish(StrEnum):
    """How a member wants to be told. What comes by mail or is gathered stands in the inbox too."""

    NOTHING = "nothing"
    INBOX = "inbox"
    # In a letter of its own, when it was not read in time.
    MAIL = "mail"
    # In the next summary, when it was not read by then.
    GATHERED = "gathered"


class MailWhen(StrEnum):
    """When letters go out: only while the member is away, or whenever a notice stays unread."""

    AWAY = "away"
    ALWAYS = "always"


class DigestWhen(StrEnum):
    """How often a member gets a summary by mail."""

    WEEKLY = "weekly"
    DAILY = "daily"
    NEVER = "off"


# Lines that grow while nobody reads them; a new one begins after that.
GATHERED = (NoticeKind.FOLLOWED, NoticeKind.REACTION, NoticeKind.MESSAGE)
DECISIONS = (
    NoticeKind.ADMITTED,
    NoticeKind.REFUSED,
    NoticeKind.APPROVED,
    NoticeKind.REJECTED,
    NoticeKind.HIDDEN,
    NoticeKind.RULING,
    NoticeKind.SANCTION,
    NoticeKind.SANCTION_OVER,
    NoticeKind.APPEAL,
)
# Whoever decided these writes a letter of their own at once, with the words to the member.
TOLD_BY_LETTER = (NoticeKind.SANCTION, NoticeKind.SANCTION_OVER, NoticeKind.APPEAL)
TIERS = (NoticeKind.TIER, NoticeKind.GRACE, NoticeKind.TIER_LOST)
# What only staff are told.
FOR_STAFF = (
    NoticeKind.OVERDUE,
    NoticeKind.SOURCE_PAUSED,
    NoticeKind.CIRCLE_DUE,
    NoticeKind.SECOND,
    NoticeKind.CASE,
    NoticeKind.POOL_SHORT,
)
# Kinds that share a subject; the others are one of their own.
SHARED: Mapping[NoticeKind, Subject] = {
    **dict.fromkeys(DECISIONS, Subject.DECISION),
    **dict.fromkeys(TIERS, Subject.TIER),
    NoticeKind.SPOTLIGHT_OFFER: Subject.SPOTLIGHT,
    NoticeKind.GOAL: Subject.MILESTONE,
    **dict.fromkeys(FOR_STAFF, Subject.NEWCOMER),
    NoticeKind.BUDDY: Subject.NEWCOMER,
    NoticeKind.SECOND: Subject.CASE,
    NoticeKind.CASE: Subject.CASE,
    NoticeKind.TRAINING: Subject.CASE,
    NoticeKind.POOL_SHORT: Subject.CASE,
    NoticeKind.PERK: Subject.TIER,
    NoticeKind.FLAG_SETTLED: Subject.FLAG,
    NoticeKind.SOLVED: Subject.REPLY,
    NoticeKind.AWAY: Subject.ANSWERING,
    NoticeKind.LADDER: Subject.ANSWERING,
}
SUBJECTS: Mapping[NoticeKind, Subject] = {
    kind: SHARED[kind] if kind in SHARED else Subject(kind.value) for kind in NoticeKind
}
# What one is told in person comes by mail; what a place is busy with does not.
DEFAULTS: Mapping[Subject, Wish] = {
    Subject.MENTION: Wish.MAIL,
    Subject.QUOTE: Wish.MAIL,
    Subject.REPLY: Wish.MAIL,
    Subject.FOLLOWED: Wish.INBOX,
    Subject.TOPIC: Wish.INBOX,
    Subject.PERSON: Wish.INBOX,
    Subject.MESSAGE: Wish.MAIL,
    Subject.FOLLOWER: Wish.INBOX,
    Subject.REACTION: Wish.INBOX,
    Subject.ANSWER: Wish.MAIL,
    Subject.REQUEST: Wish.MAIL,
    Subject.DECISION: Wish.MAIL,
    Subject.BADGE: Wish.INBOX,
    Subject.TIER: Wish.MAIL,
    Subject.STANDING: Wish.INBOX,
    Subject.THANKS: Wish.MAIL,
    Subject.SPOTLIGHT: Wish.INBOX,
    Subject.MILESTONE: Wish.INBOX,
    Subject.LAUNCH: Wish.MAIL,
    Subject.NEWCOMER: Wish.MAIL,
    Subject.INVITED: Wish.INBOX,
    Subject.FLAG: Wish.INBOX,
    Subject.CASE: Wish.MAIL,
    Subject.ANSWERING: Wish.INBOX,
}
# How members know what a wish is about, and what it means.
LABELS: Mapping[Subject, tuple[object, object]] = {
    Subject.MENTION: (_("Mentions"), _("Somebody writes your name with an @.")),
    Subject.QUOTE: (_("Quotes"), _("Somebody quotes a post of yours.")),
    Subject.REPLY: (_("Replies"), _("Somebody answers you, or replies in a topic you began.")),
    Subject.FOLLOWED: (
        _("Topics you follow"),
        _("New replies in topics that you follow or watch, and in channels that you watch."),
    ),
    Subject.TOPIC: (
        _("Channels you follow"),
        _("New topics in channels that you follow or watch."),
    ),
    Subject.PERSON: (_("People you follow"), _("Somebody whom you follow begins a topic.")),
    Subject.MESSAGE: (_("Messages"), _("Somebody writes to you in private.")),
    Subject.FOLLOWER: (_("Followers"), _("Somebody follows you.")),
    Subject.REACTION: (_("Reactions"), _("Somebody reacts to a post of yours.")),
    Subject.ANSWER: (_("Accepted answers"), _("Your reply is accepted as the answer.")),
    Subject.REQUEST: (
        _("Requests"),
        _("Somebody asks to be let into a channel that you look after."),
    ),
    Subject.DECISION: (
        _("Decisions"),
        _("You are let into a channel or not; the team decides about a text of yours."),
    ),
    Subject.BADGE: (_("Badges"), _("You are given a badge.")),
    Subject.TIER: (_("Tiers"), _("You reach a tier, or points are missing to keep it.")),
    Subject.STANDING: (_("What you may do"), _("You may do more here, or less.")),
    Subject.THANKS: (_("Thanks"), _("Somebody thanks you.")),
    Subject.SPOTLIGHT: (_("Spotlight"), _("You are asked into the spotlight, or stand in it.")),
    Subject.MILESTONE: (
        _("Milestones"),
        _("You have been here for a year, or have written so many posts; a goal is reached."),
    ),
    Subject.LAUNCH: (
        _("Launches"),
        _("One opens for you and you wanted to be told, a piece is kept for you, or it is drawn."),
    ),
    Subject.NEWCOMER: (
        _("Newcomers"),
        _("When you look after newcomers: one of them needs you."),
    ),
    Subject.INVITED: (_("Invitations"), _("Somebody whom you invited feels at home.")),
    Subject.FLAG: (_("What you flagged"), _("The team has looked at something you flagged.")),
    Subject.CASE: (
        _("Cases"),
        _("When you decide on cases: one is passed on to you, or needs a second person."),
    ),
    Subject.ANSWERING: (
        _("Waiting"),
        _("You ask something when nobody is there, or it is your turn to be called."),
    ),
}
