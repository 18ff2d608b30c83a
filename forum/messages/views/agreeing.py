"""When the guidelines have changed: the message waits for a yes, and goes on with it."""

from flask import render_template, request, url_for

from forum.accounts.session import member
from forum.drafts import actions as drafts
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.messages.forms import MessageForm
from forum.pages import actions as pages
from forum.pages import queries
from forum.web.forms import small_number

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


def question(key: str, form: MessageForm) -> tuple[str, int]:
    """What has changed, the button that agrees and sends, and the text, kept as a draft."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    page = render_template(
        "pages/agree.html",
        changes=queries.changes_for(member()),
        fields=fields,
        action=request.path,
        kept_at=url_for("drafts.index") if _keep(key, form) else "",
    )
    return page, 403


def _keep(key: str, form: MessageForm) -> bool:
    if not form.text.strip():
        return False
    title, extra = request.form.get("title", ""), {"to": request.form.get("to", "")}
    try:
        drafts.save(
            member(), key, title=title, body=form.text, extra=extra, version=form.known_draft
        )
    except (drafts.Conflict, Invalid):
        return False
    return True
