"""What the brand may choose about appeals: for how long, and how soon there is an answer."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

DAYS = Setting(
    "appeals.days",
    default=180,
    help=_("For how many days after a decision a member may appeal."),
    least=7,
    most=730,
)
HOURS = Setting(
    "appeals.hours",
    default=72,
    help=_("Within how many hours an appeal should be decided."),
    least=1,
    most=720,
)
ALL: list[Setting[Any]] = [DAYS, HOURS]
