"""What the numbers of a report are called."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import format_percent, format_timedelta, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.commerce.words import price
from forum.launch_reports.funnel import Step
from forum.launch_reports.reports import Moving
from forum.launch_reports.splitting import FEWEST, Cell
from forum.launches.words import KINDS
from forum.tiers import words as tiers
from forum.tiers.models import Tier

__all__ = ["KINDS", "MOVING", "STEPS", "TENURES", "price"]

NONE = "\u2013"
NEARLY = 1.2
STEPS: Mapping[Step, Any] = {
    Step.ELIGIBLE: _l("Could come in"),
    Step.SAW: _l("Saw it"),
    Step.WAITED: _l("Waited or asked to be told"),
    Step.ENTERED: _l("Entered"),
    Step.OFFERED: _l("Were offered one"),
    Step.CLAIMED: _l("Took it"),
    Step.REDEEMED: _l("Bought with it"),
    Step.KEPT: _l("Kept it for 30 days"),
}
TENURES: Mapping[int, Any] = {
    0: _l("Less than 30 days"),
    30: _l("30 days to half a year"),
    180: _l("Half a year to a year"),
    365: _l("One to two years"),
    730: _l("Two years and more"),
}
MOVING: Mapping[Moving, Any] = {
    Moving.OPEN: _l("It is open: members still come in."),
    Moving.OFFERS: _l("Something is kept for members who have not taken it yet."),
    Moving.ORDERS: _l("Orders come in, or are younger than 30 days and may be sent back."),
    Moving.NEWCOMERS: _l("For some who joined in these days 30 days have not passed."),
}


def told(cell: Cell) -> str:
    """A number, or why it is not told."""
    if cell.is_few:
        return few()
    return str(_("not told") if cell.number is None else cell.number)


def few() -> str:
    """What stands for a number that is too small to be told."""
    return str(_("fewer than %(number)s", number=FEWEST))


def share(rate: float | None) -> str:
    """A rate in per cent with a digit behind the point, or a dash."""
    if rate is None:
        return NONE
    pattern = get_locale().percent_formats[None].pattern.replace("##0", "##0.0")
    return str(format_percent(rate, pattern))


def lasted(span: timedelta | None) -> str:
    """How long something took, or a dash."""
    if span is None:
        return NONE
    return str(format_timedelta(span, threshold=NEARLY) if span else _("at once"))


def tier_name(rank: int | None, names: Mapping[int, Tier]) -> str:
    """What a tier is called, by how high it is."""
    if rank is None:
        return str(_("Without a tier"))
    return str(tiers.name_of(names[rank]) if rank in names else _("A tier that is no more"))


def tickets(number: int) -> str:
    """So many tickets."""
    return str(ngettext("%(num)s ticket", "%(num)s tickets", number))
