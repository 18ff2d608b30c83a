"""A member's own orders."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.commerce import actions, queries, words
from forum.commerce.forms import ClaimForm
from forum.kernel.policy import Invalid
from forum.web.limits import Limit

own = Blueprint("orders", __name__, url_prefix="/orders")
TRIES = Limit("claimed_orders", "5 per hour")


@own.route("", methods=["GET", "POST"])
@login_required
def index() -> str | Response:
    """What the member ordered, as far as the forum knows, and a way to say what else is theirs."""
    form = ClaimForm()
    if form.validate_on_submit():
        TRIES.hit(member().id)
        try:
            actions.claim(member(), number=form.number.data or "", address=form.address.data or "")
        except Invalid as invalid:
            form.blame(invalid)
        else:
            flash(_("Found. The order is yours."), "good")
            return redirect(url_for(".index"))
    return _page(form)


def _page(form: ClaimForm) -> str:
    orders = queries.orders_of(member().id)
    return render_template(
        "commerce/orders.html",
        orders=orders,
        lines=queries.lines_of([order.id for order in orders]),
        stores={store.id: store for store in queries.stores()},
        is_customer=queries.is_verified_customer(member().id),
        said=words,
        form=form,
    )
