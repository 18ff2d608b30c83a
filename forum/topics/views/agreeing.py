"""When the guidelines have changed: the text that was sent waits for a yes, and goes on with it."""

from flask import render_template, request, url_for

from forum.accounts.session import member
from forum.drafts import actions as drafts
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.pages import actions as pages
from forum.pages import queries
from forum.topics.forms import PostForm
from forum.web.forms import small_number

OURS = {"csrf_token", "agreed"}
# What a draft remembers beside title and text, under the names of the forms.
REMEMBERED = ("channel", "tags", "reply_to", "base")


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


def question(key: str, form: PostForm) -> tuple[str, int]:
    """What has changed, the button that agrees and sends the text, and the text itself.

    The text is kept as the draft of this key, so that whoever does not agree loses nothing.
    """
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    page = render_template(
        "pages/agree.html",
        changes=queries.changes_for(member()),
        fields=fields,
        action=request.path,
        kept_at=url_for("drafts.index") if _keep(key, form) else "",
    )
    return page, 403


def _keep(key: str, form: PostForm) -> bool:
    """Put the text among the drafts; false when there is none, or newer text lies there."""
    title = request.form.get("title", "")
    if not (title.strip() or form.text.strip()):
        return False
    extra = {name: request.form[name] for name in REMEMBERED if name in request.form}
    words = {"title": title, "body": form.text}
    try:
        drafts.save(member(), key, extra=extra, version=form.known_draft, **words)
    except (drafts.Conflict, Invalid):
        return False
    return True
