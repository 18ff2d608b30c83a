"""Staff page of customers whom no order shows."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.commerce import actions, queries
from forum.commerce.admin.orders import bp
from forum.commerce.forms import CustomerForm
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid


@bp.route("/customers", methods=["GET", "POST"])
def customers() -> str | Response:
    """Whom staff marked, why, and a way to mark somebody else."""
    form = CustomerForm()
    if form.validate_on_submit():
        try:
            actions.mark_customer(member(), form.name.data or "", form.note.data or "")
        except Invalid as invalid:
            form.blame(invalid)
        else:
            flash(_("This member is a verified customer now."), "good")
            return redirect(url_for(".customers"))
    page = queries.marks(decode(request.args.get("after")))
    people = {one.user_id for one in page.items} | {one.by_id for one in page.items if one.by_id}
    return render_template(
        "commerce/admin/customers.html",
        form=form,
        page=page,
        people=accounts.members_by_ids(people),
    )


@bp.post("/customers/<int:user_id>/remove")
def unmark_customer(user_id: int) -> Response:
    """Take the mark away."""
    actions.unmark_customer(member(), user_id)
    flash(_("The mark is gone. Orders of theirs still count."), "info")
    return redirect(url_for(".customers"))
