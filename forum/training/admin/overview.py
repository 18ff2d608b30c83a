"""The first page of training: where one stands, and for admins where everybody does."""

from flask import render_template

from forum.accounts.session import member
from forum.moderation.policy import can_work
from forum.moderation.settings import NEEDS_TRAINING
from forum.training import queries, wording
from forum.training.admin.blueprint import bp
from forum.training.settings import MARK, MONTHS


@bp.get("")
def index() -> str:
    """The course, and what it is good for."""
    me = member()
    open_one = queries.open_attempt(me.id)
    return render_template(
        "training/index.html",
        course=queries.course_of(open_one) if open_one else None,
        certificate=queries.certificates([me.id]).get(me.id),
        finished=queries.attempts_of(me.id),
        scenarios=len(queries.stories_on()) or len(queries.SUPPLIED),
        people=queries.people() if me.is_admin else [],
        is_gated=NEEDS_TRAINING.get(),
        may_work=can_work(me),
        mark=MARK.get(),
        months=MONTHS.get(),
        waits=me.is_staff
        and any(me.id not in queries.finished(one) for one in queries.open_rounds()),
        wording=wording,
    )
