"""What members fill in to start, to reply and to edit, and the words for what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField

from forum.drafts.models import Draft
from forum.kernel.policy import Invalid
from forum.standing import wording as standing
from forum.uploads import forms as uploads
from forum.web.forms import TextForm, small_number
from forum.web.moment_field import MomentField

PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("title", "too_short"): _l("Give it a title of at least %(least)s characters."),
    ("title", "too_long"): _l("Keep the title below %(most)s characters."),
    ("body", "blocked"): "%(words)s",
    ("body", "empty"): _l("Write something first."),
    ("body", "too_long"): _l("Keep it below %(most)s characters: split it into two posts."),
    ("body", "picture_needed"): _l("This channel is for pictures: add one to your text."),
    ("tags", "too_many"): _l("Choose at most %(most)s tags."),
    ("tags", "too_few"): _l("This channel wants at least %(least)s tags."),
    ("tags", "too_long"): _l("The tag %(name)s is too long: keep it below %(most)s characters."),
    ("tags", "no_name"): _l("A tag needs letters or digits: %(name)s has none."),
    ("tags", "not_here"): _l("This channel does not take the tag %(name)s. It takes: %(allowed)s."),
    ("tags", "unknown"): _l("The tag %(name)s does not exist, and only the team makes new ones."),
    ("channel", "missing"): _l("Choose a channel."),
    ("publish_at", "unreadable"): _l("This is no moment. Write it as 2027-01-31T09:00."),
    ("publish_at", "past"): _l("Choose a moment that is still to come."),
}


class PostForm(TextForm):
    # The hints that the writer has read, with commas; sent by the button that posts anyway, and by
    # what was said while they typed.
    heard = HiddenField()

    @property
    def heard_hints(self) -> tuple[str, ...]:
        """The names of the hints that the writer has read."""
        return tuple(",".join(map(str, self.heard.raw_data or ())).split(","))

    def blame(self, error: Invalid) -> None:
        """Say at its field what is wrong."""
        field = getattr(self, error.field, self.body)
        field.errors = [_said(error)]


def _said(error: Invalid) -> str:
    if error.field == "file":
        return uploads.said(error)
    if error.reason == "limit":
        return standing.met(error)
    if error.reason == "not_yet":
        return f"{_('This tag does not exist yet.')} {standing.not_yet(error)}"
    words = PROBLEMS.get((error.field, error.reason), _l("Please look at this again."))
    return str(words) % error.details


class ReplyForm(PostForm):
    reply_to = HiddenField()

    @property
    def reply_number(self) -> int | None:
        """The number of the post that is answered, if any."""
        return small_number(self.reply_to.data) or None


class TitledForm(PostForm):
    title = StringField(_l("Title"))
    tags = StringField(_l("Tags"))

    @property
    def tag_names(self) -> tuple[str, ...]:
        """The tags as typed between commas."""
        return tuple(name.strip() for name in (self.tags.data or "").split(",") if name.strip())


class TopicForm(TitledForm):
    channel = SelectField(_l("Channel"), validate_choice=False)
    publish_at = MomentField(_l("Appears"))
    # The draft with which the form opened, if there was one.
    draft: Draft | None = None


class EditForm(TitledForm):
    # The mark of the words that the editor has seen: other words there now are a conflict.
    # It is no hidden field, because a draft must remember it: scripts leave hidden fields out.
    base = StringField()
