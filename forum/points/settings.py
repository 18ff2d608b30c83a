"""What the brand may choose about points, beside the rules themselves."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

SPENDABLE = Setting(
    "points.spendable",
    default=False,
    help=_("Whether members see how many points they could spend, beside those for their tier."),
)

ALL: list[Setting[Any]] = [SPENDABLE]
