"""Staff pages of newcomers: first posts, what is asked, where people come from, inner circles."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.kernel.paging import Cursor, decode
from forum.kernel.policy import Invalid
from forum.newcomers import actions, policy, queries
from forum.newcomers.forms import CampaignForm, CircleForm, NewcomersForm, OffersForm, PickForm
from forum.newcomers.models import Circle
from forum.newcomers.settings import DUE_HOURS
from forum.web.admin import require_admin, staff_blueprint
from forum.web.templating import public_address

desk = staff_blueprint("first_posts", __name__, at="first-posts")
greeting = staff_blueprint("greeting", __name__)
invitations = staff_blueprint("invitations", __name__)
circles = staff_blueprint("circles", __name__)


def _after() -> Cursor | None:
    return decode(request.args.get("after"))


@desk.get("")
def index() -> str:
    """First posts that wait for a reply, those due first at the top."""
    page = queries.waiting(_after())
    tags = queries.tags_of(page.items)
    waiting, late = queries.counts()
    return render_template(
        "newcomers/admin/desk.html",
        page=page,
        tags=tags,
        helpers=queries.helpers_of(page.items, tags),
        answered=queries.answered_lately(),
        waiting=waiting,
        late=late,
        weeks=queries.weeks(),
        rate=queries.rate(),
        lowest=queries.LOWEST_RATE,
        by_members=queries.member_share(),
        buddies=queries.buddies(),
        hours=DUE_HOURS.get(),
    )


@desk.post("/<int:first_post_id>/claim")
def claim(first_post_id: int) -> Response:
    """Say that one will reply oneself."""
    first = queries.first_post_by_id(first_post_id)
    actions.claim(member(), first)
    return redirect(url_for("topics.post", post_id=first.post_id))


@desk.post("/<int:first_post_id>/unclaim")
def unclaim(first_post_id: int) -> Response:
    """Leave the reply to others after all."""
    actions.unclaim(member(), queries.first_post_by_id(first_post_id))
    flash(_("Others see that it is free."), "info")
    return redirect(url_for(".index"))


@greeting.route("", methods=["GET", "POST"])
def offers() -> str | Response:
    """Choose what newcomers are asked about."""
    require_admin()
    form = OffersForm.among(queries.all_choices(member()), queries.offered_keys())
    if form.validate_on_submit() and _done(
        form, lambda: actions.offer(member(), form.offers.data or [])
    ):
        flash(_("Saved."), "good")
        return redirect(url_for(".offers"))
    return render_template(
        "newcomers/admin/greeting.html",
        form=form,
        asked=queries.choices(member()),
        is_own=bool(queries.offered_keys()),
        most=policy.MOST_OFFERS,
    )


@invitations.route("", methods=["GET", "POST"])
def index_of_sources() -> str | Response:
    """Where people come from, and what became of them; a link for one more campaign."""
    form = CampaignForm()
    if form.validate_on_submit() and _done(form, lambda: _open_campaign(form)):
        flash(_("The link is ready."), "good")
        return redirect(url_for(".index_of_sources"))
    page = queries.sources(_after())
    ids = [source.id for source in page.items]
    return render_template(
        "newcomers/admin/sources.html",
        page=page,
        qualities=queries.qualities(ids),
        nobody=queries.Quality(),
        links=queries.links_of(ids),
        form=form,
        rate=queries.rate(),
        lowest=queries.LOWEST_RATE,
        address=lambda code: public_address("newcomers.arrive", code=code),
    )


@invitations.post("/sources/<int:source_id>/pause")
def pause(source_id: int) -> Response:
    """Let the links of a source count nobody for now."""
    actions.pause(member(), queries.source_by_id(source_id))
    flash(_("Its links count nobody for now."), "info")
    return redirect(url_for(".index_of_sources"))


@invitations.post("/sources/<int:source_id>/resume")
def resume(source_id: int) -> Response:
    """Let the links of a source count again."""
    actions.resume(member(), queries.source_by_id(source_id))
    flash(_("Its links count again."), "good")
    return redirect(url_for(".index_of_sources"))


@invitations.post("/links/<int:invitation_id>/end")
def end_link(invitation_id: int) -> Response:
    """Let nobody come by a link any more."""
    actions.end_link(member(), queries.invitation_by_id(invitation_id))
    flash(_("Nobody is counted by this link any more."), "info")
    return redirect(url_for(".index_of_sources"))


@circles.get("")
def index_of_circles() -> str:
    """All circles, with how many places are due to be looked at."""
    return render_template(
        "newcomers/admin/circles.html",
        circles=queries.circles(),
        sizes=queries.sizes(),
        may_arrange=policy.can_arrange(member()),
    )


@circles.route("/new", methods=["GET", "POST"])
def new_circle() -> str | Response:
    """Make one more circle."""
    require_admin()
    form, made = CircleForm.of(None), list[Circle]()
    if form.validate_on_submit() and _done(form, lambda: made.append(_create(form))):
        flash(_("The circle is there. Now pick its members."), "good")
        return redirect(url_for(".circle", circle_id=made[0].id))
    return render_template("newcomers/admin/circle_form.html", circle=None, form=form)


@circles.route("/<int:circle_id>/edit", methods=["GET", "POST"])
def edit_circle(circle_id: int) -> str | Response:
    """Decide anew about a circle."""
    require_admin()
    circle = queries.circle_by_id(circle_id)
    form = CircleForm.of(circle)
    if form.validate_on_submit() and _done(
        form, lambda: actions.change_circle(member(), circle, form.plan)
    ):
        flash(_("Saved."), "good")
        return redirect(url_for(".circle", circle_id=circle.id))
    return render_template("newcomers/admin/circle_form.html", circle=circle, form=form)


@circles.route("/<int:circle_id>", methods=["GET", "POST"])
def circle(circle_id: int) -> str | Response:
    """Who is in a circle; somebody more."""
    found, form = queries.circle_by_id(circle_id), PickForm()
    if form.validate_on_submit():
        picked = accounts.member_called(form.name.data or "")
        if picked is None:
            form.blame(Invalid("name", "nobody"))
        else:
            actions.pick(member(), found, picked)
            flash(_("%(name)s is in. They are not told.", name=picked.display_name), "good")
            return redirect(url_for(".circle", circle_id=found.id))
    return render_template(
        "newcomers/admin/circle.html",
        circle=found,
        page=queries.places(found, _after()),
        size=queries.sizes().get(found.id, (0, 0)),
        form=form,
        may_arrange=policy.can_arrange(member()),
    )


@circles.post("/<int:circle_id>/end")
def end_circle(circle_id: int) -> Response:
    """End a circle."""
    require_admin()
    actions.end_circle(member(), queries.circle_by_id(circle_id))
    flash(_("The circle is over. Its channel is kept for the team to read."), "info")
    return redirect(url_for(".index_of_circles"))


@circles.post("/places/<int:place_id>/keep")
def keep(place_id: int) -> Response:
    """Somebody's place was looked at, and stays."""
    place = queries.place_by_id(place_id)
    actions.keep(member(), place)
    return redirect(url_for(".circle", circle_id=place.circle_id))


@circles.post("/places/<int:place_id>/take-out")
def take_out(place_id: int) -> Response:
    """Take somebody out of a circle."""
    place = queries.place_by_id(place_id)
    circle_id = place.circle_id
    actions.take_out(member(), place)
    flash(_("They are out. They are not told."), "info")
    return redirect(url_for(".circle", circle_id=circle_id))


def _open_campaign(form: CampaignForm) -> object:
    return actions.open_campaign(
        member(),
        form.name.data or "",
        expires_at=form.last_moment,
        most_uses=form.most_uses.data,
    )


def _create(form: CircleForm) -> Circle:
    try:
        return actions.create_circle(member(), form.plan, room=form.room.data or "")
    except Invalid as error:
        # The name of the channel stands in a field of its own.
        is_room = error.reason == "address_taken"
        raise Invalid("room", error.reason) if is_room else error from None


def _done(form: NewcomersForm, act: Callable[[], object]) -> bool:
    """Whether the action took place; what it found wrong is said at the field."""
    try:
        act()
    except Invalid as invalid:
        form.blame(invalid)
        return False
    return True
