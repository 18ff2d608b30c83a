"""The guidelines: a version is written clause by clause, looked at, and published."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound
from forum.markup.render import PLAIN, render
from forum.pages import actions, queries, readability
from forum.pages.actions import MOST_LINES, Change, Step
from forum.pages.admin.blueprint import bp
from forum.pages.forms import ClauseForm, PublishForm, SummaryForm
from forum.pages.models import Clause


@bp.get("/guidelines")
def guidelines() -> str:
    """The version that is being written, or the one that holds; and all before."""
    draft, present = queries.draft(), queries.current_guidelines()
    shown = draft or present
    return render_template(
        "pages/admin/guidelines.html",
        draft=draft,
        present=present,
        shown=shown,
        clauses=queries.clauses_of(shown) if shown else (),
        reading=readability.reading_of(shown.summary) if shown else None,
        versions=queries.published(),
        accepted=queries.accepted_count(present) if present else 0,
    )


@bp.post("/guidelines/begin")
def begin() -> Response:
    """Begin a new version from the present one."""
    actions.begin(member())
    return redirect(url_for(".guidelines"))


@bp.get("/guidelines/discard")
def ask_discard() -> str:
    """Ask before what was written is gone."""
    return render_template("pages/admin/discard.html", draft=queries.open_draft(), clause=None)


@bp.post("/guidelines/discard")
def discard() -> Response:
    """Give the version that is being written up."""
    actions.discard(member(), queries.open_draft())
    flash(_("The new version is gone. The published one holds as before."), "info")
    return redirect(url_for(".guidelines"))


@bp.route("/guidelines/summary", methods=["GET", "POST"])
def summary() -> str | Response:
    """The few lines above the clauses, with a look at how they read."""
    draft = queries.open_draft()
    form = SummaryForm(summary=draft.summary, note=draft.note)
    if form.validate_on_submit() and request.form.get("act") != "check":
        words = {"summary": form.summary.data or "", "note": form.note.data or ""}
        try:
            actions.change_summary(member(), draft, **words)
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for(".guidelines"))
    return render_template(
        "pages/admin/summary.html",
        form=form,
        reading=readability.reading_of(form.summary.data or ""),
        most=MOST_LINES,
    )


@bp.route("/guidelines/clauses/new", methods=["GET", "POST"])
def new_clause() -> str | Response:
    """Add a clause at the end."""
    return _clause_page(ClauseForm(), None)


@bp.route("/guidelines/clauses/<int:number>", methods=["GET", "POST"])
def clause(number: int) -> str | Response:
    """Change a clause."""
    found = queries.clause_at(queries.open_draft(), number)
    return _clause_page(ClauseForm(obj=found), found)


@bp.post("/guidelines/clauses/<int:number>/move")
def move_clause(number: int) -> Response:
    """Move a clause one place."""
    draft = queries.open_draft()
    try:
        step = Step(request.form.get("direction", ""))
    except ValueError:
        raise NotFound from None
    found = queries.clause_at(draft, number)
    actions.move_clause(member(), draft, found, step=step)
    return redirect(url_for(".guidelines", _anchor=f"clause-{found.number}"))


@bp.get("/guidelines/clauses/<int:number>/remove")
def ask_remove_clause(number: int) -> str:
    """Ask before a clause is gone."""
    draft = queries.open_draft()
    clause = queries.clause_at(draft, number)
    return render_template("pages/admin/discard.html", draft=draft, clause=clause)


@bp.post("/guidelines/clauses/<int:number>/remove")
def remove_clause(number: int) -> Response:
    """Take a clause away."""
    draft = queries.open_draft()
    actions.remove_clause(member(), draft, queries.clause_at(draft, number))
    flash(_("The clause is gone. Those behind it moved up."), "info")
    return redirect(url_for(".guidelines"))


@bp.route("/guidelines/publish", methods=["GET", "POST"])
def publish() -> str | Response:
    """Look at what is different, say how much it matters, and publish."""
    draft, present = queries.open_draft(), queries.current_guidelines()
    form = PublishForm()
    if present is None:
        form.change.data = Change.MATERIAL.value
    if form.is_submitted() and (present is None or form.validate()):
        try:
            actions.publish(member(), draft, Change(form.change.data))
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Version %(number)s is published.", number=draft.number), "good")
            return redirect(url_for(".guidelines"))
    changes = queries.changes_between(present, queries.open_draft())
    return render_template("pages/admin/publish.html", form=form, changes=changes, present=present)


def _clause_page(form: ClauseForm, found: Clause | None) -> str | Response:
    draft = queries.open_draft()
    is_looking = request.form.get("act") == "preview"
    if form.validate_on_submit() and not is_looking:
        try:
            if found is None:
                actions.add_clause(member(), draft, form.text())
            else:
                actions.change_clause(member(), draft, found, text=form.text())
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for(".guidelines"))
    preview = render(form.body.data or "", PLAIN, anchor="page").html if is_looking else ""
    return render_template(
        "pages/admin/clause.html",
        form=form,
        clause=found,
        preview=preview,
        reading=readability.reading_of(form.body.data or ""),
    )
