"""The calendar of launches: who is asked for what, in four weeks."""

from datetime import UTC, date, datetime, time, timedelta

from flask import render_template, request

from forum.accounts.session import member
from forum.kernel import clock
from forum.kernel.policy import require
from forum.launches import gates, policy, queries, words
from forum.launches.admin.blueprint import bp
from forum.launches.bars import bars_between
from forum.launches.clashing import clashes_among
from forum.web.zones import zone

WEEKS = timedelta(weeks=4)
# Days are asked for in these years only: others no database keeps.
YEARS = range(2000, 2200)


@bp.get("/calendar")
def calendar() -> str:
    """Four weeks with every launch that is open in them, and what clashes."""
    require(policy.can_look(member()))
    day = _day(request.args.get("from", ""))
    starts, ends = _midnight(day), _midnight(day + WEEKS)
    planned, now = queries.planned_between(starts, ends), clock.now()
    return render_template(
        "launches/admin/calendar.html",
        planned=planned,
        bars={one.launch.id: bars_between(one.windows, starts, ends) for one in planned},
        phases={one.launch.id: gates.phase_of(one.launch, one.windows, now) for one in planned},
        clashes=clashes_among(planned),
        starts=starts,
        ends=ends - timedelta(seconds=1),
        earlier=(day - WEEKS).isoformat(),
        later=(day + WEEKS).isoformat(),
        may_arrange=policy.can_arrange(member()),
        said=words,
    )


def _day(typed: str) -> date:
    """The first day, or the Monday of this week where none was named."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = date.min
    if day.year in YEARS:
        return day
    today = clock.now().astimezone(zone()).date()
    return today - timedelta(days=today.weekday())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone()).astimezone(UTC)
