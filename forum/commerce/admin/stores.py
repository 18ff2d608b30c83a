"""Staff pages of stores: the list, one of them, its secret."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.commerce import actions, queries, words
from forum.commerce.forms import SecretForm, StoreForm
from forum.commerce.models import Store
from forum.kernel import clock
from forum.kernel.policy import Invalid
from forum.site import queries as site
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("stores", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """All stores."""
    return render_template("commerce/admin/stores.html", stores=queries.stores(), said=words)


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Make one more store."""
    form = StoreForm.of(None)
    if form.validate_on_submit():
        try:
            store = actions.create_store(member(), (form.key.data or "").strip(), form.plan())
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved. Now connect it."), "good")
            return redirect(url_for(".edit", store_id=store.id))
    return render_template("commerce/admin/store.html", store=None, form=form)


@bp.route("/<int:store_id>", methods=["GET", "POST"])
def edit(store_id: int) -> str | Response:
    """Change a store."""
    store = queries.store_by_id(store_id)
    form = StoreForm.of(store)
    if form.validate_on_submit():
        try:
            actions.change_store(member(), store, form.plan())
        except Invalid as error:
            form.blame(error)
            store = queries.store_by_id(store_id)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".edit", store_id=store_id))
    return _page(store, form, SecretForm(formdata=None))


@bp.post("/<int:store_id>/secret")
def set_secret(store_id: int) -> str | Response:
    """Take in what deliveries are signed with from now on."""
    store, form = queries.store_by_id(store_id), SecretForm()
    if form.validate_on_submit():
        try:
            actions.set_secret(member(), store, form.secret.data or "")
        except Invalid as error:
            form.blame(error)
            store = queries.store_by_id(store_id)
        else:
            flash(_("The secret is kept, and shown to nobody."), "good")
            return redirect(url_for(".edit", store_id=store_id))
    return _page(store, StoreForm.of(store), form)


@bp.post("/<int:store_id>/close")
def close(store_id: int) -> Response:
    """Take in nothing of a store any more."""
    actions.close_store(member(), queries.store_by_id(store_id))
    flash(_("The store is closed."), "info")
    return redirect(url_for(".edit", store_id=store_id))


@bp.post("/<int:store_id>/reopen")
def reopen(store_id: int) -> Response:
    """Take in again what a store sends."""
    actions.reopen_store(member(), queries.store_by_id(store_id))
    flash(_("The store is open again."), "good")
    return redirect(url_for(".edit", store_id=store_id))


def _page(store: Store, form: StoreForm, secret: SecretForm) -> str:
    return render_template(
        "commerce/admin/store.html",
        store=store,
        form=form,
        secret_form=secret,
        where=_where(store),
        topics=words.TOPICS.get(store.platform, ()),
        now=clock.now(),
        said=words,
    )


def _where(store: Store) -> str:
    """The address to which the shop sends."""
    path = url_for("hooks.receive", store_key=store.key, platform=store.platform)
    return f"{site.public_url()}{path}"
