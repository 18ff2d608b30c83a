"""Staff pages of governance: decisions that differ, clauses to look at, and how people decide."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.governance import actions, policy, queries, wording
from forum.governance.alike import ENOUGH, Likeness
from forum.governance.forms import TalkForm
from forum.kernel.policy import Invalid, NotFound, require
from forum.moderation.kinds import all_kinds
from forum.pages import policy as pages
from forum.web.admin import staff_blueprint

bp = staff_blueprint("governance", __name__)
TAKEN, UNTAKEN = 200, 422


@bp.route("", methods=["GET", "POST"])
def index() -> Response | tuple[str, int]:
    """Decisions that were alike and ended differently, side by side; noting what was said."""
    require(policy.can_compare(member()))
    form = TalkForm()
    if form.validate_on_submit():
        try:
            actions.talk(member(), form.likeness, up_to_id=form.up_to.data, note=form.note.data)
        except Invalid as invalid:
            form.blame(invalid)
        else:
            flash(_("Noted. It comes back when something is decided differently again."), "good")
            return redirect(url_for(".index"))
    elif form.is_submitted():
        raise NotFound
    return _page(form), UNTAKEN if form.is_submitted() else TAKEN


@bp.get("/clauses")
def clauses() -> str:
    """Clauses that nobody needs, or by which decisions are taken back too often."""
    require(policy.can_compare(member()))
    return render_template(
        "governance/admin/clauses.html",
        used=queries.used_clauses(),
        may_write=pages.can_write(member()),
        enough=ENOUGH,
    )


@bp.get("/people")
def people() -> str:
    """How often people decide alike, and how often they are overturned."""
    require(policy.can_see_people(member()))
    return render_template(
        "governance/admin/people.html", deciders=queries.deciders(), enough=ENOUGH
    )


def _page(form: TalkForm) -> str:
    found = queries.differing()
    shown = found[: queries.MOST_SHOWN]
    typed: Likeness | None = form.likeness if form.is_submitted() else None
    return render_template(
        "governance/admin/index.html",
        groups=shown,
        more=len(found) - len(shown),
        facts=queries.facts_about(shown),
        form=form,
        typed=typed,
        kinds=all_kinds(),
        said=wording,
        examples=queries.EXAMPLES,
    )
