"""What is typed about channels: their rules, requests for entry, names of people to add."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from forum.channels.actions import HUES, LONGEST_MESSAGE, MOST_TAGS, Plan
from forum.channels.models import Audience, Kind, Visibility

KINDS = [
    SelectChoice(Kind.DISCUSSION.value, _("Discussion")),
    SelectChoice(Kind.QUESTION.value, _("Questions")),
    SelectChoice(Kind.ANNOUNCEMENT.value, _("Announcements")),
    SelectChoice(Kind.GALLERY.value, _("Gallery")),
    SelectChoice(Kind.LIVE.value, _("Live")),
]
KIND_HINTS = {
    Kind.DISCUSSION.value: _("Talk about anything that belongs here."),
    Kind.QUESTION.value: _("One reply can be accepted as the answer, and is shown first."),
    Kind.ANNOUNCEMENT.value: _("The team starts topics, members reply."),
    Kind.GALLERY.value: _("Pictures come first in the list."),
    Kind.LIVE.value: _("One stream of short messages, the newest last, for talk at the same time."),
}
DOORS = [
    SelectChoice(Visibility.PUBLIC.value, _("Public")),
    SelectChoice(Visibility.MEMBERS.value, _("Members")),
    SelectChoice(Visibility.PRIVATE.value, _("Private")),
    SelectChoice(Visibility.SECRET.value, _("Secret")),
]
DOOR_HINTS = {
    Visibility.PUBLIC.value: _("Everybody reads it, and search engines find it."),
    Visibility.MEMBERS.value: _("Everybody with an account reads it. Guests do not see it."),
    Visibility.PRIVATE.value: _("Everybody sees its name and may ask to join. Who is in, reads."),
    Visibility.SECRET.value: _("Only those let in know that it exists. Nobody can ask."),
}
AUDIENCES = [
    SelectChoice(Audience.MEMBERS.value, _("Every member who may read it")),
    SelectChoice(Audience.INSIDERS.value, _("Only members who have been let in")),
    SelectChoice(Audience.STAFF.value, _("Only the team and moderators of the channel")),
]
PAUSES = [
    SelectChoice(0, _("Off")),
    SelectChoice(30, _("30 seconds")),
    SelectChoice(60, _("1 minute")),
    SelectChoice(300, _("5 minutes")),
    SelectChoice(900, _("15 minutes")),
    SelectChoice(3600, _("1 hour")),
    SelectChoice(14400, _("4 hours")),
    SelectChoice(86400, _("24 hours")),
]
# Lucide drawings that suit a room, with the word a screen reader says.
ICONS = {
    "message-circle": _("Speech bubble"),
    "messages-square": _("Two speech bubbles"),
    "megaphone": _("Megaphone"),
    "circle-question-mark": _("Question mark"),
    "life-buoy": _("Life belt"),
    "lightbulb": _("Light bulb"),
    "hand": _("Hand"),
    "smile": _("Smile"),
    "users": _("People"),
    "user-plus": _("New person"),
    "house": _("House"),
    "compass": _("Compass"),
    "map-pin": _("Place"),
    "flag": _("Flag"),
    "rocket": _("Rocket"),
    "sparkles": _("Sparkles"),
    "star": _("Star"),
    "heart": _("Heart"),
    "trophy": _("Trophy"),
    "gift": _("Gift"),
    "shopping-bag": _("Shopping bag"),
    "package": _("Parcel"),
    "truck": _("Delivery"),
    "store": _("Shop"),
    "coffee": _("Coffee"),
    "utensils": _("Knife and fork"),
    "leaf": _("Leaf"),
    "sun": _("Sun"),
    "flame": _("Flame"),
    "image": _("Picture"),
    "camera": _("Camera"),
    "palette": _("Palette"),
    "music": _("Music"),
    "book-open": _("Book"),
    "graduation-cap": _("Learning"),
    "newspaper": _("News"),
    "calendar": _("Calendar"),
    "wrench": _("Tools"),
    "code": _("Code"),
    "bug": _("Bug"),
    "bike": _("Bicycle"),
    "gamepad-2": _("Games"),
    "lock": _("Lock"),
    "shield": _("Shield"),
}
WRONG = {
    "address_taken": _("Another channel has or had this address. Choose another one."),
    "empty": _("Please give it a name."),
    "cannot_come_in": _("This account is closed or waits for approval. Choose somebody else."),
    "no_such_member": _("Nobody has this name. Look it up on their page and type it again."),
    "too_long": _("Please shorten it a little."),
    "same": _("Choose another channel: this is the one you are merging."),
    "merged": _("One of the two has been merged meanwhile. Go back and look again."),
    "live": _("Messages have no place for topics: a live channel can only be the one that ends."),
    "stays_live": _("A live channel stays one: its messages would be one endless topic."),
    "has_topics": _("There are topics here. Only an empty channel can become a live one."),
    "archived": _("That channel is archived. Open it again first, or choose another."),
    "opens_up": _("Nothing is merged yet. Tick this if you want what it says above."),
}
UNKNOWN = _("This cannot be used. Please choose anew.")
A_NAME = _("Please give it a name.")


class ForumForm(FlaskForm):
    """A form that can show what an action found wrong."""

    def explain(self, field: str, reason: str) -> None:
        """Put words for the reason at the field."""
        wrong = self[field]
        wrong.errors = [*wrong.errors, WRONG.get(reason, UNKNOWN)]


class ChannelForm(ForumForm):
    """All the rules of a channel."""

    name = StringField(_("Name"), validators=[DataRequired(A_NAME), Length(max=80)])
    slug = StringField(_("Address"), validators=[Length(max=80)])
    section_id = SelectField(_("Section"), coerce=int)
    description = TextAreaField(_("Description"), validators=[Length(max=500)])
    guidance = TextAreaField(_("Guidance for writers"), validators=[Length(max=5000)])
    icon = RadioField(
        _("Icon"), choices=[SelectChoice(*pair) for pair in ICONS.items()], default="message-circle"
    )
    hue = RadioField(
        _("Colour"),
        choices=[
            SelectChoice(hue, _("Colour %(number)s", number=hue)) for hue in range(1, HUES + 1)
        ],
        coerce=int,
        default=1,
    )
    kind = RadioField(_("Kind"), choices=KINDS, default=Kind.DISCUSSION.value)
    visibility = RadioField(_("Who may read"), choices=DOORS, default=Visibility.PUBLIC.value)
    starts = RadioField(
        _("Who may start topics"), choices=AUDIENCES, default=Audience.MEMBERS.value
    )
    replies = RadioField(_("Who may reply"), choices=AUDIENCES, default=Audience.MEMBERS.value)
    is_reviewed = BooleanField(_("A moderator reads everything before it appears"))
    slow_mode_seconds = SelectField(_("Slow mode"), choices=PAUSES, coerce=int, default=0)
    min_tags = SelectField(
        _("Tags a topic needs at least"),
        choices=[SelectChoice(number, str(number)) for number in range(MOST_TAGS + 1)],
        coerce=int,
        default=0,
    )
    # The visibility whose consequences the admin has read and agreed to.
    agreed = StringField(_("I have read who gains and who loses"))

    def offer_sections(self, sections: Any) -> None:
        """Let these headings be chosen, or none."""
        self.section_id.choices = [SelectChoice(0, _("Without a section"))]
        self.section_id.choices += [SelectChoice(section.id, section.name) for section in sections]

    def keep_pause(self, seconds: int) -> None:
        """Offer a pause that was set elsewhere and is not on the list."""
        if seconds not in {pause.value for pause in PAUSES}:
            odd = SelectChoice(seconds, _("%(number)s seconds", number=seconds))
            self.slow_mode_seconds.choices = [*PAUSES, odd]

    def plan(self) -> Plan:
        """The channel as it was typed."""
        return Plan(
            name=self.name.data or "",
            slug=self.slug.data or "",
            section_id=self.section_id.data or None,
            description=(self.description.data or "").strip(),
            guidance=(self.guidance.data or "").strip(),
            icon=self.icon.data,
            hue=self.hue.data,
            kind=Kind(self.kind.data),
            visibility=Visibility(self.visibility.data),
            starts=Audience(self.starts.data),
            replies=Audience(self.replies.data),
            is_reviewed=self.is_reviewed.data,
            slow_mode_seconds=self.slow_mode_seconds.data,
            min_tags=self.min_tags.data,
        )


class SectionForm(ForumForm):
    """A heading in the navigation."""

    name = StringField(_("Name"), validators=[DataRequired(A_NAME), Length(max=80)])


class MergeForm(ForumForm):
    """Which channel stays, and the second yes where something opens up."""

    into = SelectField(_("Channel that stays"), coerce=int)
    agreed = BooleanField(_("I have read what opens up, and want that"))


class AskForm(ForumForm):
    """A few words to those who decide about entry."""

    message = TextAreaField(
        _("Why you would like to join"),
        validators=[Length(max=LONGEST_MESSAGE, message=_("Please use 500 characters or fewer."))],
    )


class RefuseForm(ForumForm):
    """Words to somebody who is not let in."""

    note = TextAreaField(
        _("Words to the member"),
        validators=[Length(max=1000, message=_("Please use 1,000 characters or fewer."))],
    )


class AddForm(ForumForm):
    """The name of somebody to let in."""

    name = StringField(_("Username"), validators=[DataRequired(A_NAME), Length(max=60)])
