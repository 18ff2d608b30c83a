"""What everybody may read about how the team decides, and what it did in each month."""

import csv
import io

from flask import Blueprint, Response, render_template

from forum.accounts.session import viewer
from forum.appeals import settings as appeals
from forum.governance import policy, queries, rights, showing, wording
from forum.kernel.policy import require
from forum.pages.settings import CONTACT
from forum.tiers import words as tiers
from forum.web.guest_pages import same_for_guests

bp = Blueprint("governance", __name__)


@bp.get("/governance")
@same_for_guests()
def show() -> str:
    """Who decides what, how to ask for another look, and how the rules change."""
    return render_template(
        "governance/show.html",
        house=queries.house(viewer()),
        rights=rights.table(),
        parts=wording.PARTS,
        said=wording,
        tier_name=tiers.name_of,
        days=appeals.DAYS.get(),
        hours=appeals.HOURS.get(),
        contact=CONTACT.get(),
        may_read_months=policy.can_read_months(viewer()),
    )


@bp.get("/transparency")
@same_for_guests()
def transparency() -> str:
    """Every month that was accounted for."""
    require(policy.can_read_months(viewer()))
    return render_template(
        "governance/transparency.html",
        months=[showing.shown(found) for found in queries.made()],
        going_on=queries.next_one(),
        span=showing.span,
    )


@bp.get("/transparency/<month>")
@same_for_guests()
def month(month: str) -> str:
    """One month: cases, times, appeals, and what was taken back."""
    require(policy.can_read_months(viewer()))
    found = queries.month_named(month)
    before, after = queries.neighbours(month)
    return render_template(
        "governance/month.html",
        shown=showing.shown(found),
        before=before,
        after=after,
        span=showing.span,
    )


@bp.get("/transparency/<month>.csv")
def month_file(month: str) -> Response:
    """The same for other programs."""
    require(policy.can_read_months(viewer()))
    found = queries.month_named(month)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["month", "table", "key", "words", "number"])
    rows.writerows((found.month, *(_plain(cell) for cell in row)) for row in showing.lines(found))
    answer = Response(text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="transparency-{found.month}.csv"'
    return answer


def _plain(cell: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
