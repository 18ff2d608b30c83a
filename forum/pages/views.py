"""What everybody may read about the house: About, Guidelines, Privacy; and saying yes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.policy import has_agreed
from forum.accounts.session import member, viewer
from forum.kernel import slots
from forum.kernel.policy import NotFound
from forum.markup.render import PLAIN, render
from forum.pages import actions, queries, settings, starters
from forum.pages.forms import AcceptForm
from forum.pages.models import Guidelines, PageName
from forum.pages.telling import told
from forum.site import queries as site
from forum.web.guest_pages import same_for_guests
from forum.web.next_page import own_page

bp = Blueprint("pages", __name__)


@bp.get("/about")
@same_for_guests()
def about() -> str:
    """What the community is for, and what it promises."""
    version = queries.current_page(PageName.ABOUT)
    purpose = site.purpose()
    return render_template("pages/about.html", version=version, purpose=purpose)


@bp.get("/privacy")
@same_for_guests()
def privacy() -> str:
    """What is stored; until somebody writes it, what is true of this software."""
    version = queries.current_page(PageName.PRIVACY)
    text = "" if version else starters.page(PageName.PRIVACY, site.brand().name)
    html = version.html if version else render(text, PLAIN, anchor="page").html
    return render_template("pages/privacy.html", version=version, html=html)


@bp.get("/guidelines")
@same_for_guests("original")
def guidelines() -> str:
    """The guidelines as they are."""
    return _guidelines_page(queries.current_guidelines())


@bp.get("/guidelines/<int:number>")
def guidelines_version(number: int) -> str:
    """The guidelines as they were at one time."""
    return _guidelines_page(queries.guidelines_at(number))


@bp.get("/guidelines/changes")
@login_required
def changes() -> str | Response:
    """What is different since the member said yes, with the button to say it again."""
    changes = queries.changes_for(member())
    if member().guidelines_accepted >= changes.guidelines.number:
        return redirect(url_for(".guidelines"))
    return render_template(
        "pages/agree.html",
        changes=changes,
        fields=[],
        next=own_page(request.args.get("next")),
    )


@bp.post("/guidelines/accept")
@login_required
def accept() -> Response:
    """Say yes to the version that was shown."""
    form = AcceptForm()
    if not form.validate_on_submit():
        raise NotFound
    actions.accept(member(), queries.guidelines_at(form.version.data))
    flash(_("Thank you. You can write as before."), "good")
    return redirect(own_page(request.form.get("next")) or "/")


def _guidelines_page(shown: Guidelines | None) -> str:
    present = queries.current_guidelines()
    clauses = queries.clauses_of(shown) if shown else ()
    # Whoever wants the words that hold reads them so.
    locale = "" if "original" in request.args else str(get_locale())
    is_owed = not viewer().is_guest and not has_agreed(viewer())
    return render_template(
        "pages/guidelines.html",
        shown=shown,
        present=present,
        told=told(shown, clauses, locale) if shown else None,
        is_original="original" in request.args,
        versions=queries.published(),
        staff=accounts.staff(),
        contact=settings.CONTACT.get(),
        another_look=slots.fill_page("guidelines.look", viewer()),
        needs_yes=is_owed and shown is present,
    )
