"""What the brand may choose about private messages."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

BEGUN_A_DAY = Setting(
    "messages.begun_a_day",
    default=10,
    least=0,
    most=1000,
    help=_("How many private conversations a member may begin in 24 hours."),
)
MOST_PEOPLE = Setting(
    "messages.most_people",
    default=8,
    least=2,
    most=30,
    help=_("How many people a private conversation may have, its author among them."),
)
EDIT_MINUTES = Setting(
    "messages.edit_minutes",
    default=60,
    least=0,
    most=10_080,
    help=_("For how many minutes members may change a private message they sent."),
)

ALL: list[Setting[Any]] = [BEGUN_A_DAY, MOST_PEOPLE, EDIT_MINUTES]
