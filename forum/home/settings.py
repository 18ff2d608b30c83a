"""What the brand decides about the lists."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

GUESTS_SEE_MEMBERS = Setting(
    "home.guests_see_members",
    default=True,
    help=_("Whether guests may look through the list of members. Pages of members stay open."),
)
ALL: list[Setting[Any]] = [GUESTS_SEE_MEMBERS]
