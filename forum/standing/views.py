"""What each standing may do, and where one stands oneself."""

from flask import Blueprint, render_template
from flask_login import login_required

from forum.accounts.session import member, viewer
from forum.standing import criteria, limits, queries
from forum.standing.settings import GRACE_DAYS, PENALTY_DAYS
from forum.standing.showing import table

bp = Blueprint("standing", __name__)


@bp.get("/standing")
def index() -> str:
    """How one comes to each standing, and what it lets one do; the same for everybody."""
    return render_template(
        "standing/index.html",
        asked=criteria.asked(),
        here=limits.effective(viewer()) if viewer().is_member else None,
        grace_days=GRACE_DAYS.get(),
        penalty_days=PENALTY_DAYS.get(),
        **table(),
    )


@bp.get("/my/standing")
@login_required
def mine() -> str:
    """Where I stand, what I may do, and what the next step asks of me."""
    return render_template(
        "standing/mine.html",
        place=queries.place_of(member()),
        here=limits.effective(member()),
        **table(),
    )
