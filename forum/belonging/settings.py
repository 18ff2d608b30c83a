"""What the brand may choose about the question of belonging."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

IS_ASKED = Setting(
    "belonging.is_asked",
    default=True,
    help=_(
        "Whether a tenth of the active members is asked once a quarter how much they feel part of "
        "this community."
    ),
)

ALL: list[Setting[Any]] = [IS_ASKED]
