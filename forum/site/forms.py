"""Forms of the brand and of single settings."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.fields import ColorField, IntegerField, SelectChoice
from wtforms.validators import InputRequired

from forum.accounts.forms import SignUpForm
from forum.kernel.policy import Invalid
from forum.kernel.settings import Setting
from forum.site import settings, values

LONG = 200
PROBLEMS: Mapping[str, Any] = {
    "other_kind": _("Please look at this again."),
    "no_choice": _("Choose one of these."),
    "no_number": _("Write a whole number."),
    "out_of_range": _("Write a number from %(least)s to %(most)s."),
    "too_long": _("Keep it to %(most)s characters."),
    "needed": _("Write something here."),
    "other_form": _("This does not look right. Compare it with the example."),
    "odd_characters": _("Leave out the characters that cannot be seen."),
}
NEEDED = [InputRequired(PROBLEMS["needed"])]
VOICES = [SelectChoice("sans", _("Plain")), SelectChoice("serif", _("With serifs, like a book"))]
CORNERS = [
    SelectChoice("round", _("Round")),
    SelectChoice("soft", _("Soft")),
    SelectChoice("square", _("Square")),
]


def words_for(error: Invalid) -> str:
    """What to tell about a value that cannot be taken."""
    return str(PROBLEMS.get(error.reason, PROBLEMS["other_kind"])) % error.details


class OfBrand(FlaskForm):
    """A form some of whose fields are settings of the brand."""

    KEYS: ClassVar[Mapping[str, Setting[Any]]] = {}

    def chosen(self) -> dict[str, Any]:
        """The values by their keys; what cannot be taken is left out, and its field says why."""
        found = {}
        for name, setting in self.KEYS.items():
            try:
                found[setting.key] = values.read(setting, str(self[name].data or ""))
            except Invalid as error:
                self[name].errors = [words_for(error)]
        return found


class BrandForm(OfBrand):
    name = StringField(_("Name of the brand"), NEEDED)
    tagline = StringField(_("What the community is for, in one line"))
    colour = ColorField(_("Colour"))
    voice = RadioField(_("Letters of headings"), choices=VOICES)
    corners = RadioField(_("Corners"), choices=CORNERS)

    KEYS = {
        "name": settings.NAME,
        "tagline": settings.TAGLINE,
        "colour": settings.COLOUR,
        "voice": settings.VOICE,
        "corners": settings.CORNERS,
    }


class SetUpForm(SignUpForm):
    """What sign-up asks, of the owner."""

    display_name = None
    guidelines = None


def setting_form(setting: Setting[Any], **given: Any) -> FlaskForm:
    """A form with one field, `value`, of the kind that the setting needs.

    What else is given goes to the form: `formdata=None` shows what is chosen, whatever was sent.
    """

    class SettingForm(FlaskForm):
        value = _field_for(setting)

    return SettingForm(data={"value": setting.get()}, **given)


def _field_for(setting: Setting[Any]) -> Field:
    label = _("Value")
    if setting.choices:
        words = [str(choice) for choice in setting.choices]
        choices = [SelectChoice(word, word or _("(empty)")) for word in words]
        return RadioField(label, choices=choices)
    if isinstance(setting.default, bool):
        return BooleanField(_("Yes"))
    if isinstance(setting.default, int):
        return IntegerField(label)
    is_long = (setting.most or 0) > LONG or "\n" in setting.default
    return TextAreaField(label) if is_long else StringField(label)
