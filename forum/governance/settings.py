"""What the brand may choose about how it accounts for its decisions."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

IS_PUBLIC = Setting(
    "governance.is_public",
    default=True,
    help=_("Whether everybody may read what the team did in each month; else the team alone."),
)
ALL: list[Setting[Any]] = [IS_PUBLIC]
