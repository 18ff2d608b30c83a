"""What the brand may choose about rehearsals."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

MEMBERS = Setting(
    "rehearsals.members",
    default=2000,
    help=_("With how many invented members a launch is rehearsed."),
    least=10,
    most=5000,
)

ALL: list[Setting[Any]] = [MEMBERS]
