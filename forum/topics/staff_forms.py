"""What those who look after a channel fill in to pin, slow, move, merge, split and schedule."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from forum.kernel.policy import Invalid
from forum.topics.models import PinScope
from forum.web.moment_field import MomentField

PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("until", "unreadable"): _l("This is no moment. Write it as 2027-01-31T09:00."),
    ("publish_at", "unreadable"): _l("This is no moment. Write it as 2027-01-31T09:00."),
    ("until", "past"): _l("Choose a moment that is still to come."),
    ("publish_at", "past"): _l("Choose a moment that is still to come."),
    ("publish_at", "not_scheduled"): _l("This topic is published already."),
    ("seconds", "out_of_range"): _l("Choose between 0 seconds and a day."),
    ("channel", "same"): _l("The topic is in this channel already."),
    ("channel", "live"): _l("A live channel has no topics. Choose another one."),
    ("channel", "missing"): _l("Choose a channel."),
    ("channel", "opens_up"): _l("Others read that channel. Choose one with the same readers."),
    ("channel", "reviewed"): _l("A moderator reads everything there first. Choose another one."),
    ("into", "same"): _l("A topic cannot be merged into itself."),
    ("into", "missing"): _l("There is no such topic. Paste the address of the one that stays."),
    ("into", "not_open"): _l("Both topics must be published."),
    ("numbers", "none"): _l("Choose what shall move."),
    ("numbers", "cannot_open"): _l("The first one you choose must be a published reply."),
    ("title", "too_short"): _l("Give it a title of at least %(least)s characters."),
    ("title", "too_long"): _l("Keep the title below %(most)s characters."),
}
ADDRESS = re.compile(r"/t/[^/\s]+/(\d{1,9})(?:[/?#].*)?$")
NUMBER = re.compile(r"(\d{1,9})$")
PAUSES = (0, 30, 60, 300, 900, 3600)


class StaffForm(FlaskForm):
    """A form of which the action says what is wrong."""

    class Meta:
        # The whole application is guarded already.
        csrf = False

    def blame(self, error: Invalid) -> None:
        """Say at its field what is wrong."""
        words = PROBLEMS.get((error.field, error.reason), _l("Please look at this again."))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [str(words) % error.details]


class PinForm(StaffForm):
    scope = RadioField(
        _l("Where"),
        choices=[
            SelectChoice(str(PinScope.CHANNEL), _l("First in its channel")),
            SelectChoice(str(PinScope.SITE), _l("First on the front page too")),
        ],
        default=str(PinScope.CHANNEL),
    )
    until = MomentField(_l("Until"))


class SlowForm(StaffForm):
    seconds = IntegerField(_l("Seconds between two posts of one member"), default=0)


class ScheduleForm(StaffForm):
    publish_at = MomentField(_l("Appears"))


class MoveForm(StaffForm):
    channel = SelectField(_l("Channel"), validate_choice=False)


class MergeForm(StaffForm):
    into = StringField(_l("The topic that stays"))
    sure = HiddenField()

    @property
    def topic_id(self) -> int:
        """The number in the address that was pasted; 0 when there is none."""
        typed = (self.into.data or "").strip()
        found = ADDRESS.search(typed) or NUMBER.match(typed)
        return int(found.group(1)) if found else 0


class SplitForm(StaffForm):
    title = StringField(_l("Title of the new topic"))
    numbers = SelectMultipleField(
        _l("Replies that move"),
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    later = HiddenField()


class LiftForm(StaffForm):
    title = StringField(_l("Title of the topic"))
    channel = SelectField(_l("Channel"), validate_choice=False)
    numbers = SelectMultipleField(
        _l("Messages that belong to it"),
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
