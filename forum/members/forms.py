"""Forms of a member's own page and preferences, and the words for what is amiss in them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from forum.accounts.models import ListStyle, Theme, User
from forum.kernel.policy import Invalid
from forum.members import zones
from forum.members.actions import Preferences, Profile
from forum.uploads.forms import REASONS
from forum.web.language import LANGUAGES

PROBLEMS: Mapping[str, Any] = {
    **REASONS,
    "too_long": _("Keep it to %(most)s characters."),
    "too_many": _("Give %(most)s links at most."),
    "no_address": _("%(address)s is no address of a web page. Begin it with https://"),
    "name_like_staff": _("This name looks like that of somebody on the team. Choose another."),
    "unknown_zone": _("Choose a time zone from the list."),
}
LOOKS = [
    SelectChoice(Theme.SYSTEM, _("As my device has it")),
    SelectChoice(Theme.LIGHT, _("Light")),
    SelectChoice(Theme.DARK, _("Dark")),
]
LISTS = [
    SelectChoice(ListStyle.PAGES, _("In pages")),
    SelectChoice(ListStyle.ENDLESS, _("Without end, as I scroll")),
]


class OwnForm(FlaskForm):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        words = str(PROBLEMS.get(error.reason, _("Please look at this again.")))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [words % error.details]


class ProfileForm(OwnForm):
    display_name = StringField(_("Name to show"), render_kw={"autocomplete": "name"})
    place = StringField(_("Place"), render_kw={"autocomplete": "address-level2"})
    bio = TextAreaField(_("About you"))
    links = TextAreaField(_("Links"), render_kw={"dir": "ltr", "rows": 3})

    @classmethod
    def of(cls, member: User, **how: Any) -> "ProfileForm":
        """The form with what the member says now; `formdata=None` leaves aside what was sent."""
        said = {
            "display_name": member.display_name,
            "place": member.place,
            "bio": member.bio,
            "links": "\n".join(member.links),
        }
        return cls(data=said, **how)

    @property
    def profile(self) -> Profile:
        """What was typed."""
        return Profile(
            display_name=self.display_name.data or "",
            place=self.place.data or "",
            bio=self.bio.data or "",
            links=(self.links.data or "").split(),
        )


class PictureForm(OwnForm):
    file = FileField(
        _("Picture"), render_kw={"accept": "image/png,image/jpeg,image/webp,image/gif"}
    )


class SightForm(OwnForm):
    shows_presence = BooleanField(_("Others see when I was here last"))
    shows_streak = BooleanField(_("Others see how many weeks in a row I contributed"))
    is_listed = BooleanField(_("I am in the list of members"))

    @classmethod
    def of(cls, member: User, **how: Any) -> "SightForm":
        """The form with what the member chose."""
        chosen = {
            "shows_presence": not member.hides_presence,
            "shows_streak": not member.hides_streak,
            "is_listed": not member.is_unlisted,
        }
        return cls(data=chosen, **how)


class LookForm(OwnForm):
    theme = RadioField(_("Colours"), choices=LOOKS)
    list_style = RadioField(_("Long lists"), choices=LISTS)
    locale = SelectField(_("Language"))
    time_zone = SelectField(_("Time zone"))

    @classmethod
    def of(cls, member: User) -> "LookForm":
        """The form with what the member chose."""
        form = cls(
            data={
                "theme": member.theme,
                "list_style": member.list_style,
                "locale": member.locale or "",
                "time_zone": member.time_zone or "",
            }
        )
        form.locale.choices = [
            SelectChoice("", _("As my browser has it")),
            *(SelectChoice(code, name) for code, name in LANGUAGES.items()),
        ]
        form.time_zone.choices = [
            SelectChoice("", _("As the site has it (UTC)")),
            *zones.choices(get_locale()),
        ]
        return form

    @property
    def preferences(self) -> Preferences:
        """What was chosen."""
        return Preferences(
            theme=Theme(self.theme.data),
            list_style=ListStyle(self.list_style.data),
            locale=self.locale.data or None,
            time_zone=self.time_zone.data or None,
        )
