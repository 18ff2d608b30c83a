"""What is typed about guides and their steps, and the words for what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from forum.channels.models import Channel
from forum.guides.actions import GuidePlan
from forum.kernel.policy import Invalid
from forum.web.forms import Form

PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("title", "empty"): _("Give it a title."),
    ("title", "too_long"): _("Keep the title to %(most)s characters."),
    ("title", "too_many"): _("There can be %(most)s at most. Remove one first."),
    ("summary", "too_long"): _("Keep it to %(most)s characters."),
    ("channel_id", "unknown"): _("Choose a channel from the list."),
    ("body", "empty"): _("Write something for this step."),
    ("body", "too_long"): _("Keep the text to %(most)s characters."),
}


class OfGuides(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field."""
        words = PROBLEMS[error.field, error.reason]
        self[error.field].errors = [str(words) % error.details]


class GuideForm(OfGuides):
    title = StringField(_("Title"))
    summary = StringField(_("Summary"))
    channel_id = SelectField(_("Channel"), coerce=int, validate_choice=False)

    def offer(self, channels: Iterable[Channel]) -> None:
        """The channels that may be chosen."""
        self.channel_id.choices = [SelectChoice(one.id, one.name) for one in channels]

    @property
    def plan(self) -> GuidePlan:
        """The guide as it was typed."""
        return GuidePlan(self.title.data or "", self.summary.data or "", self.channel_id.data or 0)


class StepForm(OfGuides):
    title = StringField(_("Title"))
    body = TextAreaField(_("Text"))
