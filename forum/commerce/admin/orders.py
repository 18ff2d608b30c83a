"""Staff pages of orders: what there is, what came in lately, files that are taken in."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.commerce import actions, queries, words
from forum.commerce.forms import ImportForm
from forum.commerce.models import LineOutcome, OrderImport, OrderStatus
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, NotFound
from forum.web.admin import require_admin, staff_blueprint
from forum.web.numbers import row_number

bp = staff_blueprint("orders", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """Orders by store and state, what was refused or is missing, and the latest ones."""
    stores, args = queries.stores(), request.args
    status = OrderStatus(args["status"]) if args.get("status") in set(OrderStatus) else None
    store_id = _store_id(args.get("store", ""))
    page = queries.latest(store_id, status, decode(args.get("after")))
    return render_template(
        "commerce/admin/orders.html",
        stores={store.id: store for store in stores},
        traffic=queries.traffic(stores),
        sums=queries.sums(),
        tries=queries.tries(),
        lost=queries.lost(),
        page=page,
        buyers=accounts.members_by_ids({one.user_id for one in page.items if one.user_id}),
        status=status,
        store_id=store_id,
        said=words,
    )


@bp.route("/import", methods=["GET", "POST"])
def import_() -> str | Response:
    """Bring a file, which the worker takes in; and the files that were brought lately."""
    form = ImportForm.among(queries.stores())
    if form.validate_on_submit():
        try:
            brought = _brought(form)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The file is here. It is being taken in."), "good")
            return redirect(url_for(".import_report", import_id=brought.id))
    return render_template(
        "commerce/admin/import.html", form=form, files=queries.latest_imports(), said=words
    )


# Nobody waits to write while a large file is read.
import_.takes_files = True  # type: ignore[attr-defined]


@bp.get("/imports/<int:import_id>")
def import_report(import_id: int) -> str:
    """How far a file is, and line by line what became of it."""
    row, args = queries.import_by_id(import_id), request.args
    outcome = LineOutcome(args["outcome"]) if args.get("outcome") in set(LineOutcome) else None
    asked_by = accounts.members_by_ids({row.asked_by_id} if row.asked_by_id else set())
    return render_template(
        "commerce/admin/import_report.html",
        row=row,
        store=queries.store_by_id(row.store_id),
        asked_by=asked_by.get(row.asked_by_id or 0),
        page=queries.lines_of_import(row.id, outcome, decode(args.get("after"))),
        outcome=outcome,
        ways=[_tab(row, one, outcome) for one in (None, *LineOutcome)],
        said=words,
    )


def _tab(row: OrderImport, one: LineOutcome | None, shown: LineOutcome | None) -> dict[str, Any]:
    """The way to all lines of a file, or to those of one outcome."""
    count = row.counts[one] if one else row.worked
    return {
        "label": words.OUTCOMES[one][0] if one else _("All"),
        "href": url_for(".import_report", import_id=row.id, outcome=one.value if one else None),
        "is_current": one is shown,
        "count": format_decimal(count) if count else "",
    }


def _brought(form: ImportForm) -> OrderImport:
    file = form.file.data
    if not file:
        raise Invalid("file", "no_file")
    store = queries.store_by_id(form.store.data)
    return actions.hand_in(member(), store, file.stream.read(), name=file.filename or "")


def _store_id(given: str) -> int | None:
    if not given:
        return None
    try:
        return row_number(given)
    except ValueError as error:
        raise NotFound from error
