"""What the brand may choose about topics and posts."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

QUIET_MINUTES = Setting(
    "topics.quiet_minutes",
    default=5,
    help=_("For how many minutes an author may mend a new post without a trace in its history."),
)
NEW_TAGS = Setting(
    "topics.new_tags",
    default="members",
    help=_("Who may write a tag that does not exist yet."),
    choices=("members", "staff"),
)
LIFTING = Setting(
    "topics.lifting",
    default="staff",
    help=_("Who may lift messages out of a live channel into a topic; authors only their own."),
    choices=("staff", "authors"),
)

ALL: list[Setting[Any]] = [QUIET_MINUTES, NEW_TAGS, LIFTING]
