"""What the brand may choose about tiers, beside the tiers themselves."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

TIME_ZONE = Setting(
    "tiers.time_zone",
    default="UTC",
    help=_(
        "In which time zone the monthly review takes place, on the first day of the month at "
        "three at night; such as Europe/Berlin."
    ),
    pattern=r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)*",
    most=64,
)
GRACE_DAYS = Setting(
    "tiers.grace_days",
    default=30,
    help=_("For how many days a member keeps a tier for which points are missing."),
    least=7,
    most=365,
)
CURRENCY = Setting(
    "tiers.currency",
    default="EUR",
    help=_(
        "In which currency it counts what was paid, where that leads to a tier; such as EUR. "
        "Orders in others count as orders."
    ),
    pattern=r"[A-Z]{3}",
    most=3,
)

ALL: list[Setting[Any]] = [TIME_ZONE, GRACE_DAYS, CURRENCY]
