"""The staff pages of work that is done in the background."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.jobs import actions, queries
from forum.jobs.queries import Stage
from forum.kernel.paging import decode
from forum.kernel.policy import NotFound
from forum.web.admin import acting, require_admin, staff_blueprint

bp = staff_blueprint("jobs", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """Jobs of one stage, the failed ones unless another is asked for."""
    stage = _stage(request.args.get("stage", Stage.FAILED.value))
    return render_template(
        "jobs/index.html",
        page=queries.jobs_in(stage, decode(request.args.get("after"))),
        stage=stage,
        stages=list(Stage),
        counts=queries.counts(),
        health=queries.health(),
    )


@bp.post("/<int:job_id>/retry")
def retry(job_id: int) -> Response:
    """Try one job again; pressed twice, it is tried once."""
    if actions.try_again(acting(), [job_id]):
        flash(_("The job will be tried again in a moment."), "good")
    else:
        flash(_("Somebody was quicker: this job is not among the failed ones any more."), "info")
    return redirect(url_for(".index"))


@bp.post("/retry")
def retry_all() -> Response:
    """Try every job again that was given up."""
    count = actions.retry_all(acting())
    words = ngettext("%(num)d job will be tried again.", "%(num)d jobs will be tried again.", count)
    flash(words, "good" if count else "info")
    return redirect(url_for(".index"))


def _stage(word: str) -> Stage:
    try:
        return Stage(word)
    except ValueError:
        raise NotFound from None
