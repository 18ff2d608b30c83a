"""Taking the course: one scenario a page, with the model answer after one's own."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.training import actions, queries, wording
from forum.training.admin.blueprint import bp
from forum.training.forms import ChoiceForm
from forum.training.models import Attempt
from forum.training.queries import Course


@bp.post("/course")
def begin() -> Response:
    """Begin, or go on with what was begun."""
    attempt = actions.begin(member())
    return redirect(_way_on(queries.course_of(attempt)))


@bp.get("/course/<int:attempt_id>/<int:place>")
def scenario(attempt_id: int, place: int) -> str:
    """One scenario: the question, or what was answered beside the model answer."""
    return _page(queries.course_of(_mine(attempt_id)), place, ChoiceForm(formdata=None))


@bp.post("/course/<int:attempt_id>/<int:place>")
def answer(attempt_id: int, place: int) -> Response | tuple[str, int]:
    """Answer it, once."""
    attempt, form = _mine(attempt_id), ChoiceForm()
    course = queries.course_of(attempt)
    form.offer(course.at(place).choices)
    try:
        if form.validate():
            actions.answer(member(), attempt, place, form.chosen)
            here = url_for(".scenario", attempt_id=attempt_id, place=place, _anchor="model")
            return redirect(here)
    except Invalid as error:
        form.blame(error)
    return _page(course, place, form), 422


@bp.get("/results/<int:attempt_id>")
def result(attempt_id: int) -> Response | str:
    """What came of an attempt, scenario by scenario."""
    course = queries.course_of(_mine(attempt_id))
    if course.attempt.finished_at is None:
        flash(_("There is something left to answer first."), "info")
        return redirect(_way_on(course))
    return render_template("training/result.html", course=course, wording=wording)


def _mine(attempt_id: int) -> Attempt:
    return queries.attempt_by_id(attempt_id, of=member().id)


def _page(course: Course, place: int, form: ChoiceForm) -> str:
    page = course.at(place)
    form.offer(page.choices)
    return render_template(
        "training/scenario.html",
        course=course,
        page=page,
        form=form,
        clauses=wording.clauses(),
        wording=wording,
    )


def _way_on(course: Course) -> str:
    """The next scenario without an answer, else the result, else the first page."""
    number = course.attempt.id
    if course.next is not None:
        return url_for(".scenario", attempt_id=number, place=course.next.place)
    is_done = course.attempt.finished_at is not None
    return url_for(".result", attempt_id=number) if is_done else url_for(".index")
