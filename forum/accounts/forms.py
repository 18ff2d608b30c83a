"""Forms at the door and for a member's own account, and the words for what is amiss in them."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from forum.accounts import emails, names, passwords
from forum.accounts.directory import Standing, Wanted
from forum.accounts.models import Fate, Role
from forum.kernel import clock
from forum.kernel.policy import Invalid
from forum.web.forms import Form

LONGEST_LINE = 254
REASONS = {
    "name_unseen": _("Leave out spaces and characters that nobody can see."),
    "name_length": _("Use 2 to 30 characters."),
    "name_characters": _("Use letters and digits, with _ - or . between them."),
    "name_edges": _("Begin and end with a letter or digit, with one _ - or . at a time between."),
    "name_letters": _("Use at least one letter."),
    "name_mixed": _("This mixes letters of different scripts that look alike. Use one script."),
    "name_reserved": _("This name is kept for the site. Choose another."),
    "name_taken": _("Somebody has this name or one that looks like it. Choose another."),
    "email_invalid": _("This does not look like a mail address. Check it for slips."),
    "email_taken": _("This address belongs to a member already."),
    "email_same": _("This is your address already."),
    "password_short": _("Use 10 characters or more. A few words in a row are fine."),
    "password_long": _("Use 512 characters at most."),
    "password_common": _("Others would guess this one early. Try a few unusual words in a row."),
    "password_personal": _("Your name, your address and the site's name are guessed first."),
    "password_wrong": _("This is not your present password."),
    "guidelines_needed": _("Please say yes to the guidelines: everybody here has."),
    "no_match": _("This name and password do not belong together. Check both and try again."),
}


def show_invalid(form: Form, error: Invalid) -> None:
    """Put the words for what was amiss beside the field that it is about."""
    field = form[error.field] if error.field in form else next(iter(form))
    field.errors = [*field.errors, REASONS.get(error.reason, gettext("Please check this."))]


def amiss(form: Any, *, about: Collection[str], official: Collection[str] = ()) -> dict[str, str]:
    """By field the reason word why this cannot be an account; empty where nothing is amiss.

    about     words that make a password easy to guess
    official  names that are kept from look-alikes, such as the brand's
    """
    return {
        "username": names.problem(form.username.data, official=official),
        "email": emails.problem(form.email.data),
        "password": passwords.weakness(form.password.data, about=about),
    }


def show_all(form: Form, reasons: Mapping[str, str]) -> bool:
    """Say each reason at its field, all of them at once; whether there are none."""
    found = [Invalid(field, reason) for field, reason in reasons.items() if reason]
    for each in found:
        show_invalid(form, each)
    return not found


def _line(label: Any, autocomplete: str, **more: Any) -> StringField:
    attributes = {"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"}
    return StringField(label, validators=_filled_in(), render_kw=attributes | more)


def _address(label: Any) -> EmailField:
    return EmailField(label, validators=_filled_in(), render_kw={"autocomplete": "email"})


def _filled_in() -> list[Any]:
    return [
        InputRequired(_("Please fill this in.")),
        Length(max=LONGEST_LINE, message=_("This is too long.")),
    ]


def _new_password(label: Any) -> PasswordField:
    attributes = {"autocomplete": "new-password", "minlength": passwords.SHORTEST}
    return PasswordField(label, [InputRequired(_("Please fill this in."))], render_kw=attributes)


def _present_password(label: Any) -> PasswordField:
    attributes = {"autocomplete": "current-password"}
    return PasswordField(label, [InputRequired(_("Please fill this in."))], render_kw=attributes)


class SignUpForm(Form):
    username = _line(_("Username"), "username", maxlength=names.LONGEST)
    email = _address(_("Mail address"))
    password = _new_password(_("Password"))
    display_name = StringField(
        _("Name to show"),
        [Length(max=names.LONGEST_SHOWN, message=_("This is too long."))],
        render_kw={"autocomplete": "name"},
    )
    guidelines = BooleanField(_("I have read the guidelines and keep to them"))


class SignInForm(Form):
    name = _line(_("Username or mail address"), "username")
    password = _present_password(_("Password"))
    remember = BooleanField(_("Stay signed in on this device"))
    next = HiddenField()


class AgainForm(Form):
    password = _present_password(_("Password"))
    next = HiddenField()


class AskResetForm(Form):
    name = _line(_("Username or mail address"), "username")


class ResetForm(Form):
    password = _new_password(_("New password"))


class PasswordForm(Form):
    present = _present_password(_("Present password"))
    password = _new_password(_("New password"))
    end_others = BooleanField(_("Sign out everywhere else"), default=True)


class EmailForm(Form):
    email = _address(_("New mail address"))
    present = _present_password(_("Password"))


FATES = [
    SelectChoice(Fate.NAMELESS.value, _("Keep them, without my name")),
    SelectChoice(Fate.EMPTIED.value, _("Remove what I wrote")),
    SelectChoice(Fate.DELETED.value, _("Delete everything")),
]


class LeaveForm(Form):
    """What becomes of the texts of a member who leaves, and their password."""

    fate = RadioField(_("Your posts"), choices=FATES, default=Fate.NAMELESS.value)
    present = _present_password(_("Password"))


class SeeOffForm(Form):
    """The same for a member who asked the team, with how they asked and their name."""

    fate = RadioField(_("Their posts"), choices=FATES, default=Fate.NAMELESS.value)
    reason = _line(_("How they asked"), "off", maxlength=LONGEST_LINE)
    typed = _line(_("Name of the member"), "off")


class ButtonForm(Form):
    """A button that changes something: nothing but the token against forgery."""


class RoleForm(Form):
    role = RadioField(
        _("Role"),
        choices=[
            SelectChoice(Role.MEMBER.value, _("Member")),
            SelectChoice(Role.MODERATOR.value, _("Moderator")),
            SelectChoice(Role.ADMIN.value, _("Admin")),
        ],
    )


class MergeForm(Form):
    """The account that stays, and once it is known, the name of the one that goes."""

    into = _line(_("The account that stays"), "off")
    typed = _line(_("Name of the account that goes"), "off")


class WantedForm(PlainForm):
    """Reads an address; nothing is changed by it, so it needs no token against forgery."""

    q = SearchField(_("Name"))
    role = SelectField(
        _("Role"),
        choices=[
            SelectChoice("", _("Every role")),
            SelectChoice(Role.MEMBER.value, _("Member")),
            SelectChoice(Role.MODERATOR.value, _("Moderator")),
            SelectChoice(Role.ADMIN.value, _("Admin")),
        ],
    )
    state = SelectField(
        _("State"),
        choices=[
            SelectChoice("", _("Every state")),
            SelectChoice(Standing.ACTIVE.value, _("May come in")),
            SelectChoice(Standing.WAITING.value, _("Not in yet")),
            SelectChoice(Standing.SILENCED.value, _("Silenced")),
            SelectChoice(Standing.SUSPENDED.value, _("Suspended")),
            SelectChoice(Standing.CLOSED.value, _("Closed")),
            SelectChoice(Standing.MERGED.value, _("Merged into another")),
        ],
    )
    joined = SelectField(
        _("Joined"),
        choices=[
            SelectChoice("", _("At any time")),
            SelectChoice("1", _("In the last day")),
            SelectChoice("7", _("In the last 7 days")),
            SelectChoice("30", _("In the last 30 days")),
            SelectChoice("365", _("In the last year")),
        ],
    )

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return any(field.data for field in self)

    @property
    def wanted(self) -> Wanted:
        """What is asked for; a choice that is none of those offered narrows nothing down."""
        role, state, joined = (_offered(self[name]) for name in ("role", "state", "joined"))
        return Wanted(
            words=self.q.data or "",
            role=Role(role) if role else None,
            standing=Standing(state) if state else None,
            joined_since=clock.now() - timedelta(days=int(joined)) if joined else None,
        )


def _offered(field: Any) -> str:
    """What was chosen, if it is one of the choices."""
    return field.data if field.data in {choice.value for choice in field.choices} else ""
