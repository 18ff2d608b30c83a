"""Staff pages of products: the list, one of them, its pictures."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.commerce import actions, policy, queries, words
from forum.commerce.forms import ProductForm
from forum.commerce.models import Product
from forum.kernel.policy import Invalid
from forum.uploads import policy as uploads
from forum.uploads.forms import PictureForm
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("products", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """All products."""
    stores = {store.id: store for store in queries.stores()}
    return render_template(
        "commerce/admin/products.html", products=queries.products(), stores=stores, said=words
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Make one more product."""
    form = ProductForm.of(None, queries.stores())
    if form.validate_on_submit():
        try:
            product = actions.create_product(member(), form.plan())
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved. Now add a picture, if you have one."), "good")
            return redirect(url_for(".edit", product_id=product.id))
    return render_template("commerce/admin/product.html", product=None, form=form)


@bp.route("/<int:product_id>", methods=["GET", "POST"])
def edit(product_id: int) -> str | Response:
    """Change a product."""
    product = queries.product_by_id(product_id)
    form = ProductForm.of(product, queries.stores())
    if form.validate_on_submit():
        try:
            actions.change_product(member(), product, form.plan())
        except Invalid as error:
            form.blame(error)
            # A transaction that was given up forgets what it had read.
            product = queries.product_by_id(product_id)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".index"))
    return _page(product, form, PictureForm(formdata=None))


@bp.post("/<int:product_id>/pictures")
def add_picture(product_id: int) -> str | Response:
    """Show one more picture of a product."""
    product, form = queries.product_by_id(product_id), PictureForm()
    try:
        actions.add_picture(member(), product, form.sent(member()), alt=form.alt.data or "")
    except Invalid as error:
        too_many = _("A product has %(most)s pictures at most.", most=policy.MOST_PICTURES)
        form.blame(error, too_many=too_many)
        product = queries.product_by_id(product_id)
        return _page(product, ProductForm.of(product, queries.stores()), form)
    flash(_("The picture is saved."), "good")
    return redirect(url_for(".edit", product_id=product_id))


# Nobody waits to write while a picture is decoded.
add_picture.reads_only = True  # type: ignore[attr-defined]
add_picture.takes_files = True  # type: ignore[attr-defined]


@bp.post("/<int:product_id>/pictures/<public_id>/remove")
def remove_picture(product_id: int, public_id: str) -> Response:
    """Show a picture of a product no longer."""
    actions.remove_picture(member(), queries.product_by_id(product_id), public_id)
    flash(_("The picture is gone."), "info")
    return redirect(url_for(".edit", product_id=product_id))


def _page(product: Product, form: ProductForm, pictures: PictureForm) -> str:
    return render_template(
        "commerce/admin/product.html",
        product=product,
        form=form,
        picture_form=pictures,
        most_mb=uploads.most_mb(member()),
        most_pictures=policy.MOST_PICTURES,
    )
