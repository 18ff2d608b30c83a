"""How much members feel part of the community, for the team."""

from flask import render_template

from forum.accounts.session import viewer
from forum.belonging import policy, queries, settings
from forum.kernel.policy import require
from forum.web.admin import staff_blueprint

bp = staff_blueprint("belonging", __name__)


@bp.get("")
def index() -> str:
    """Every quarter with its mean and how sure that is."""
    require(policy.can_read(viewer()))
    return render_template(
        "belonging/admin/index.html",
        quarters=queries.quarters(),
        is_asked=settings.IS_ASKED.get(),
        fewest=policy.FEWEST,
    )
