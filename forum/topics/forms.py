"""What members fill in to start, to reply and to edit, and the words for what is wrong with it."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from forum.drafts.models import Draft
from forum.kernel.policy import Invalid
from forum.standing import wording as standing
from forum.topics.staff_forms import MomentField
from forum.web.forms import Form

DIGITS = 9
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


class PostForm(Form):
    """A text of a member. Checked by the action, because every way in obeys the same rules."""

    class Meta:
        # The whole application is guarded already; the composer carries the token.
        csrf = False

    body = TextAreaField(_l("Your text"))
    # One for each form that is shown: a form sent twice posts once.
    client_key = HiddenField(default=lambda: secrets.token_urlsafe(16))
    # The version of the draft from which the form was filled.
    draft_version = HiddenField(default="0")
    # The hints that the writer has read, with commas; sent by the button that posts anyway.
    heard = HiddenField()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.body.data or ""

    @property
    def heard_hints(self) -> tuple[str, ...]:
        """The names of the hints that the writer has read."""
        return tuple((self.heard.data or "").split(","))

    @property
    def known_draft(self) -> int:
        """The version of the draft that the writer knows."""
        return small_number(self.draft_version.data)

    def blame(self, error: Invalid) -> None:
        """Say at its field what is wrong."""
        field = getattr(self, error.field, self.body)
        field.errors = [_said(error)]


def _said(error: Invalid) -> str:
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


def small_number(typed: str | None) -> int:
    """A number from a hidden field; nonsense is 0."""
    word = (typed or "").strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) <= DIGITS else 0
