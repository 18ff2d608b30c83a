"""What was said, with every word, as a page and as a file; and what the brand says to it."""

import csv
import io
from collections.abc import Mapping, Sequence

from flask import Response as File
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.feedback import actions, queries, words
from forum.feedback.admin.blueprints import feedback as bp
from forum.feedback.forms import ResponseForm
from forum.feedback.models import FeedbackQuestion, FeedbackRound, QuestionKind
from forum.feedback.policy import CHOSEN
from forum.feedback.queries import Given
from forum.kernel.policy import Invalid

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@bp.get("/<int:launch_id>/results")
def results(launch_id: int) -> str:
    """Figures, and all words."""
    round_ = queries.found_round(launch_id)
    return render_template(
        "feedback/admin/results.html",
        round=round_,
        launch=round_.launch,
        standing=queries.standings_of([round_.id])[round_.id],
        results=queries.all_results(round_),
        said=words,
    )


@bp.get("/<int:launch_id>/answers.csv")
def answers(launch_id: int) -> File:
    """Everybody's answers, a line for each member."""
    round_ = queries.found_round(launch_id)
    answer = File(_sheet(round_), mimetype="text/csv")
    name = f"{round_.launch.slug}-feedback.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.route("/<int:launch_id>/response", methods=["GET", "POST"])
def respond(launch_id: int) -> str | Response:
    """Say what was heard, what changes and what does not."""
    round_ = queries.found_round(launch_id)
    form = ResponseForm(obj=round_)
    if form.validate_on_submit():
        try:
            actions.respond(member(), round_, form.response)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("It stands on the page of the launch now."), "good")
            return redirect(url_for(".show", launch_id=launch_id))
    return render_template(
        "feedback/admin/response.html", form=form, round=round_, launch=round_.launch
    )


def _sheet(round_: FeedbackRound) -> str:
    questions = queries.questions_of(round_)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    heads = [_safe(one.words) for one in questions]
    rows.writerow(["member", "sent_at", "shared", *heads])
    for part, said in queries.every_part(round_):
        assert part.sent_at is not None  # noqa: S101 -- only what was sent is read
        name = part.user.username or ""
        first = [name, part.sent_at.isoformat(timespec="seconds"), "yes" if part.is_shared else ""]
        rows.writerow([*first, *_cells(questions, said)])
    return out.getvalue()


def _cells(questions: Sequence[FeedbackQuestion], said: Mapping[int, Given]) -> list[str]:

    return [_safe(_cell(one, said.get(one.id, Given()))) for one in questions]


def _cell(question: FeedbackQuestion, given: Given) -> str:
    if question.kind == QuestionKind.TEXT:
        return given.words
    if question.kind in CHOSEN:
        return "; ".join(question.choices[place] for place in given.numbers)
    return "".join(str(one) for one in given.numbers)


def _safe(text: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
