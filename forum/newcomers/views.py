"""The greeting, one's own invitations, the way in by a link, and the switch of volunteers."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import session
from forum.accounts.session import member, viewer
from forum.channels import queries as channels
from forum.kernel.policy import Invalid, NotFound
from forum.newcomers import actions, policy, queries
from forum.newcomers.forms import ButtonForm, InterestsForm, InviteForm
from forum.newcomers.settings import GREETING, HELLO_CHANNEL
from forum.web.limits import Limit
from forum.web.next_page import own_page
from forum.web.templating import link, public_address

bp = Blueprint("newcomers", __name__)
INVITING = Limit("invitations", "20 per day")


@bp.route("/welcome", methods=["GET", "POST"])
@login_required
def welcome() -> str | Response:
    """Ask a newcomer what they care for. Whoever skips it is not asked again."""
    choices = queries.choices(member())
    form = InterestsForm.among(choices, queries.chosen_keys(member()))
    target = own_page(request.args.get("next"))
    if form.validate_on_submit():
        try:
            actions.say_interests(member(), form.interests.data or [])
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for(".first_steps", next=target or None))
    return render_template(
        "newcomers/welcome.html",
        form=form,
        choices=choices,
        greeting=GREETING.get(),
        most=policy.MOST_INTERESTS,
        target=target,
    )


@bp.get("/welcome/next")
@login_required
def first_steps() -> str:
    """Topics that wait for a first reply, and where to say hello."""
    return render_template(
        "newcomers/first_steps.html",
        topics=queries.topics_to_answer(member()),
        hello=_hello(),
        target=own_page(request.args.get("next")),
    )


@bp.route("/preferences/buddy", methods=["GET", "POST"])
@login_required
def buddy() -> str | Response:
    """Volunteer to look after newcomers, or step back."""
    is_buddy = queries.is_buddy(member())
    if ButtonForm().validate_on_submit():
        if is_buddy:
            actions.step_back(member())
            flash(_("You are asked for no more newcomers."), "info")
        else:
            actions.volunteer(member())
            flash(_("Thank you. When it is your turn, you hear of it."), "good")
        return redirect(url_for(".buddy"))
    return render_template(
        "newcomers/buddy.html",
        is_buddy=is_buddy,
        may=policy.can_volunteer(member()),
        most=policy.MOST_A_WEEK,
        firsts=queries.of_buddy(member()) if is_buddy else [],
    )


@bp.route("/my/invitations", methods=["GET", "POST"])
@login_required
def invitations() -> str | Response:
    """One's own links, how many came by them, and how many of these became customers."""
    form, links = InviteForm(), queries.invitations_of(member())
    source = queries.source_of(member())
    open_ones = [one for one in links if one.is_open]
    may = policy.can_invite(member(), source, links=len(open_ones))
    if form.validate_on_submit():
        INVITING.hit(member().id)
        days, uses = form.days.data or None, form.uses.data or None
        made = actions.invite(member(), days=days, most_uses=uses)
        flash(_("Your link is ready. Pass it on to somebody who would like it here."), "good")
        return redirect(url_for(".invitations", _anchor=f"link-{made.id}"))
    return render_template(
        "newcomers/invitations.html",
        form=form,
        links=links,
        may=may,
        most=policy.open_links(member()),
        came=sum(one.uses for one in links),
        credits=queries.credits_of(member()),
        address=_address,
    )


@bp.post("/my/invitations/<int:invitation_id>/end")
@login_required
def end_invitation(invitation_id: int) -> Response:
    """Let nobody come by this link any more."""
    actions.end_link(member(), queries.own_invitation(member(), invitation_id))
    flash(_("Nobody is counted by this link any more."), "info")
    return redirect(url_for(".invitations"))


@bp.get("/i/<code>")
def arrive(code: str) -> str | Response:
    """Where a link leads: a welcome, and the way to an account."""
    try:
        invitation = queries.invitation_at(code)
    except NotFound:
        return redirect(link("home.latest") or "/")
    if viewer().is_member:
        flash(_("You are a member already. Pass the link on to somebody else."), "info")
        return redirect(link("home.latest") or "/")
    if invitation.is_open:
        session.note_way(code)
    inviter = invitation.source.member
    return render_template(
        "newcomers/arrive.html",
        is_open=invitation.is_open,
        inviter=inviter if inviter and inviter.is_active else None,
        brand_name=current_app.extensions["brand"]().name,
    )


def _address(code: str) -> str:
    return public_address("newcomers.arrive", code=code)


def _hello() -> str:
    """Where newcomers say hello: the channel of the brand's choice, if they may write there."""
    slug = HELLO_CHANNEL.get()
    rooms = {room.slug for room in channels.writable_channels(member())} if slug else set()
    return link("topics.new", channel=slug) if slug in rooms else link("topics.new")
