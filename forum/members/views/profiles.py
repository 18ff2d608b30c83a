"""A member's page, and the pages on which members say who they are and what they want to see."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.models import User
from forum.accounts.session import member, viewer
from forum.kernel import slots
from forum.kernel.policy import Invalid
from forum.kernel.slots import Part
from forum.markup.render import render
from forum.members import actions, links, policy, queries
from forum.members.forms import LookForm, PictureForm, ProfileForm, SightForm
from forum.members.views.blueprint import bp
from forum.uploads import policy as uploads
from forum.uploads.queries import writing_site
from forum.web.guest_pages import same_for_guests
from forum.web.limits import Limit

GAPS = ("mark", "controls", "figures", "cards", "main", "rail")
PICTURES = Limit("avatars", "20 per hour")


@bp.get("/members/<username>")
@same_for_guests("show")
def show(username: str) -> str | Response:
    """Who a member is, and what they did lately."""
    found = queries.visible_member(viewer(), username)
    if found.username != username:
        return redirect(url_for(".show", username=found.username), 301)
    return render_template(
        "members/show.html",
        member=found,
        links=[(address, links.shown(address)) for address in found.links],
        sees_presence=policy.can_see_presence(viewer(), found),
        ties=queries.ties(viewer(), found),
        may_follow=policy.can_follow(viewer(), found),
        may_block=policy.can_block(viewer(), found),
        **{name: _fill(f"member.{name}", found) for name in GAPS},
    )


@bp.route("/preferences", methods=["GET", "POST"])
@login_required
def preferences() -> str | Response:
    """What the member says of themselves; "Preview" shows the bio and saves nothing."""
    form = ProfileForm.of(member())
    if form.validate_on_submit() and "preview" not in request.form:
        try:
            actions.save_profile(member(), form.profile)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Your profile is saved."), "good")
            return redirect(url_for(".preferences"))
    return _profile_page(member(), form)


@bp.post("/preferences/picture")
@login_required
def picture() -> str | Response:
    """Wear another picture."""
    form = PictureForm()
    PICTURES.hit(member().id)
    try:
        actions.set_picture(member(), _sent(form))
    except Invalid as error:
        form.blame(error)
        return _profile_page(member(), ProfileForm.of(member(), formdata=None), picture_form=form)
    flash(_("Your picture is saved."), "good")
    return redirect(url_for(".preferences"))


# Decoding takes its time, in which others may write.
picture.reads_only = True
picture.takes_files = True


@bp.post("/preferences/picture/remove")
@login_required
def remove_picture() -> Response:
    """Wear the drawn initials again."""
    actions.remove_picture(member())
    flash(_("Your picture is gone."), "info")
    return redirect(url_for(".preferences"))


@bp.post("/preferences/sight")
@login_required
def sight() -> Response:
    """What others see of the member's being here."""
    form = SightForm()
    actions.choose_sight(
        member(),
        hides_presence=not form.shows_presence.data,
        hides_streak=not form.shows_streak.data,
        is_unlisted=not form.is_listed.data,
    )
    flash(_("Saved."), "good")
    return redirect(url_for(".preferences"))


@bp.route("/preferences/look", methods=["GET", "POST"])
@login_required
def look() -> str | Response:
    """Colours, lists, language and time zone."""
    form = LookForm.of(member())
    if form.validate_on_submit():
        try:
            actions.choose(member(), form.preferences)
        except Invalid as error:
            form.blame(error)
        else:
            # The words below are in the language just chosen.
            refresh()
            flash(_("Saved."), "good")
            return redirect(url_for(".look"))
    return render_template("members/look.html", form=form)


def _fill(gap: str, found: User) -> Sequence[Part]:
    """What higher slices put into this gap of the page."""
    return slots.fill(gap, viewer(), [found])[found.id]


def _sent(form: PictureForm) -> bytes:
    file = form.file.data
    if not file:
        raise Invalid("file", "missing")
    data: bytes = file.stream.read(uploads.most_bytes(member()) + 1)
    return data


def _profile_page(
    owner: User, form: ProfileForm, *, picture_form: PictureForm | None = None
) -> str:
    preview = ""
    if "preview" in request.form:
        preview = render(
            (form.bio.data or "")[: policy.MOST_BIO], writing_site(), anchor="bio"
        ).html
    return render_template(
        "members/preferences.html",
        member=owner,
        form=form,
        picture_form=picture_form or PictureForm(formdata=None),
        sight_form=SightForm.of(owner, formdata=None),
        may_write=policy.can_write(owner),
        most_mb=uploads.most_mb(owner),
        preview=preview,
    )
