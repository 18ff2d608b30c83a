"""What was decided about somebody's text and why, for the person themselves."""

from flask import render_template
from flask_login import login_required

from forum.accounts.session import member
from forum.kernel import slots
from forum.moderation import queries, wording
from forum.moderation.kinds import kind_named
from forum.moderation.views.blueprint import bp


@bp.get("/rulings/<int:ruling_id>")
@login_required
def statement(ruling_id: int) -> str:
    """The statement of reasons: what, which rule, what was seen, how long, and how to appeal."""
    found = queries.statement_for(member(), ruling_id)
    return render_template(
        "moderation/statement.html",
        ruling=found.ruling,
        sanction=found.sanction,
        facts=found.facts,
        kind=kind_named(found.ruling.target_kind),
        told=wording.TOLD,
        more=slots.fill("ruling.end", member(), [found.ruling])[found.ruling.id],
    )
