"""My points, and how points work."""

from flask import Blueprint, render_template, request
from flask_login import login_required

from forum.accounts.session import member, viewer
from forum.kernel import clock
from forum.kernel.paging import decode
from forum.points import queries, words
from forum.points.settings import SPENDABLE

bp = Blueprint("points", __name__)


@bp.get("/my/points")
@login_required
def mine() -> str:
    """What a member has, what they can still have today, and every line of it."""
    after = decode(request.args.get("after"))
    return render_template(
        "points/mine.html",
        balance=queries.balance_of(member()),
        page=queries.ledger_of(member(), member(), after),
        left=queries.left_today(member()),
        is_first=after is None,
        shows_spendable=SPENDABLE.get(),
        goal=queries.GOAL,
        said=words,
    )


@bp.get("/points")
def rules() -> str:
    """What gives points, how often, and what becomes of them."""
    found = queries.rules()
    return render_template(
        "points/rules.html",
        rules={reason: rule for reason, rule in found.at(clock.now()).items() if rule.gives},
        rooms=queries.channel_names(viewer(), found.at(clock.now()).values()),
        changed_at=found.changed_at,
        said=words,
    )
