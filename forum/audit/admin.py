"""The staff page of the audit log."""

from flask import render_template, request
from flask_babel import get_timezone

from forum.audit import queries
from forum.audit.forms import WantedForm
from forum.kernel.paging import decode
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("audit", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """What staff did, the latest first; by whom, what, to what and when narrow it down."""
    form = WantedForm(request.args)
    form.validate()
    wanted = form.wanted(get_timezone())
    return render_template(
        "audit/index.html",
        page=queries.lines(wanted, decode(request.args.get("after"))),
        form=form,
        verbs=queries.verbs(),
        narrow={field.name: field.raw_data[0] for field in form if field.raw_data and field.data},
    )
