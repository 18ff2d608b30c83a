"""The fifth step: whether mail goes out, proven by a letter."""

from flask import redirect, request
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.mail import compose, trial
from forum.setup import actions
from forum.setup.admin.blueprint import after, bp, page
from forum.setup.models import Step
from forum.web.limits import Limit

TRIALS = Limit("test_mail", "10 per hour")


@bp.route("/mail", methods=["GET", "POST"])
def mail() -> str | Response:
    """Where mail goes, and a letter to the owner at once."""
    if request.method == "GET":
        return page(Step.MAIL, server=trial.server(), outcome=None)
    if request.form.get("act") == "done":
        actions.note_done(member(), Step.MAIL)
        return redirect(after(Step.MAIL))
    TRIALS.hit(member().id)
    owner = member()
    letter = compose.write("setup/trial", language=owner.locale, username=owner.username)
    outcome = trial.send("setup.trial", to=owner.email, **letter.parts)
    return page(Step.MAIL, server=trial.server(), outcome=outcome)


# The mail server may be slow: others write meanwhile.
mail.reads_only = True  # type: ignore[attr-defined]
