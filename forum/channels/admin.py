"""Arranging sections and channels, for admins."""

from collections.abc import Callable

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from forum.accounts.session import member
from forum.channels import actions, queries
from forum.channels.actions import Agreement, Direction
from forum.channels.forms import (
    DOOR_HINTS,
    KIND_HINTS,
    ChannelForm,
    ForumForm,
    MergeForm,
    SectionForm,
)
from forum.channels.models import Channel, Visibility
from forum.channels.queries import Layout, Sight
from forum.kernel.policy import Invalid, NotFound
from forum.web.admin import require_admin, staff_blueprint
from forum.web.numbers import row_number

REASONS_OF_ORDER = {
    "changed": _l("Somebody else changed the order meanwhile. Load the page anew to see it."),
    "incomplete": _l("A channel came or went meanwhile. Load the page anew to see it."),
}

bp = staff_blueprint("channels", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """Everything in its order, with ways to change it."""
    found = queries.rooms(member())
    in_use = [room for room in found if not room.channel.is_archived]
    by_section = {
        group.section.id if group.section else 0: group.rooms for group in queries.grouped(in_use)
    }
    return render_template(
        "channels/admin/index.html",
        sections=queries.sections(),
        by_section=by_section,
        seen=queries.layout().fingerprint,
        archived=[room.channel for room in found if room.channel.is_archived],
    )


@bp.post("/lay-out")
def lay_out() -> tuple[Response, int] | Response:
    """Take the order that somebody dragged everything into; answers scripts."""
    try:
        wanted = _layout(request.form.get("order", ""))
        seen = actions.lay_out(member(), wanted, seen=request.form.get("seen", ""))
    except Invalid as invalid:
        return jsonify(error=str(REASONS_OF_ORDER[invalid.reason])), 409
    return jsonify(seen=seen)


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Open a channel."""
    form = ChannelForm(section_id=request.args.get("section", 0, type=int))
    form.offer_sections(queries.sections())
    if form.validate_on_submit() and _done(form, lambda: actions.create(member(), form.plan())):
        flash(_("%(name)s is open.", name=form.name.data), "good")
        return redirect(url_for(".index"))
    return _channel_page(form, None, None)


@bp.route("/<int:channel_id>", methods=["GET", "POST"])
def edit(channel_id: int) -> str | Response:
    """Change a channel; what opens or closes it is told in words first."""
    channel = queries.channel_by_id(channel_id)
    form = ChannelForm(obj=channel)
    form.offer_sections(queries.sections())
    form.keep_pause(channel.slow_mode_seconds)
    sight = None
    if form.validate_on_submit():
        sight = queries.change_of_sight(channel.visibility, Visibility(form.visibility.data))
        is_told = sight.is_same or form.agreed.data == form.visibility.data
        if is_told and _done(form, lambda: actions.change(member(), channel, form.plan())):
            flash(_("Saved."), "good")
            return redirect(url_for(".edit", channel_id=channel.id))
    return _channel_page(form, queries.channel_by_id(channel_id), sight)


@bp.post("/<int:channel_id>/move")
def move(channel_id: int) -> Response:
    """Move a channel one step within its section."""
    actions.move(member(), queries.channel_by_id(channel_id), _direction())
    return redirect(url_for(".index", _anchor=f"channel-{channel_id}"))


@bp.post("/<int:channel_id>/archive")
def archive(channel_id: int) -> Response:
    """Keep a channel for reading only."""
    channel = queries.channel_by_id(channel_id)
    actions.archive(member(), channel)
    flash(_("%(name)s is archived. Everything in it can still be read.", name=channel.name), "good")
    return redirect(url_for(".index"))


@bp.post("/<int:channel_id>/unarchive")
def unarchive(channel_id: int) -> Response:
    """Open an archived channel again."""
    channel = queries.channel_by_id(channel_id)
    actions.unarchive(member(), channel)
    flash(_("%(name)s is open again.", name=channel.name), "good")
    return redirect(url_for(".edit", channel_id=channel.id))


@bp.route("/<int:channel_id>/merge", methods=["GET", "POST"])
def merge(channel_id: int) -> str | Response:
    """Choose the channel that stays, read what happens, and merge."""
    source = queries.channel_by_id(channel_id)
    form = MergeForm(into=request.args.get("into", 0, type=int))
    others = [room.channel for room in queries.rooms(member()) if _can_take(room.channel, source)]
    form.into.choices = [SelectChoice(other.id, other.name) for other in others]
    into = next((other for other in others if other.id == form.into.data), None)
    if into is not None and form.validate_on_submit():
        agreed = Agreement.OPENS_UP if form.agreed.data else Agreement.NOTHING
        into_slug = into.slug
        if _merged(form, source, into, agreed):
            flash(_("Merged. The old address leads here now."), "good")
            return redirect(url_for("channels.about", slug=into_slug))
    effects = queries.effects_of_merge(source, into) if into else None
    return render_template(
        "channels/admin/merge.html", source=source, into=into, form=form, effects=effects
    )


@bp.route("/sections/new", methods=["GET", "POST"])
def new_section() -> str | Response:
    """Add a heading."""
    form = SectionForm()
    if form.validate_on_submit() and _done(
        form, lambda: actions.create_section(member(), form.name.data or "")
    ):
        flash(_("The section stands at the end. Move it where you want it."), "good")
        return redirect(url_for(".index"))
    return render_template("channels/admin/section.html", form=form, section=None)


@bp.route("/sections/<int:section_id>", methods=["GET", "POST"])
def edit_section(section_id: int) -> str | Response:
    """Give a heading another name."""
    section = queries.section_by_id(section_id)
    form = SectionForm(obj=section)
    if form.validate_on_submit() and _done(
        form, lambda: actions.rename_section(member(), section, form.name.data or "")
    ):
        flash(_("Saved."), "good")
        return redirect(url_for(".index"))
    return render_template("channels/admin/section.html", form=form, section=section)


@bp.post("/sections/<int:section_id>/move")
def move_section(section_id: int) -> Response:
    """Move a heading with its channels one step."""
    actions.move_section(member(), queries.section_by_id(section_id), _direction())
    return redirect(url_for(".index", _anchor=f"section-{section_id}"))


@bp.post("/sections/<int:section_id>/remove")
def remove_section(section_id: int) -> Response:
    """Take a heading away; its channels stay."""
    actions.remove_section(member(), queries.section_by_id(section_id))
    flash(_("The section is gone. Its channels stand without one now."), "good")
    return redirect(url_for(".index"))


def _channel_page(form: ChannelForm, channel: Channel | None, sight: Sight | None) -> str:
    return render_template(
        "channels/admin/channel.html",
        form=form,
        channel=channel,
        sight=sight if sight and not sight.is_same else None,
        old_slugs=queries.old_slugs(channel) if channel else [],
        member_count=queries.member_count(channel) if channel else 0,
        kind_hints=KIND_HINTS,
        door_hints=DOOR_HINTS,
    )


def _done(form: ForumForm, act: Callable[[], object]) -> bool:
    """Whether the action took place; what it found wrong is put at the field."""
    try:
        act()
    except Invalid as invalid:
        form.explain(invalid.field, invalid.reason)
        return False
    return True


def _merged(form: MergeForm, source: Channel, into: Channel, agreed: Agreement) -> bool:
    """Whether the merge took place; without the second yes it waits for it."""
    if queries.effects_of_merge(source, into).opens_up and agreed != Agreement.OPENS_UP:
        form.explain("agreed", "opens_up")
        return False
    return _done(form, lambda: actions.merge(member(), source, into, agreed=agreed))


def _can_take(channel: Channel, source: Channel) -> bool:
    return channel.id != source.id and not channel.is_archived and not channel.is_live


def _layout(text: str) -> Layout:
    """Of `3:7,9 0:4` the layout. Raises Invalid for anything else."""
    parts = [part.partition(":") for part in text.split()]
    try:
        return Layout(
            tuple(
                (row_number(section), tuple(row_number(one) for one in ids.split(",") if one))
                for section, _, ids in parts
            )
        )
    except ValueError as error:
        raise Invalid("order", "incomplete") from error


def _direction() -> Direction:
    try:
        return Direction(request.form.get("direction", ""))
    except ValueError:
        raise NotFound from None
