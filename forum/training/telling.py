"""The practice desk in words: how much time is left, and why a case is there."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.kernel import clock
from forum.moderation import scoring
from forum.moderation.models import Band
from forum.pages.models import Harm
from forum.pages.wording import HARMS
from forum.training.desk import Feedback, Trial

HOUR, IN_HOURS = timedelta(hours=1), timedelta(hours=48)
DAY = timedelta(days=1)
LONGEST_BAR = 60
BANDS: Mapping[Band, Any] = {
    Band.URGENT: _l("Urgent: within 30 minutes, day and night"),
    Band.HIGH: _l("High: within 2 hours"),
    Band.NORMAL: _l("Normal: within 12 hours"),
    Band.LOW: _l("Low: within 48 hours"),
}
FEEDBACK: Mapping[Feedback, Any] = {
    Feedback.SAME: _l("That is what we would do"),
    Feedback.OTHER_CLAUSE: _l("The decision is ours too, by another clause"),
    Feedback.OTHER: _l("We would do something else"),
}


def left(trial: Trial) -> tuple[str, str]:
    """How much time is left, and how loudly that is said."""
    rest = trial.due_at - clock.now()
    if rest <= timedelta():
        return str(_("%(time)s late", time=_span(-rest))), "bad"
    return str(_("%(time)s left", time=_span(rest))), "bad" if trial.band == Band.URGENT else ""


def _span(time: timedelta) -> str:
    if time < HOUR:
        minutes = int(time.total_seconds()) // 60
        return f"0:{minutes:02}"
    if time < IN_HOURS:
        return str(_("%(count)s h", count=time // HOUR))
    return str(_("%(count)s d", count=time // DAY))


def part(one: Mapping[str, Any]) -> str:
    """One part of the priority, with the figures that it came from."""
    if one["part"] == scoring.SEVERITY:
        return str(HARMS[Harm(one["word"])])
    if one["part"] == scoring.FLAGS:
        count = one["count"]
        return str(ngettext("%(num)s member flagged it", "%(num)s members flagged it", count))
    return str(_("It has waited for %(minutes)s minutes", minutes=one["minutes"]))
