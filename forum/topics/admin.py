"""Care of tags: moderators rename, merge and delete them; admins choose those of a channel."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid
from forum.topics import actions, queries
from forum.topics.models import Tag
from forum.topics.queries import tagging
from forum.topics.tag_forms import ChoiceForm, MergeForm, RenameForm, TagForm, words_for
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("topics", __name__)


@bp.get("/tags")
def tags() -> str:
    """All tags, the most used first; `q` narrows them down."""
    sought = request.args.get("q", "").replace("\x00", "").strip().lower()
    after = decode(request.args.get("after"))
    return render_template(
        "topics/admin/tags.html",
        page=tagging.tag_lines(sought=sought, after=after),
        sought=sought,
        is_first=after is None,
        rooms=[room.channel for room in channels.rooms(member()) if not room.channel.is_archived],
        chosen=tagging.ruled_channels(),
    )


@bp.route("/tags/<int:tag_id>", methods=["GET", "POST"])
def tag(tag_id: int) -> str | Response:
    """One tag: where it is used, and its name, which can be changed."""
    found = tagging.tag_by_id(tag_id)
    form = RenameForm(obj=found)
    if form.validate_on_submit() and _done(
        form, lambda: actions.rename_tag(member(), found, form.name.data or "")
    ):
        flash(_("Saved. The old name leads here."), "good")
        return redirect(url_for(".tag", tag_id=tag_id))
    found = tagging.tag_by_id(tag_id)
    usage = tagging.usage_of(found)
    return render_template("topics/admin/tag.html", tag=found, form=form, usage=usage)


@bp.route("/tags/<int:tag_id>/merge", methods=["GET", "POST"])
def merge(tag_id: int) -> str | Response:
    """Name the tag that stays, read what happens, and merge."""
    source = tagging.tag_by_id(tag_id)
    form = MergeForm(into=request.args.get("into", ""))
    into = _other(form, source) if "into" in request.values else None
    if into is not None and form.validate_on_submit():
        into_id = into.id
        if _done(form, lambda: actions.merge_tags(member(), source, into)):
            flash(_("Merged. The old name leads here."), "good")
            return redirect(url_for(".tag", tag_id=into_id))
    usage = tagging.usage_of(source)
    return render_template(
        "topics/admin/merge.html", source=source, into=into, form=form, usage=usage
    )


@bp.post("/tags/<int:tag_id>/delete")
def delete(tag_id: int) -> Response:
    """Take away a tag that nothing uses."""
    found = tagging.tag_by_id(tag_id)
    name = found.name
    try:
        actions.delete_tag(member(), found)
    except Invalid as invalid:
        flash(words_for(invalid), "bad")
        return redirect(url_for(".tag", tag_id=tag_id))
    flash(_("The tag %(name)s is gone.", name=name), "good")
    return redirect(url_for(".tags"))


@bp.route("/tags/channel/<slug>", methods=["GET", "POST"])
def channel(slug: str) -> str | Response:
    """Choose the tags that a channel takes."""
    require_admin()
    found = channels.channel_at(member(), slug)
    form = ChoiceForm(tags=", ".join(queries.allowed_in(found.id)))
    if form.validate_on_submit() and _done(
        form, lambda: actions.choose_tags(member(), found, form.names)
    ):
        flash(_("Saved."), "good")
        return redirect(url_for(".channel", slug=slug))
    return render_template(
        "topics/admin/channel.html", channel=found, form=form, carried=tagging.tags_in(found)
    )


def _other(form: MergeForm, source: Tag) -> Tag | None:
    """The tag that shall stay; what is wrong with its name is said at the field."""
    name = (form.into.data or "").strip().lower()
    into = queries.tags_named([name]).get(name)
    if not name:
        form.blame(Invalid("into", "none"))
    elif into is None:
        form.blame(Invalid("into", "missing", name=name))
    elif into.id == source.id:
        form.blame(Invalid("into", "same"))
        return None
    return into


def _done(form: TagForm, act: Callable[[], object]) -> bool:
    """Whether the action took place; what it found wrong is said at the field."""
    try:
        act()
    except Invalid as invalid:
        form.blame(invalid)
        return False
    return True
