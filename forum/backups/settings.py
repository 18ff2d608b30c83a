"""When backups are made by themselves, and how many are kept."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

PERIODS = {
    "6h": timedelta(hours=6),
    "12h": timedelta(hours=12),
    "1d": timedelta(days=1),
    "2d": timedelta(days=2),
    "7d": timedelta(days=7),
}
OFF = "off"
EVERY = Setting(
    "backups.every",
    default="1d",
    help=_("How often a backup is made by itself: h are hours, d days; off means never."),
    choices=(OFF, *PERIODS),
)
HOUR = Setting(
    "backups.hour",
    default=3,
    help=_("The hour (UTC, 0 to 23) at which a backup of the day begins, best a quiet one."),
    least=0,
    most=23,
)
KEEP = Setting(
    "backups.keep",
    default=7,
    help=_("How many of the backups that were made by themselves are kept."),
    least=1,
    most=365,
)

ALL: list[Setting[Any]] = [EVERY, HOUR, KEEP]
