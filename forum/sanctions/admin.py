"""Staff pages of sanctions: what waits for a second person, and the record of one member."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.finding import asked_for
from forum.accounts.models import User
from forum.accounts.session import member, viewer
from forum.kernel import slots
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, Refused, require
from forum.pages import queries as pages
from forum.sanctions import actions, policy, queries, wording
from forum.sanctions.forms import ImposeForm, LiftForm, NoteForm, OfSanctions
from forum.sanctions.models import SanctionKind
from forum.web.admin import staff_blueprint

bp = staff_blueprint("sanctions", __name__)


@bp.get("")
def index() -> str | Response:
    """What waits for a second person, and what was decided lately."""
    form, found = asked_for(request.args)
    if found is not None:
        return redirect(url_for(".record", user_id=found.id))
    return render_template(
        "sanctions/admin/index.html",
        proposals=queries.proposals(),
        page=queries.lately(decode(request.args.get("after"))),
        steps=[(wish, at.get()) for at, wish in queries.STEPS],
        form=form,
        said=wording,
    )


@bp.get("/members/<int:user_id>")
def record(user_id: int) -> str:
    """What counts against a member, what was decided, what the team noted."""
    user = accounts.fresh_member(user_id)
    return _record(user, _impose_form(user), NoteForm(formdata=None))


@bp.post("/members/<int:user_id>/impose")
def impose(user_id: int) -> Response | str:
    """Decide something about a member, or propose a removal."""
    user, guidelines = accounts.fresh_member(user_id), pages.current_guidelines()
    form = _impose_form(user)
    number = guidelines.number if guidelines else 0
    if form.validate_on_submit() and _done(
        form,
        lambda: actions.impose(member(), user, form.wish, reasons=form.reasons(number)),
    ):
        if form.wish.kind == SanctionKind.REMOVAL:
            flash(_("Proposed. Somebody else of the team must agree."), "good")
        else:
            flash(_("Done. The member is told by mail and reads your words."), "good")
        return redirect(url_for(".record", user_id=user_id))
    return _record(accounts.fresh_member(user_id), form, NoteForm(formdata=None))


@bp.post("/<int:sanction_id>/second")
def second(sanction_id: int) -> Response:
    """Agree to a removal as the second person."""
    sanction = queries.sanction_by_id(sanction_id)
    actions.second(member(), sanction)
    flash(_("The account is closed. The member is told by mail."), "good")
    return redirect(url_for(".record", user_id=sanction.user_id))


@bp.route("/<int:sanction_id>/lift", methods=["GET", "POST"])
def lift(sanction_id: int) -> Response | str:
    """Take something back, with words to the member."""
    sanction = queries.sanction_by_id(sanction_id)
    user, form = accounts.fresh_member(sanction.user_id), LiftForm()
    if request.method == "GET":
        require(policy.can_lift(member(), user, sanction))
    if form.validate_on_submit() and _done(
        form, lambda: actions.lift(member(), sanction, form.words.data or "")
    ):
        flash(_("Taken back. What else was decided goes on."), "good")
        return redirect(url_for(".record", user_id=user.id))
    entry = queries.entry_of(sanction)
    return render_template("sanctions/admin/lift.html", entry=entry, form=form, said=wording)


@bp.post("/members/<int:user_id>/notes")
def add_note(user_id: int) -> Response | str:
    """Write a note about a member."""
    user, form = accounts.fresh_member(user_id), NoteForm()
    if form.validate_on_submit() and _done(
        form, lambda: actions.add_note(member(), user, form.body.data or "")
    ):
        flash(_("Noted. Only the team reads it."), "good")
        return redirect(url_for(".record", user_id=user_id))
    return _record(user, _impose_form(user), form)


@bp.post("/notes/<int:note_id>/delete")
def delete_note(note_id: int) -> Response:
    """Take a note away."""
    note = queries.note_by_id(note_id)
    actions.delete_note(member(), note)
    flash(_("The note is gone."), "good")
    return redirect(url_for(".record", user_id=note.user_id))


def _record(user: User, form: ImposeForm, note_form: NoteForm) -> str:
    require(policy.can_see_record(member(), user))
    entries = queries.sanctions_of(user, proposed=True)
    return render_template(
        "sanctions/admin/record.html",
        user=user,
        decisions=entries,
        ways=queries.ways_of(member(), user, entries),
        weight=queries.weight_of(user),
        step=queries.suggested(user),
        notes=queries.notes_about(user),
        more=slots.fill("sanctions.record", viewer(), [user])[user.id],
        may_act=policy.can_act_on(member(), user),
        may_delete=policy.can_delete_note,
        form=form,
        note_form=note_form,
        said=wording,
    )


def _impose_form(user: User) -> ImposeForm:
    guidelines = pages.current_guidelines()
    form = ImposeForm()
    form.offer(pages.clauses_of(guidelines) if guidelines else ())
    if request.endpoint != "sanctions_admin.impose":
        form.preset(queries.suggested(user))
    return form


def _done(form: OfSanctions, act: Callable[[], object]) -> bool:
    """Whether the action took place; what it found wrong is said at the field."""
    try:
        act()
    except Invalid as invalid:
        form.blame(invalid)
        return False
    except Refused as refused:
        # A shorter one can be chosen, and what was written stays.
        if refused.verdict.reason != "beyond_moderator" or "length" not in form:
            raise
        form.blame(Invalid("length", refused.verdict.reason))
        return False
    return True
