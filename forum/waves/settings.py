"""From when on the brand takes texts for a wave."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

WATCH = Setting(
    "waves.watch",
    default=True,
    help=_("Whether nearly the same text or link from several new accounts is held at once."),
)
ACCOUNTS = Setting(
    "waves.accounts",
    default=4,
    help=_("How many new accounts with nearly the same text or link make a wave."),
    least=3,
    most=50,
)
MINUTES = Setting(
    "waves.minutes",
    default=10,
    help=_("Within how many minutes they must have written."),
    least=1,
    most=240,
)
ALL: list[Setting[Any]] = [WATCH, ACCOUNTS, MINUTES]
