"""What the brand may choose about notices."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

MAIL_AFTER = Setting(
    "notices.mail_after",
    default=10,
    help=_("For how many minutes a notice may wait to be read before it goes out by mail."),
    least=1,
    most=1440,
)
MOST_LETTERS = Setting(
    "notices.most_letters",
    default=100,
    help=_("How many letters about notices a member gets in 24 hours at most."),
    least=0,
    most=1000,
)

ALL: list[Setting[Any]] = [MAIL_AFTER, MOST_LETTERS]
