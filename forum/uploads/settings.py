"""What the brand may choose about pictures."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

# Beyond this nobody's pictures go, whatever is chosen or promised.
GREATEST_MB = 40
MOST_MB = Setting(
    "uploads.most_mb",
    default=10,
    help=_("How many MB a picture may have; a tier can allow its members more."),
    least=1,
    most=GREATEST_MB,
)

ALL: list[Setting[Any]] = [MOST_MB]
