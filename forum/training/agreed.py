"""What the figures of agreement mean, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _

from forum.training.models import CalibrationRound

# From each value on, as J. R. Landis and G. G. Koch read them (Biometrics 33, 1977, page 165).
MEANINGS: Sequence[tuple[float, Any, str]] = (
    (0.81, _("Almost always of one mind"), "good"),
    (0.61, _("Mostly of one mind"), "good"),
    (0.41, _("Of one mind in part"), "warn"),
    (0.21, _("Seldom of one mind"), "warn"),
    (0.0, _("Hardly more than chance"), "bad"),
)
LESS = (_("Less than chance"), "bad")
ALWAYS_SAME = (_("Everybody decided the same on every case"), "good")
TOO_FEW = (_("Too few answered to compare"), "")


def meaning(found: CalibrationRound) -> tuple[Any, str]:
    """What the figures of a closed round mean, and how good that is."""
    if found.share is None:
        return TOO_FEW
    if found.kappa is None:
        return ALWAYS_SAME
    value = round(found.kappa, 2)
    return next(((words, mood) for least, words, mood in MEANINGS if value >= least), LESS)


def percent(share: float) -> int:
    """A share in whole percent."""
    return round(share * 100)


def month(found: CalibrationRound) -> str:
    """The month of a round, as December 2026."""
    words: str = format_date(date.fromisoformat(f"{found.month}-01"), "LLLL yyyy")
    return words
