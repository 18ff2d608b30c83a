"""What the brand may choose about launches."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

EARLY_PERCENT = Setting(
    "launches.early_percent",
    default=50,
    help=_(
        "Of the pieces of a launch, so many of a hundred can go before it opens for all members."
    ),
    least=1,
    most=100,
)

ALL: list[Setting[Any]] = [EARLY_PERCENT]
