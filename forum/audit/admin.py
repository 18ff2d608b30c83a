"""The staff page of the audit log."""

from flask import render_template, request

from forum.audit import queries
from forum.kernel.paging import decode
from forum.web.admin import require_admin, staff_blueprint
from forum.web.numbers import row_number

bp = staff_blueprint("audit", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """What staff did, the latest first; `verb` and `actor` narrow it down."""
    verb = request.args.get("verb", "").replace("\x00", "")
    actor_id = request.args.get("actor", 0, type=row_number)
    page = queries.lines(verb=verb, actor_id=actor_id, after=decode(request.args.get("after")))
    return render_template("audit/index.html", page=page, verb=verb, actor_id=actor_id)
