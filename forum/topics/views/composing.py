"""Forms as they open: with the member's draft, with a quote, or empty."""

from typing import Any

from forum.accounts.models import Viewer
from forum.drafts import queries as drafts
from forum.kernel.policy import NotFound
from forum.topics import queries
from forum.topics.forms import EditForm, ReplyForm, TopicForm
from forum.topics.models import HeldEdit, Post, State, Topic

LONGEST_QUOTE = 1_500


def reply_form(viewer: Viewer, topic: Topic, *, quote: int = 0) -> ReplyForm:
    """The reply as the member left it; a post to quote (its id) is added at the end."""
    draft = drafts.shown_draft(viewer, f"reply:{topic.id}")
    form = ReplyForm(formdata=None)
    form.draft_version.data = str(draft.version if draft else 0)
    form.body.data = draft.body if draft else ""
    form.reply_to.data = _word(draft.extra, "reply_to") if draft else ""
    post = _quotable(viewer, topic, quote)
    if post is not None:
        form.body.data = _with_quote(form.body.data or "", post)
        form.reply_to.data = str(post.number)
    return form


def topic_form(viewer: Viewer, *, channel: str) -> TopicForm:
    """A new topic as the member left it; the channel of the address wins over the draft's."""
    draft = drafts.shown_draft(viewer, "new")
    form = TopicForm(formdata=None)
    form.draft_version.data = str(draft.version if draft else 0)
    if draft is not None:
        form.draft = draft
        form.title.data, form.body.data = draft.title, draft.body
        form.tags.data = _word(draft.extra, "tags")
        form.channel.data = _word(draft.extra, "channel")
    form.channel.data = channel or form.channel.data
    return form


def edit_form(viewer: Viewer, post: Post, change: HeldEdit | None) -> EditForm:
    """The words to change: the member's draft, else a change of theirs that waits, else the post's.

    A draft remembers which words it began from, so that it cannot overwrite newer ones unseen.
    """
    wording = queries.wording_of(post)
    form = EditForm(formdata=None)
    form.title.data, form.body.data = wording.title or "", wording.body
    form.tags.data, form.base.data = ", ".join(wording.tags), wording.mark
    if change is not None and change.editor_id == viewer.id:
        form.title.data, form.body.data = change.title or "", change.body
        form.tags.data = ", ".join(change.tags or ())
    draft = drafts.shown_draft(viewer, f"edit:{post.id}")
    if draft is not None:
        form.title.data, form.body.data = draft.title or form.title.data, draft.body
        # Somebody may have taken all tags away.
        form.tags.data = _word(draft.extra, "tags") if "tags" in draft.extra else form.tags.data
        form.base.data = _word(draft.extra, "base") or form.base.data
        form.draft_version.data = str(draft.version)
    return form


def _quotable(viewer: Viewer, topic: Topic, post_id: int) -> Post | None:
    """The post to quote. One that is hidden or elsewhere is treated as if there were none."""
    if not 0 < post_id < 2**31:
        return None
    try:
        post = queries.visible_post(viewer, post_id)
    except NotFound:
        return None
    return post if post.topic_id == topic.id and post.state == State.PUBLISHED else None


def _with_quote(body: str, post: Post) -> str:
    """The text with the post's own words quoted below; what the post itself quotes is left out."""
    own = [line for line in post.body.splitlines() if not line.lstrip().startswith(">")]
    words = "\n".join(own).strip()
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(maxsplit=1)[0] + " …"
    quote = "\n".join(f"> {line}".rstrip() for line in words.splitlines())
    if quote in body:
        return body
    return f"{body.rstrip()}\n\n{quote}\n\n".lstrip()


def _word(extra: dict[str, Any], name: str) -> str:
    """A field as the draft keeps it; a list of words becomes one with commas."""
    value = extra.get(name, "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
