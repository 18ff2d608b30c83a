"""What the brand may choose about training."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

MARK = Setting(
    "training.mark",
    default=80,
    help=_("How much of the course must be right to pass, in percent."),
    least=50,
    most=100,
)
MONTHS = Setting(
    "training.months",
    default=12,
    help=_("For how many months a passed course counts."),
    least=1,
    most=60,
)
NOTICE_DAYS = Setting(
    "training.notice_days",
    default=30,
    help=_("How many days before a passed course ends its owner is told."),
    least=1,
    most=90,
)
CALIBRATION = Setting(
    "training.calibration",
    default=True,
    help=_("Whether everybody of the team gets the same ten cases each month."),
)
ALL: list[Setting[Any]] = [MARK, MONTHS, NOTICE_DAYS, CALIBRATION]
