"""When the guidelines have changed: the text that was sent waits for a yes, and goes on with it."""

from flask import render_template, request

from forum.accounts.session import member
from forum.kernel.policy import NotFound, Refused
from forum.pages import actions as pages
from forum.pages import queries
from forum.topics.forms import small_number

OURS = {"csrf_token", "agreed"}


def agree_if_asked() -> None:
    """Take the yes that came with the text. One to a version that nobody knows is no yes."""
    number = small_number(request.form.get("agreed"))
    try:
        if number:
            pages.accept(member(), queries.guidelines_at(number))
    except NotFound:
        return


def is_owed(error: Exception) -> bool:
    """Whether only the yes is missing."""
    return isinstance(error, Refused) and error.verdict.reason == "guidelines_changed"


def question() -> tuple[str, int]:
    """What has changed, the button that agrees and sends the text, and the text itself."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    page = render_template(
        "pages/agree.html",
        changes=queries.changes_for(member()),
        fields=fields,
        action=request.path,
    )
    return page, 403
