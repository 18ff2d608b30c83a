"""What the brand may choose about standing: what each asks for, and its limits."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts.models import Standing
from forum.activity.queries import METRICS
from forum.kernel.settings import Setting

# Beside what the log counts: how many days somebody has been a member.
TENURE = "tenure_days"
COUNTED = (*METRICS, TENURE)
ANY = "any"
NUMBER = r"(?:[0-9]{1,6})"
ONE = rf"(?:{'|'.join(COUNTED)}) [1-9][0-9]{{0,5}}(?: in [1-9][0-9]{{0,3}})?"
ASKED = rf"{ONE}(?:, {ONE}){{0,7}}"
FIVE = rf"(?:{NUMBER}|{ANY})(?: (?:{NUMBER}|{ANY})){{4}}"
STANDINGS = tuple(str(standing) for standing in Standing)
# What a limit is where there is none.
NO_LIMIT = 1_000_000


class Limit(StrEnum):
    """What standing bounds; the word is that of its setting."""

    LINKS = "links"
    PICTURES = "pictures"
    MENTIONS = "mentions"
    TOPICS = "topics_a_day"
    REPLIES = "replies_a_day"
    UPLOADS = "uploads_a_day"
    CONVERSATIONS = "conversations_a_day"
    PEOPLE = "people_in_conversation"
    FLAGS = "flags_a_day"
    # For how many hours after it was published an author may change a post.
    EDIT_HOURS = "edit_hours"


class Ability(StrEnum):
    """What begins with a standing; the word is that of its setting."""

    MAKE_TAGS = "make_tags"
    EDIT_WIKI = "edit_wiki"
    MAKE_WIKI = "make_wiki"


def _asks(standing: Standing, default: str, help_words: Any) -> Setting[str]:
    key = f"standing.{standing}"
    return Setting(key, default=default, help=help_words, least=1, most=400, pattern=ASKED)


def _limit(limit: Limit, default: str, help_words: Any) -> Setting[str]:
    return Setting(f"standing.{limit}", default=default, help=help_words, most=60, pattern=FIVE)


def _from(ability: Ability, default: Standing, help_words: Any) -> Setting[str]:
    return Setting(f"standing.{ability}", default=str(default), help=help_words, choices=STANDINGS)


CRITERIA: Mapping[Standing, Setting[str]] = {
    Standing.BASIC: _asks(
        Standing.BASIC,
        "days_active 2, posts 3",
        _("What standing Basic asks for: what is counted and how much, as days_active 2, posts 3."),
    ),
    Standing.MEMBER: _asks(
        Standing.MEMBER,
        "tenure_days 14, days_active 10, posts 15, people_who_reacted 3, reactions_given 3",
        _("What standing Member asks for, beside what Basic asks for."),
    ),
    Standing.REGULAR: _asks(
        Standing.REGULAR,
        "days_active 40 in 100, replies 30 in 100, people_replied_to 10 in 100, "
        "people_who_reacted 10 in 100",
        _("What standing Regular asks for; in 100 counts what was done in the last 100 days."),
    ),
}
LIMITS: Mapping[Limit, Setting[str]] = {
    Limit.LINKS: _limit(
        Limit.LINKS,
        "2 10 25 50 any",
        _("Links to other sites in a post: for new, basic, member, regular and leader."),
    ),
    Limit.PICTURES: _limit(Limit.PICTURES, "2 6 12 24 any", _("Pictures in a post.")),
    Limit.MENTIONS: _limit(Limit.MENTIONS, "2 6 12 25 50", _("People mentioned in a post.")),
    Limit.TOPICS: _limit(Limit.TOPICS, "3 10 20 any any", _("Topics started in 24 hours.")),
    Limit.REPLIES: _limit(Limit.REPLIES, "10 60 150 any any", _("Replies written in 24 hours.")),
    Limit.UPLOADS: _limit(Limit.UPLOADS, "10 30 60 120 any", _("Pictures sent in 24 hours.")),
    Limit.CONVERSATIONS: _limit(
        Limit.CONVERSATIONS, "2 5 15 30 any", _("Private conversations begun in 24 hours.")
    ),
    Limit.PEOPLE: _limit(
        Limit.PEOPLE,
        "1 5 10 20 50",
        _("People somebody may write to in one private conversation."),
    ),
    Limit.FLAGS: _limit(Limit.FLAGS, "5 10 20 40 any", _("Things flagged in 24 hours.")),
    Limit.EDIT_HOURS: _limit(
        Limit.EDIT_HOURS,
        "24 72 720 any any",
        _("For how many hours authors may change a post after it was published."),
    ),
}
ABILITIES: Mapping[Ability, Setting[str]] = {
    Ability.MAKE_TAGS: _from(
        Ability.MAKE_TAGS,
        Standing.MEMBER,
        _("From which standing on members write tags that nobody has used before."),
    ),
    Ability.EDIT_WIKI: _from(
        Ability.EDIT_WIKI,
        Standing.MEMBER,
        _("From which standing on members improve wiki posts of others."),
    ),
    Ability.MAKE_WIKI: _from(
        Ability.MAKE_WIKI,
        Standing.REGULAR,
        _("From which standing on authors open their own posts for others to improve."),
    ),
}
GRACE_DAYS = Setting(
    "standing.grace_days",
    default=14,
    help=_("For how many days a standing is kept after something it asks for is missing."),
    least=0,
    most=365,
)
PENALTY_DAYS = Setting(
    "standing.penalty_days",
    default=30,
    help=_("For how many days after being silenced or suspended nobody rises."),
    least=0,
    most=365,
)

ALL: list[Setting[Any]] = [
    *CRITERIA.values(),
    *LIMITS.values(),
    *ABILITIES.values(),
    GRACE_DAYS,
    PENALTY_DAYS,
]
