"""The people of a channel, for those who look after it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.channels import actions, policy, queries
from forum.channels.forms import AddForm, RefuseForm
from forum.channels.models import Channel, ChannelRole, EntryRequest
from forum.channels.views.blueprint import bp
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, NotFound, require
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.actions import AlreadyDecided
from forum.moderation.models import Reviewable


@bp.get("/c/<slug>/members")
@login_required
def members(slug: str) -> str:
    """Who has been let in, and who asks to be."""
    return _page(_looked_after(slug), AddForm())


@bp.post("/c/<slug>/members/add")
@login_required
def add(slug: str) -> str | Response:
    """Let somebody in by name."""
    channel = _looked_after(slug)
    form = AddForm()
    if form.validate_on_submit():
        try:
            user = accounts.member_named((form.name.data or "").strip().removeprefix("@"))
            actions.add(member(), channel, user)
        except NotFound:
            form.explain("name", "no_such_member")
        except Invalid as invalid:
            form.explain(invalid.field, invalid.reason)
        else:
            flash(_("%(name)s is in.", name=user.display_name), "good")
            return redirect(url_for(".members", slug=channel.slug))
    return _page(_looked_after(slug), form)


@bp.post("/c/<slug>/members/<int:user_id>/remove")
@login_required
def remove(slug: str, user_id: int) -> Response:
    """End somebody's place."""
    channel = _looked_after(slug)
    place = queries.place_in(channel, user_id)
    actions.remove(member(), channel, place)
    flash(_("%(name)s is no longer in.", name=place.user.display_name), "good")
    return redirect(url_for(".members", slug=channel.slug))


@bp.post("/c/<slug>/members/<int:user_id>/appoint")
@login_required
def appoint(slug: str, user_id: int) -> Response:
    """Make somebody the channel's moderator, or a member again."""
    channel = _looked_after(slug)
    place = queries.place_in(channel, user_id)
    wanted = request.form.get("role") == ChannelRole.MODERATOR
    actions.appoint(
        member(), channel, place, ChannelRole.MODERATOR if wanted else ChannelRole.MEMBER
    )
    name = place.user.display_name
    if wanted:
        flash(_("%(name)s looks after this channel now.", name=name), "good")
    else:
        flash(_("%(name)s is a member of this channel now.", name=name), "good")
    return redirect(url_for(".members", slug=channel.slug))


@bp.post("/c/<slug>/requests/<int:request_id>/approve")
@login_required
def approve(slug: str, request_id: int) -> Response:
    """Let somebody in who asked."""
    channel = _looked_after(slug)
    case = _case(channel, request_id)
    if case is not None and _decided(request_id, lambda: moderation.approve(member(), case)):
        flash(_("%(name)s is in.", name=case.about.display_name), "good")
    return redirect(url_for(".members", slug=channel.slug))


@bp.post("/c/<slug>/requests/<int:request_id>/reject")
@login_required
def reject(slug: str, request_id: int) -> str | Response:
    """Leave the door closed to somebody who asked, with words to them."""
    channel = _looked_after(slug)
    form = RefuseForm()
    if not form.validate_on_submit():
        return _page(channel, AddForm(formdata=None), refusal=form, troubled=request_id)
    case = _case(channel, request_id)
    words = form.note.data or ""
    if case is not None and _decided(request_id, lambda: moderation.reject(member(), case, words)):
        flash(_("Rejected. The member can read your words."), "good")
    return redirect(url_for(".members", slug=channel.slug))


def _looked_after(slug: str) -> Channel:
    """The channel, when the member looks after it."""
    channel = queries.channel_at(member(), slug)
    require(policy.can_admit(member(), queries.seat_in(member(), channel)))
    return channel


def _case(channel: Channel, request_id: int) -> Reviewable | None:
    """The case of a request at this channel's door, unless somebody was quicker: then say so."""
    asked = queries.requests_by_ids([request_id]).get(request_id)
    if asked is None or asked.channel_id != channel.id:
        raise NotFound
    case = cases.open_case("entry", request_id)
    if case is None:
        flash(_what_happened(asked), "info")
    return case


def _decided(request_id: int, act: Callable[[], None]) -> bool:
    """Whether the decision counts; if somebody was quicker in the same moment, say so."""
    try:
        act()
    except AlreadyDecided:
        flash(_what_happened(queries.requests_by_ids([request_id])[request_id]), "info")
        return False
    return True


def _what_happened(asked: EntryRequest) -> str:
    """What somebody else did with a request in the meantime."""
    by = accounts.member_by_id(asked.decided_by_id or 0)
    names = {"name": asked.user.display_name, "by": by.display_name if by else ""}
    if asked.withdrawn_at or by is None:
        return str(_("%(name)s does not ask any more. There is nothing to decide.", **names))
    if asked.admitted_at:
        return str(_("%(by)s was quicker and let %(name)s in.", **names))
    return str(_("%(by)s was quicker and said no to %(name)s.", **names))


def _page(
    channel: Channel, form: AddForm, *, refusal: RefuseForm | None = None, troubled: int = 0
) -> str:
    seat = queries.seat_in(member(), channel)
    page = queries.members_of(channel, decode(request.args.get("after")))
    return render_template(
        "channels/members.html",
        channel=channel,
        page=page,
        moderators=queries.moderators_of(channel),
        member_count=queries.member_count(channel),
        requests=queries.waiting_requests(channel),
        removable={p.id for p in page.items if policy.can_remove(member(), seat, p)},
        form=form,
        blank=RefuseForm(formdata=None),
        refusal=refusal,
        troubled=troubled,
    )
