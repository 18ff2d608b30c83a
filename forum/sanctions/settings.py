"""What the brand may choose about sanctions: for how long they count, and what is suggested."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

MINOR, SERIOUS, SEVERE = 1, 3, 10
LONGEST_HOURS = 366 * 24


def _days(weight: str, default: int, help_words: Any) -> Setting[int]:
    key = f"sanctions.{weight}_days"
    return Setting(key, default=default, help=help_words, least=1, most=3650)


def _step(name: str, default: int, help_words: Any) -> Setting[int]:
    return Setting(f"sanctions.step_{name}", default=default, help=help_words, least=1, most=1000)


# For how many days a violation of each weight counts.
DAYS: Mapping[int, Setting[int]] = {
    MINOR: _days("minor", 90, _("For how many days a small violation counts.")),
    SERIOUS: _days("serious", 180, _("For how many days a serious violation counts.")),
    SEVERE: _days("severe", 365, _("For how many days a severe violation counts.")),
}
STEP_SILENCE = _step("silence", 3, _("From how much weight on a silence of 24 hours is suggested."))
STEP_WEEK = _step("week", 6, _("From how much weight on a suspension of 7 days is suggested."))
STEP_MONTH = _step("month", 10, _("From how much weight on a suspension of 30 days is suggested."))
STEP_REMOVAL = _step("removal", 15, _("From how much weight on a removal is suggested."))
MODERATOR_DAYS = Setting(
    "sanctions.moderator_days",
    default=7,
    help=_("For how many days moderators may silence or suspend; admins may for longer."),
    least=0,
    most=366,
)
ALL: list[Setting[Any]] = [
    *DAYS.values(),
    STEP_SILENCE,
    STEP_WEEK,
    STEP_MONTH,
    STEP_REMOVAL,
    MODERATOR_DAYS,
]
