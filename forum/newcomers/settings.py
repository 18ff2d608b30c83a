"""What the brand may choose about newcomers."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

DUE_HOURS = Setting(
    "newcomers.due_hours",
    default=12,
    help=_("Within how many hours somebody should reply to the first post of a member."),
    least=1,
    most=72,
)
GREETING = Setting(
    "newcomers.greeting",
    default="",
    help=_("What newcomers read first when they have signed in; empty for the words of the house."),
    most=400,
)
HELLO_CHANNEL = Setting(
    "newcomers.hello_channel",
    default="",
    help=_("The channel where newcomers say hello: the end of its address, such as lounge."),
    pattern=r"[\w-]*",
    most=100,
)
REVIEW_DAYS = Setting(
    "newcomers.review_days",
    default=90,
    help=_("After how many days a place in a new inner circle is looked at again."),
    least=7,
    most=730,
)
LEAST_ORDER = Setting(
    "newcomers.least_order",
    default=0,
    help=_(
        "What the first order of somebody invited must come to, in whole units of its currency, to "
        "count for the member who invited them."
    ),
    least=0,
    most=100_000,
)

ALL: list[Setting[Any]] = [DUE_HOURS, GREETING, HELLO_CHANNEL, REVIEW_DAYS, LEAST_ORDER]
