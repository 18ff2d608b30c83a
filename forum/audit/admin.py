"""The staff page of the audit log."""

from collections.abc import Sequence

from flask import render_template, request

from forum.accounts.session import viewer
from forum.audit import queries, saying
from forum.audit.forms import WantedForm
from forum.audit.models import AuditEntry
from forum.audit.queries import Names
from forum.kernel import slots
from forum.kernel.acts import said
from forum.kernel.paging import decode
from forum.web.admin import require_admin, staff_blueprint
from forum.web.zones import zone

bp = staff_blueprint("audit", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """What staff did, the latest first; by whom, what, to what and when narrow it down."""
    form = WantedForm(request.args)
    form.validate()
    wanted = form.wanted(zone())
    page = queries.lines(wanted, decode(request.args.get("after")))
    return render_template(
        "audit/index.html",
        page=page,
        names=_names([line.entry for line in page.items]),
        kind_of=queries.kind_of_fact,
        moment_in=queries.moment_in,
        saying=saying,
        form=form,
        verbs=queries.verbs(),
        narrow={field.name: field.raw_data[0] for field in form if field.raw_data and field.data},
    )


def _names(entries: Sequence[AuditEntry]) -> Names:
    """What all that is still there is called; other slices know of what is theirs."""
    names = dict(queries.members_in(entries))
    for kind, named in said().names.items():
        if ids := queries.numbers_in(entries, kind):
            names |= {(kind, number): name for number, name in named(ids).items()}
    for parts in slots.fill("audit.names", viewer(), entries).values():
        for part in parts:
            names |= part.data["names"]
    return names
