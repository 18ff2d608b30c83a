"""The page on which a draft becomes a topic."""

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.channels.models import Channel, Visibility
from forum.kernel.policy import Invalid, require
from forum.recognition import actions, policy
from forum.recognition.facts import Draft
from forum.recognition.forms import TellForm
from forum.recognition.models import Milestone, Spotlight
from forum.topics.actions import NewTopic


def tell(find: Callable[[], Milestone | Spotlight], draft: Draft, back: str) -> str | Response:
    """Show the draft, or publish what was made of it; nothing typed is lost."""
    require(policy.can_tell_of(member(), find()))
    rooms = _rooms()
    form = TellForm.of(rooms, draft.title, draft.body)
    if form.validate_on_submit():
        channel = next(one for one in rooms if one.id == form.channel_id.data)
        new = NewTopic(form.title.data or "", form.body.data or "")
        try:
            actions.tell_of(member(), find(), channel, new)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The topic is published."), "good")
            return redirect(back)
    return render_template(
        "recognition/admin/tell.html", form=form, back=back, has_rooms=bool(rooms)
    )


def _rooms() -> list[Channel]:
    """Channels in which the reader may start a topic, and none that asks for tags. What everybody
    may read stands first: the first one is chosen unless somebody chooses."""
    rooms = [one for one in channels.writable_channels(member()) if not one.min_tags]
    return sorted(rooms, key=lambda one: one.visibility != Visibility.PUBLIC)
