"""The staff pages of reports: one launch as a page, and as a file."""

import csv
import io

from flask import Response, render_template

from forum.accounts.session import member
from forum.kernel import clock
from forum.kernel.policy import require
from forum.launch_reports import policy, wording
from forum.launch_reports.lines import HEAD, early, lines_of
from forum.launch_reports.reports import report_of
from forum.launch_reports.splitting import cells
from forum.launches import queries as launched
from forum.web.admin import staff_blueprint

bp = staff_blueprint("launch_reports", __name__)


@bp.get("/<int:launch_id>")
def show(launch_id: int) -> str:
    """What came of one launch; before it has opened, that it is too early."""
    require(policy.can_read(member()))
    launch = launched.launch_by_id(launch_id)
    report = report_of(launch)
    classes = report.fairness.classes if report and report.fairness else ()
    rows = report.tiers if report else ()
    return render_template(
        "launch_reports/admin/show.html",
        launch=launch,
        report=report,
        now=clock.now(),
        tier_names={one.key: wording.tier_name(one.key, report.names) for one in rows if report},
        won=cells({one.tickets: one.won for one in classes}),
        entered=cells({one.tickets: one.entries for one in classes}),
        said=wording,
    )


@bp.get("/<int:launch_id>.csv")
def file(launch_id: int) -> Response:
    """The same for other programs; before it has opened, with nothing but its title."""
    require(policy.can_read(member()))
    launch = launched.launch_by_id(launch_id)
    report = report_of(launch)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD)
    rows.writerows(lines_of(report) if report else early(launch))
    answer = Response(text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="launch-{launch.slug}.csv"'
    return answer
