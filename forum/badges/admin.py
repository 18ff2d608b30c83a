"""Staff pages of badges: make them, say what they ask for, try that, give and take away."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.session import member
from forum.badges import actions, building, policy, queries, showing
from forum.badges.forms import AwardForm, BadgeForm, RevokeForm
from forum.badges.models import Badge
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, NotFound, require
from forum.web.admin import staff_blueprint

bp = staff_blueprint("badges", __name__)


@bp.get("")
def index() -> str:
    """Every badge, with how many have it."""
    return render_template(
        "badges/admin/index.html",
        badges=[(badge, showing.medal_of(badge)) for badge in queries.badges()],
        counts=queries.holder_counts(),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Make a badge."""
    require(policy.can_arrange(member()))
    return _edited(None)


@bp.route("/<int:badge_id>", methods=["GET", "POST"])
def edit(badge_id: int) -> str | Response:
    """Change a badge; "Who would get it" tries what is on the page, and saves nothing."""
    require(policy.can_arrange(member()))
    return _edited(queries.badge_by_id(badge_id))


@bp.get("/<int:badge_id>/holders")
def holders(badge_id: int) -> str:
    """Who has a badge, and why; from here one is taken away."""
    badge = queries.badge_by_id(badge_id)
    after = decode(request.args.get("after"))
    page = queries.holders(badge, after)
    return render_template(
        "badges/admin/holders.html",
        badge=badge,
        medal=showing.medal_of(badge),
        page=page,
        after=after,
        tags=queries.tag_names(member(), {award.tag_id for award in page.items if award.tag_id}),
        givers=accounts.members_by_ids({award.by_id for award in page.items if award.by_id}),
        may_award=policy.can_award(member(), badge),
    )


@bp.route("/<int:badge_id>/award", methods=["GET", "POST"])
def award(badge_id: int) -> str | Response:
    """Find a member, say why, and give the badge."""
    badge = queries.badge_by_id(badge_id)
    require(policy.can_award(member(), badge))
    form, words = AwardForm(), request.args.get("q", "").strip()
    chosen = _chosen(request.args.get("member", ""))
    if chosen is not None and form.validate_on_submit():
        try:
            actions.award(member(), badge, chosen, reason=form.reason.data or "")
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("%(name)s has the badge now.", name=chosen.display_name), "good")
            return redirect(url_for(".holders", badge_id=badge.id))
    return render_template(
        "badges/admin/award.html",
        badge=badge,
        medal=showing.medal_of(badge),
        form=form,
        chosen=chosen,
        words=words,
        found=queries.members_like(words) if words and not chosen else [],
    )


@bp.route("/awards/<int:award_id>/revoke", methods=["GET", "POST"])
def revoke(award_id: int) -> str | Response:
    """Take a badge away, with a reason."""
    found = queries.award_by_id(award_id)
    require(policy.can_revoke(member(), found))
    form = RevokeForm()
    if form.validate_on_submit():
        try:
            actions.revoke(member(), found, reason=form.reason.data or "")
        except Invalid as error:
            form.blame(error)
            # A transaction that was given up forgets what it had read.
            found = queries.award_by_id(award_id)
        else:
            flash(_("The badge is taken away."), "good")
            return redirect(url_for(".holders", badge_id=found.badge_id))
    return render_template(
        "badges/admin/revoke.html", award=found, medal=showing.medal_of(found.badge), form=form
    )


def _edited(badge: Badge | None) -> str | Response:
    form, desk = BadgeForm.of(badge), building.desk_of(member(), badge)
    do = request.form.get("do", "")
    if request.method == "POST" and not desk.changed(do) and form.validate_on_submit():
        try:
            plan = form.plan(desk.asked() if form.is_counted else None)
            if do == "try":
                desk.try_out(plan)
            else:
                return _saved(badge, plan)
        except Invalid as error:
            form.blame(error)
    return render_template(
        "badges/admin/edit.html",
        badge=badge,
        medal=showing.medal_of(badge) if badge else None,
        form=form,
        desk=desk,
    )


def _saved(badge: Badge | None, plan: actions.BadgePlan) -> Response:
    if badge is None:
        badge = actions.create(member(), plan)
        flash(_("The badge is there. Who has earned it already gets it within a minute."), "good")
    else:
        actions.change(member(), badge, plan)
        flash(_("Saved."), "good")
    return redirect(url_for(".edit", badge_id=badge.id))


def _chosen(username: str) -> User | None:
    if not username:
        return None
    try:
        return accounts.member_named(username)
    except NotFound:
        flash(_("There is nobody of this name."), "bad")
        return None
