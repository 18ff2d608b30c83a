"""What the brand may choose about saved replies."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

ACCOUNT = Setting(
    "replies.account",
    default="",
    help=_(
        "The user name of the account in whose name rules answer by themselves: "
        "one of the team. Empty: no rule can."
    ),
    most=40,
)
STALE_DAYS = Setting(
    "replies.stale_days",
    default=180,
    help=_("After how many days without a review a saved reply counts as stale."),
    least=30,
    most=730,
)
ASK_HOURS = Setting(
    "replies.ask_hours",
    default=24,
    help=_("How many hours after a saved reply its reader is asked whether it solved it."),
    least=1,
    most=336,
)
SHOW_COMPLAINTS = Setting(
    "replies.show_complaints",
    default=False,
    help=_(
        "Whether the page about the community says how many complaints were solved in public, "
        "and how soon. From five complaints on."
    ),
)
ALL: list[Setting[Any]] = [ACCOUNT, STALE_DAYS, ASK_HOURS, SHOW_COMPLAINTS]
