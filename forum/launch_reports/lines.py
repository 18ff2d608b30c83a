"""A report as the lines of one table: section, row, value, rate."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from forum.commerce import money
from forum.launch_reports import wording
from forum.launch_reports.reports import Report, Summary
from forum.launch_reports.splitting import Row, cells
from forum.launches.models import Launch

# What a program may take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = ("section", "row", "value", "rate")
Line = tuple[str, str, str, str]


def lines_of(report: Report) -> Iterator[Line]:
    """Every number of the report. Words are written so that no program takes them for a formula."""
    for section, row, value, rate in _all(report):
        yield plain(section), plain(row), value, "" if rate is None else f"{rate:.4f}"


def early(launch: Launch) -> Iterator[Line]:
    """What there is to say before it has opened."""
    yield plain(_("About")), plain(_("Launch")), plain(launch.title), ""


def plain(words: str) -> str:
    """Words that no program takes for a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


def _all(report: Report) -> Iterator[tuple[str, str, str, float | None]]:
    mine = report.summary
    about = _("About")
    yield about, _("Launch"), plain(mine.launch.title), None
    yield about, _("Opened"), _moment(report.opened_at), None
    yield about, _("Final since"), _moment(report.final_at), None
    for stage in mine.stages:
        name, number = str(wording.STEPS[stage.step]), str(stage.number)
        yield _("Of the step before"), name, number, stage.of_before
    for stage in mine.stages:
        name, number = str(wording.STEPS[stage.step]), str(stage.number)
        yield _("Of all who could"), name, number, stage.of_first
    yield from _money(mine)
    yield from _times(mine)
    yield from _split(_("By tier"), report.tiers, report, is_tier=True)
    yield from _split(_("By time as a member"), report.tenures, report, is_tier=False)
    yield from _fairness(report)
    yield from _rest(report)
    for other in report.before:
        for stage in other.stages:
            yield (
                _compared(other),
                str(wording.STEPS[stage.step]),
                str(stage.number),
                (stage.of_first),
            )
        yield from _money(other, _compared(other))


def _money(one: Summary, section: str = "") -> Iterator[tuple[str, str, str, float | None]]:
    for sums in one.money:
        name, currency = section or _("Money"), sums.currency
        rows = (
            (_("%(currency)s: orders", currency=currency), str(sums.orders)),
            (_("%(currency)s: paid", currency=currency), _major(sums.gross_minor, currency)),
            (_("%(currency)s: back", currency=currency), _major(sums.back_minor, currency)),
            (_("%(currency)s: stays", currency=currency), _major(sums.net_minor, currency)),
        )
        yield from ((name, row, value, None) for row, value in rows)


def _times(one: Summary) -> Iterator[tuple[str, str, str, float | None]]:
    section = _("Minutes after it opened")
    for row, span in ((_("Half was taken"), one.sold.half), (_("All was taken"), one.sold.full)):
        yield section, row, "" if span is None else f"{span.total_seconds() / 60:.1f}", None


def _split(
    section: str, rows: Sequence[Row], report: Report, *, is_tier: bool
) -> Iterator[tuple[str, str, str, float | None]]:
    for row in rows:
        name = (
            wording.tier_name(row.key, report.names)
            if is_tier
            else str(wording.TENURES[row.key or 0])
        )
        yield section, f"{name}: {_('Entered')}", wording.told(row.entered), None
        yield section, f"{name}: {_('Have one')}", wording.told(row.got), row.rate
        yield section, f"{name}: {_('Bought with it')}", wording.told(row.redeemed), None


def _fairness(report: Report) -> Iterator[tuple[str, str, str, float | None]]:
    found, section = report.fairness, _("The draw")
    if found is None:
        return
    won = cells({one.tickets: one.won for one in found.classes})
    entered = cells({one.tickets: one.entries for one in found.classes})
    for one in found.classes:
        name, is_told = wording.tickets(one.tickets), won[one.tickets].number is not None
        yield section, f"{name}: {_('Entered')}", wording.told(entered[one.tickets]), None
        yield (
            section,
            f"{name}: {_('Won')}",
            wording.told(won[one.tickets]),
            (one.won / one.entries if is_told and entered[one.tickets].number else None),
        )
        yield section, f"{name}: {_('Expected')}", "", one.chance
    if found.p_value is not None and found.chi_square is not None:
        yield section, _("Chi-square"), f"{found.chi_square:.3f}", None
        yield section, _("Degrees of freedom"), str(found.freedom), None
        yield section, _("Chance of as much by accident"), "", found.p_value


def _rest(report: Report) -> Iterator[tuple[str, str, str, float | None]]:
    codes, room, joining = report.codes, _("The room"), report.joining
    if report.repeats:
        section = _("Had one before")
        yield section, _("In one of the launches before"), wording.told(report.repeats.some), None
        yield section, _("In all of them"), wording.told(report.repeats.every), None
    section = _("Codes")
    yield section, _("Used by somebody else"), str(codes.leaked), None
    yield section, _("Used more than once"), str(codes.doubled), None
    yield section, _("Handed back"), str(codes.returned), None
    yield section, _("Void"), str(codes.void), None
    yield room, _("Posts that were flagged"), str(report.room.flagged), None
    yield room, _("Complaints"), str(report.room.complaints), None
    if mood := report.room.mood:
        span = f"{mood.mean:.1f} ({mood.low:.1f} … {mood.high:.1f})"
        yield room, _("Mood, from -100 to 100"), plain(span), None
    section = _("New members")
    yield section, _("Joined while it was open"), str(joining.joined), None
    yield section, _("Here 30 days later"), str(joining.stayed), joining.rate


def _compared(one: Summary) -> str:
    return str(_("Before: %(title)s", title=one.launch.title))


def _major(amount: int, currency: str) -> str:
    return str(money.major(amount, currency))


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
