"""About and Privacy: written with a preview, published at once, every version kept."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound
from forum.markup.differences import difference
from forum.markup.render import PLAIN, render
from forum.pages import actions, queries, settings, starters
from forum.pages.admin.blueprint import bp
from forum.pages.forms import PageForm
from forum.pages.models import PageName
from forum.site import queries as site


@bp.get("")
def index() -> str:
    """All pages about the house, with what state they are in."""
    return render_template(
        "pages/admin/index.html",
        about=queries.current_page(PageName.ABOUT),
        privacy=queries.current_page(PageName.PRIVACY),
        governance=queries.current_page(PageName.GOVERNANCE),
        guidelines=queries.current_guidelines(),
        draft=queries.draft(),
        contact=settings.CONTACT.get(),
    )


@bp.route("/text/<page>", methods=["GET", "POST"])
def edit(page: str) -> str | Response:
    """Write a page; the preview shows it without publishing."""
    name = _name(page)
    form = PageForm(body=_beginning(name))
    preview = ""
    if request.form.get("act") == "preview":
        preview = render(form.body.data or "", PLAIN, anchor="page").html
    elif form.validate_on_submit():
        try:
            actions.publish_page(member(), name, form.body.data or "")
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Published. Everybody sees it now."), "good")
            return redirect(url_for(".edit", page=page))
    return render_template(
        "pages/admin/edit.html",
        form=form,
        name=name,
        preview=preview,
        versions=queries.versions_of(name),
    )


@bp.get("/text/<page>/<int:number>")
def version(page: str, number: int) -> str:
    """One version, and what it changed."""
    name = _name(page)
    shown = queries.page_version(name, number)
    before = queries.page_version(name, number - 1).body if number > 1 else ""
    return render_template(
        "pages/admin/version.html",
        name=name,
        version=shown,
        lines=difference(before, shown.body) if number > 1 else (),
    )


def _name(page: str) -> PageName:
    try:
        return PageName(page)
    except ValueError:
        raise NotFound from None


def _beginning(name: PageName) -> str:
    """What stands in the form: an earlier version when one was asked for, else the present one."""
    number = request.args.get("from", 0, type=int)
    if number:
        return queries.page_version(name, number).body
    present = queries.current_page(name)
    return present.body if present else starters.page(name, site.brand().name)
