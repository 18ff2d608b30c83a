"""The form of a launch: its questions, when it opens, and beginning to ask."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.feedback import actions, policy, queries, words
from forum.feedback.admin.blueprints import feedback as bp
from forum.feedback.forms import QuestionForm, StartsForm, answer_form
from forum.feedback.models import FeedbackRound, Starts
from forum.feedback.showing import owed_since
from forum.kernel import clock, paging
from forum.kernel.policy import Invalid, require
from forum.launches import queries as launched


@bp.get("")
def index() -> str:
    """Every launch, and how its feedback stands."""
    after = paging.decode(request.args.get("after"))
    page = launched.arranged(after)
    rounds = queries.rounds_of([one.id for one in page.items])
    return render_template(
        "feedback/admin/index.html",
        page=page,
        after=after,
        rounds=rounds,
        standings=queries.standings_of([one.id for one in rounds.values()]),
        now=clock.now(),
        said=words,
    )


@bp.get("/<int:launch_id>")
def show(launch_id: int) -> str:
    """The feedback of one launch."""
    return _page(launch_id, QuestionForm.of())


@bp.post("/<int:launch_id>/begin")
def begin(launch_id: int) -> Response:
    """Begin a form."""
    actions.begin(member(), launched.launch_by_id(launch_id))
    return _back(launch_id)


@bp.post("/<int:launch_id>/questions")
def add(launch_id: int) -> str | Response:
    """Put a question at the end."""
    round_, form = queries.found_round(launch_id), QuestionForm.of()
    if form.validate_on_submit():
        try:
            actions.add_question(member(), round_, form.asking)
        except Invalid as error:
            form.blame(error)
        else:
            return _back(launch_id, "questions")
    return _page(launch_id, form)


@bp.route("/<int:launch_id>/questions/<int:question_id>", methods=["GET", "POST"])
def edit(launch_id: int, question_id: int) -> str | Response:
    """Ask a question in another way."""
    round_ = queries.found_round(launch_id)
    question = queries.question_of(round_, question_id)
    require(policy.can_build(member(), round_))
    form = QuestionForm.of(question)
    if form.validate_on_submit():
        try:
            actions.change_question(member(), round_, question, form.asking)
        except Invalid as error:
            form.blame(error)
        else:
            return _back(launch_id, "questions")
    return render_template(
        "feedback/admin/question.html", form=form, question=question, launch=round_.launch
    )


@bp.post("/<int:launch_id>/questions/<int:question_id>/up")
def move_up(launch_id: int, question_id: int) -> Response:
    """Let a question stand one place earlier."""
    return _move(launch_id, question_id, -1)


@bp.post("/<int:launch_id>/questions/<int:question_id>/down")
def move_down(launch_id: int, question_id: int) -> Response:
    """Let a question stand one place later."""
    return _move(launch_id, question_id, 1)


@bp.post("/<int:launch_id>/questions/<int:question_id>/remove")
def remove(launch_id: int, question_id: int) -> Response:
    """Take a question out."""
    round_ = queries.found_round(launch_id)
    actions.remove_question(member(), round_, queries.question_of(round_, question_id))
    flash(_("The question is gone."), "good")
    return _back(launch_id, "questions")


@bp.post("/<int:launch_id>/starts")
def choose(launch_id: int) -> str | Response:
    """Choose from when on the days of a member count."""
    round_ = queries.found_round(launch_id)
    form = StartsForm.of(round_)
    if form.validate_on_submit():
        actions.choose_start(member(), round_, Starts(form.starts.data))
        flash(_("Saved."), "good")
        return _back(launch_id)
    return _page(launch_id, QuestionForm.of(), form)


@bp.post("/<int:launch_id>/publish")
def publish(launch_id: int) -> Response:
    """Begin to ask."""
    actions.publish(member(), queries.found_round(launch_id))
    flash(_("Members are asked from now on."), "good")
    return _back(launch_id)


@bp.post("/<int:launch_id>/take-back")
def take_back(launch_id: int) -> Response:
    """Make it a draft again."""
    actions.take_back(member(), queries.found_round(launch_id))
    flash(_("It is a draft again."), "good")
    return _back(launch_id)


@bp.get("/<int:launch_id>/preview")
def preview(launch_id: int) -> str:
    """The form as members see it."""
    round_ = queries.found_round(launch_id)
    form = answer_form(queries.questions_of(round_), formdata=None)
    return render_template("feedback/admin/preview.html", form=form, launch=round_.launch)


def _move(launch_id: int, question_id: int, by: int) -> Response:
    round_ = queries.found_round(launch_id)
    question = queries.question_of(round_, question_id)
    actions.move_question(member(), round_, question, by=by)
    return _back(launch_id, "questions")


def _page(launch_id: int, form: QuestionForm, starts: StartsForm | None = None) -> str:
    launch, now = launched.launch_by_id(launch_id), clock.now()
    round_ = queries.round_of(launch_id)
    found: dict[str, object] = {}
    if round_ is not None:
        found = _parts(round_) | {"starts": starts or StartsForm.of(round_)}
        found["owed_since"] = owed_since(round_, now) if round_.published_at else None
    return render_template(
        "feedback/admin/show.html", launch=launch, round=round_, form=form, said=words, **found
    )


def _parts(round_: FeedbackRound) -> dict[str, object]:
    return {
        "questions": queries.questions_of(round_),
        "most": policy.MOST_QUESTIONS,
        "standing": queries.standings_of([round_.id])[round_.id],
        "may_build": policy.can_build(member(), round_),
        "may_take_back": policy.can_take_back(member(), round_, answers=queries.typed_in(round_)),
    }


def _back(launch_id: int, part: str | None = None) -> Response:
    return redirect(url_for(".show", launch_id=launch_id, _anchor=part))
