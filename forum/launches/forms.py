"""What members choose when they take one, and what the team gives to a launch that runs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import Optional

from forum.kernel.policy import Invalid
from forum.launches import words
from forum.launches.models import Launch, LaunchWindow
from forum.web.forms import Form
from forum.web.moment_field import MomentField
from forum.web.zones import zone

# What an action refuses, in words for the person.
REASONS = {
    "needed": _("Please fill this in."),
    "address_taken": _("There is a channel of this name already. Choose another one."),
    "too_long": _("This is too long: %(most)s characters at most."),
    "too_many": _("These are too many: %(most)s at most."),
    "out_of_range": _("This number does not fit: %(most)s at most."),
    "unreadable": _("Type a day and a time."),
    "before_opening": _("It has to close after it opens."),
    "earlier": _("It can only close later than it was said."),
    "entering_over": _("Entering has ended, and who is in the draw stands. It closes no later."),
    "fewer": _("There can only be more than the %(least)s there are."),
    "below_claims": _("%(least)s are taken already. There cannot be fewer."),
    "one_code_each": _("With codes, each member gets one: type 1 here, or choose no codes."),
    "taken_without": _("Some have one already. The codes stay as they are."),
    "unknown_names": _("Nobody here is called: %(names)s"),
}
AGREE = _("Please read the rules, and say yes to them.")


def reason_of(error: Invalid) -> str:
    """What an action found wrong, in words for the person."""
    told = REASONS.get(error.reason) or words.LACKS.get(error.reason, REASONS["needed"])
    return str(told) % error.details


class Blaming(Form):
    """A form that shows what an action found wrong at the field."""

    def blame(self, error: Invalid) -> None:
        """Put the words for a reason at its field, or above all."""
        said = reason_of(error)
        target: Any = self._fields.get(error.field)
        if target is None:
            self.form_errors.append(said)
        else:
            target.errors = [said]


class ClaimForm(Blaming):
    quantity = IntegerField(_("How many"), default=1, validators=[Optional()])
    rules = BooleanField(_("I have read the rules, and agree"))

    def fit(self, launch: Launch) -> None:
        """Leave out what this launch does not ask for."""
        if not launch.rules and "rules" in self:
            del self.rules
        if launch.per_member_limit == 1 and "quantity" in self:
            del self.quantity

    @property
    def wanted(self) -> int:
        """How many, as far as it was a number."""
        return self.quantity.data if isinstance(self.quantity.data, int) else 1

    def agreed_to(self, launch: Launch) -> int:
        """The version of the rules that the member has said yes to; 0 for none."""
        return launch.rules_version if launch.rules and self.rules.data else 0

    def blame(self, error: Invalid) -> None:
        """Say at the rules that one has to agree to them."""
        if error.field == "rules":
            self.rules.errors = [AGREE]
        else:
            super().blame(error)


def local(moment: datetime | None) -> datetime | None:
    """A moment as a field for it shows it."""
    return moment.astimezone(zone()).replace(tzinfo=None) if moment else None


class MoreForm(Blaming):
    stock_total = IntegerField(_("How many there are"), validators=[Optional()])

    @classmethod
    def of(cls, launch: Launch, windows: Sequence[LaunchWindow]) -> "MoreForm":
        """The form with one field for the closing of each window."""
        named: dict[str, Any] = {
            _closing(one): MomentField(gettext("Closes: %(who)s", who=words.name_of(one)))
            for one in windows
        }
        kind = type("MoreFormOfLaunch", (cls,), named)
        form: MoreForm = kind(stock_total=launch.stock_total)
        for one in windows:
            field: Any = form[_closing(one)]
            if not field.raw_data:
                field.data = local(one.closes_at)
        return form

    def closings(self, windows: Sequence[LaunchWindow]) -> dict[int, datetime]:
        """When each window is to close; those that stay as they are left out. Raises Invalid."""
        found = {}
        for one in windows:
            field: Any = self[_closing(one)]
            moment = field.moment if field.raw_data else None
            # A field shows seconds at best: what was not touched is no change.
            if moment is not None and field.data != _shown(one.closes_at):
                found[one.id] = moment
        return found

    @property
    def total(self) -> int | None:
        """How many there are to be. Raises Invalid."""
        if self.stock_total.data is None and "".join(self.stock_total.raw_data or ()).strip():
            raise Invalid("stock_total", "out_of_range", most="1,000,000")
        total: int | None = self.stock_total.data
        return total


class PickForm(Blaming):
    reason = StringField(_("Why them"))


def _closing(window: LaunchWindow) -> str:
    return f"closes_at_{window.id}"


def _shown(moment: datetime) -> datetime | None:
    found = local(moment)
    return found.replace(microsecond=0) if found else None
