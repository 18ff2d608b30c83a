"""What the team fills in about tiers, and the words for what is amiss."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from forum.channels.models import Channel
from forum.kernel.policy import Invalid
from forum.tiers import policy, words
from forum.tiers.actions import BenefitPlan, Plan
from forum.tiers.models import BenefitKind, Tier, TierKind
from forum.web.forms import Form
from forum.web.zones import zone

PROBLEMS: Mapping[str, Any] = {
    "out_of_range": _("Give a number from %(least)s to %(most)s."),
    "no_words": _("Please write a few words."),
    "too_long": _("Keep it to %(most)s characters."),
    "nothing_asked": _("Say how many kept orders lead to it, or how much paid for them."),
    "base": _("Everybody begins with this tier: it asks for nothing, and stays."),
    "for_all": _("Everybody holds this tier. Open the channel to all members instead."),
    "no_channel": _("Choose a channel."),
    "no_more": _("Everybody may send pictures of %(most)s MB. Give a larger number."),
    "retired": _("This tier is not in use."),
    "not_here": _("This account is not open."),
    "has_it": _("They hold this tier already."),
    "past": _("Choose a day that is still to come."),
}
KINDS = [SelectChoice(*one) for one in words.KINDS.items()]
BENEFITS = [SelectChoice(*one) for one in words.BENEFITS.items()]
HUES = [SelectChoice(number, str(number)) for number in range(1, policy.HUES + 1)]
NUMBER = [InputRequired(_("Please give a number."))]


class TiersForm(Form):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        said = str(PROBLEMS.get(error.reason, _("Please look at this again.")))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [said % error.details]


class TierForm(TiersForm):
    kind = SelectField(
        _("How one comes to it"), choices=[SelectChoice(*one) for one in words.KINDS.items()]
    )
    name = StringField(_("Name"))
    description = StringField(_("Who it is for"))
    threshold = IntegerField(_("Points of the last 365 days"), NUMBER, default=100)
    by_buying = BooleanField(_("Kept orders lead to it, too"))
    min_orders = IntegerField(_("Kept orders of the last 365 days"), [Optional()], default=0)
    min_spent = IntegerField(
        _("Paid for kept orders of the last 365 days"), [Optional()], default=0
    )
    rank = IntegerField(_("Place: of several, the one with the highest number is shown"), NUMBER)
    hue = RadioField(
        _("Colour"),
        coerce=int,
        choices=[SelectChoice(n, _("Colour %(number)s", number=n)) for n in range(1, 13)],
        default=1,
    )
    is_active = BooleanField(_("In use"), default=True)

    @classmethod
    def of(cls, tier: Tier | None) -> "TierForm":
        """The form with the tier as it is; what cannot be changed of it is left out."""
        form = cls(obj=tier)
        if tier is not None:
            del form.kind
            if not tier.is_earned or tier.is_base:
                del form.threshold, form.by_buying, form.min_orders, form.min_spent
            if tier.is_base:
                del form.is_active
        return form

    @property
    def chosen_kind(self) -> TierKind:
        """How one comes to the new tier."""
        return TierKind(self.kind.data)

    def plan(self) -> Plan:
        """What was typed."""
        return Plan(
            name=self.name.data or "",
            description=self.description.data or "",
            rank=self.rank.data or 0,
            threshold=self._number("threshold"),
            hue=self.hue.data,
            is_active=self.is_active.data if "is_active" in self else True,
            by_buying=self.by_buying.data if "by_buying" in self else False,
            min_orders=self._number("min_orders"),
            min_spent=self._number("min_spent"),
        )

    def _number(self, name: str) -> int:
        return (self[name].data or 0) if name in self else 0


class BenefitForm(TiersForm):
    kind = SelectField(_("What it gives"), choices=BENEFITS)
    channel = SelectField(_("Channel"), coerce=int)
    amount = IntegerField(_("Megabytes that a picture may have"), [Optional()])
    words = StringField(_("What the team does for each of them"))

    @classmethod
    def among(cls, rooms: Sequence[Channel], *, is_typed: bool) -> "BenefitForm":
        """The form with the channels there are; empty unless somebody filled it in."""
        form = cls() if is_typed else cls(formdata=None)
        form.channel.choices = [
            SelectChoice(0, "-"),
            *(SelectChoice(room.id, room.name) for room in rooms),
        ]
        return form

    @property
    def plan(self) -> BenefitPlan:
        """What was typed."""
        return BenefitPlan(
            BenefitKind(self.kind.data),
            amount=self.amount.data or 0,
            channel_id=self.channel.data or None,
            words=self.words.data or "",
        )


class GiveForm(TiersForm):
    tier = SelectField(_("Tier"), coerce=int)
    reason = TextAreaField(_("Why"), [InputRequired(_("Please write a few words."))])
    until = DateField(_("Until (the end of this day)"), [Optional()])

    @classmethod
    def among(cls, tiers: Sequence[Tier], *, is_typed: bool) -> "GiveForm":
        """The form with the tiers that are given by hand; empty unless somebody filled it in."""
        form = cls() if is_typed else cls(formdata=None)
        form.tier.choices = [
            SelectChoice(tier.id, words.name_of(tier))
            for tier in tiers
            if tier.is_active and not tier.is_earned
        ]
        return form

    @property
    def last_moment(self) -> datetime | None:
        """The last second of the last day, where the reader is."""
        day = self.until.data
        return datetime.combine(day, time(23, 59, 59), zone()) if day else None


class TakeForm(TiersForm):
    reason = StringField(_("Why"), [InputRequired(_("Please write a few words."))])
