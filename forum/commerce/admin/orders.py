"""Staff pages of orders: what there is, what came in lately, taking in a file."""

from flask import flash, render_template, request
from flask_babel import gettext as _

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.commerce import actions, queries, words
from forum.commerce.actions import Report
from forum.commerce.forms import ImportForm
from forum.commerce.models import OrderStatus
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, NotFound
from forum.web.admin import require_admin, staff_blueprint
from forum.web.numbers import row_number

bp = staff_blueprint("orders", __name__)
bp.before_request(require_admin)
SHOWN = 200


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
def import_() -> str:
    """Take in a file, and say line by line what became of it."""
    form, report = ImportForm.among(queries.stores()), None
    if form.validate_on_submit():
        try:
            report = _imported(form)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The file is taken in."), "good")
    return render_template(
        "commerce/admin/import.html", form=form, report=report, shown=SHOWN, said=words
    )


def _imported(form: ImportForm) -> Report:
    if not form.file.data:
        raise Invalid("file", "no_file")
    store = queries.store_by_id(form.store.data)
    text = form.file.data.stream.read().decode("utf-8-sig", "replace")
    return actions.import_orders(member(), store, text)


def _store_id(given: str) -> int | None:
    if not given:
        return None
    try:
        return row_number(given)
    except ValueError as error:
        raise NotFound from error
