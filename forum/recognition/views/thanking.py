"""Thanking for a post or in general, taking it back, and who thanked whom."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.models import User
from forum.accounts.session import member, viewer
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, require
from forum.members.queries import visible_member
from forum.recognition import actions, policy, queries, words
from forum.recognition.actions import NewThanks
from forum.recognition.forms import ThanksForm
from forum.recognition.views.blueprint import bp
from forum.topics.models import Post
from forum.topics.queries import visible_post
from forum.web.guest_pages import same_for_guests
from forum.web.limits import Limit
from forum.web.next_page import own_page

OFTEN = Limit("thanks", "30 per hour")


@bp.get("/thanks")
@same_for_guests("after")
def thanks() -> str:
    """Who thanked whom lately, and for what."""
    after = decode(request.args.get("after"))
    return render_template(
        "recognition/thanks.html",
        page=queries.newest(viewer(), after),
        after=after,
        values=queries.values(),
        a_day=policy.THANKS_A_DAY,
        said=words,
    )


@bp.route("/p/<int:post_id>/thanks", methods=["GET", "POST"])
@login_required
def thank_for(post_id: int) -> str | Response | tuple[str, int]:
    """Thank the author of a post."""
    post = visible_post(member(), post_id)
    require(policy.can_thank_for(member(), post))
    require(policy.can_thank(member(), post.author))
    back = url_for("topics.post", post_id=post.id)

    def give(new: NewThanks) -> object:
        return actions.thank_for(member(), visible_post(member(), post_id), new)

    return _thank(post.author, give, back, post=post)


@bp.route("/members/<username>/thanks", methods=["GET", "POST"])
@login_required
def thank(username: str) -> str | Response | tuple[str, int]:
    """Thank a member for what they are."""
    receiver = visible_member(member(), username)
    require(policy.can_thank(member(), receiver))
    back = url_for("members.show", username=receiver.username)

    def give(new: NewThanks) -> object:
        return actions.thank(member(), visible_member(member(), username), new)

    return _thank(receiver, give, back)


@bp.post("/thanks/<int:thanks_id>/withdraw")
@login_required
def withdraw(thanks_id: int) -> Response:
    """Take thanks back."""
    actions.withdraw(member(), queries.own_thanks(member(), thanks_id))
    flash(_("Your thanks are taken back."), "good")
    return redirect(own_page(request.form.get("next")) or url_for(".thanks"))


def _thank(
    receiver: User, give: Callable[[NewThanks], object], back: str, *, post: Post | None = None
) -> str | Response | tuple[str, int]:
    """Show the form, or give what it says; nothing typed is lost where that cannot be."""
    form, name = ThanksForm.of(), receiver.display_name
    again_at = policy.again_at(queries.last_given(member()))
    if form.validate_on_submit() and again_at is None:
        OFTEN.hit("member", member().id)
        try:
            give(form.new)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("%(name)s will be glad to hear it.", name=name), "good")
            return redirect(back)
    page = render_template(
        "recognition/thank.html",
        receiver=receiver,
        post=post,
        form=form,
        again_at=again_at,
        left=policy.THANKS_A_DAY - len(queries.last_given(member())),
        back=back,
    )
    return (page, 403) if again_at and request.method == "POST" else page
