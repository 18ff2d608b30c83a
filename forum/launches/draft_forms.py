"""What the team decides about a launch while it is a draft."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from forum.badges import queries as badges
from forum.badges import wording
from forum.codes import queries as codes
from forum.commerce import queries as commerce
from forum.commerce.models import ProductState
from forum.kernel.policy import Invalid
from forum.launches import policy, words
from forum.launches.actions import Opening, Secrecy, Supply, Words
from forum.launches.forms import Blaming, local
from forum.launches.models import (
    Allocation,
    Audience,
    Embargo,
    Launch,
    LaunchKind,
    LaunchWindow,
    StockShown,
)
from forum.tiers import queries as tiers
from forum.tiers import words as tier_words
from forum.web.moment_field import MomentField


class WordsForm(Blaming):
    title = StringField(_("What it is called"))
    kind = RadioField(_("What kind of launch it is"), default=LaunchKind.EARLY_ACCESS.value)
    summary = TextAreaField(_("In a few lines"))
    body = TextAreaField(_("The whole text"))
    rules = TextAreaField(_("Rules"))

    @classmethod
    def of(cls, launch: Launch | None = None) -> "WordsForm":
        """The form as the launch is, or empty."""
        form = cls(obj=launch)
        form.kind.choices = _choices(words.KINDS)
        return form

    @property
    def plan(self) -> Words:
        """What was typed."""
        kind = LaunchKind(self.kind.data) if self.kind.data in set(LaunchKind) else None
        if kind is None:
            raise Invalid("kind", "needed")
        return Words(
            self.title.data or "",
            kind,
            self.summary.data or "",
            self.body.data or "",
            self.rules.data or "",
        )


class WindowForm(Blaming):
    audience = RadioField(_("For whom"), default=Audience.ALL.value, validate_choice=False)
    tier_id = SelectField(_("From which tier on"), coerce=int, validate_choice=False)
    badge_id = SelectField(_("Which badge"), coerce=int, validate_choice=False)
    list_name = StringField(_("What the list is called"))
    names = TextAreaField(_("Members on the list"))
    opens_at = MomentField(_("Opens"))
    closes_at = MomentField(_("Closes"))
    stock_cap = IntegerField(_("Pieces kept for them"), validators=[Optional()])

    @classmethod
    def of(cls, window: LaunchWindow | None = None, names: Sequence[str] = ()) -> "WindowForm":
        """The form as the window is, or empty."""
        form = cls(obj=window, names="\n".join(names)) if window else cls()
        if window and not form.is_submitted():
            form.opens_at.data, form.closes_at.data = (
                local(window.opens_at),
                local(window.closes_at),
            )
        form.audience.choices = _choices(words.AUDIENCES)
        form.tier_id.choices = [
            SelectChoice(one.id, tier_words.name_of(one))
            for one in reversed(tiers.tiers())
            if one.is_active
        ]
        form.badge_id.choices = [
            SelectChoice(one.id, wording.name_of(one)) for one in badges.badges()
        ]
        return form

    @property
    def plan(self) -> Opening:
        """What was typed. Raises Invalid."""
        if self.audience.data not in set(Audience):
            raise Invalid("audience", "needed")
        if self.stock_cap.data is None and "".join(self.stock_cap.raw_data or ()).strip():
            raise Invalid("stock_cap", "out_of_range", most="1,000,000")
        return Opening(
            audience=Audience(self.audience.data),
            tier_id=self.tier_id.data,
            badge_id=self.badge_id.data,
            list_name=self.list_name.data or "",
            names=[one.strip() for one in (self.names.data or "").splitlines() if one.strip()],
            opens_at=self.opens_at.moment,
            closes_at=self.closes_at.moment,
            stock_cap=self.stock_cap.data,
        )


class SupplyForm(Blaming):
    allocation = RadioField(_("Who gets one"), validate_choice=False)
    stock_total = IntegerField(_("How many there are"), validators=[Optional()])
    per_member_limit = IntegerField(_("How many for each member"), validators=[Optional()])
    hold_minutes = IntegerField(_("Minutes for which an offer is kept"), validators=[Optional()])
    stock_shown = RadioField(_("How members see how many are left"), validate_choice=False)
    lobby_minutes = IntegerField(_("Minutes of the lobby before it opens"), validators=[Optional()])
    product_id = SelectField(_("Which product it is"), coerce=int, validate_choice=False)
    pool_id = SelectField(_("Codes for the shop"), coerce=int, validate_choice=False)

    @classmethod
    def of(cls, launch: Launch) -> "SupplyForm":
        """The form as the launch is."""
        form = cls(obj=launch)
        if not form.is_submitted() and launch.hold_minutes == policy.usual_hold(launch.allocation):
            form.hold_minutes.data = None
        form.allocation.choices = _choices(words.ALLOCATIONS)
        form.stock_shown.choices = _choices(words.SHOWN)
        goods = [
            SelectChoice(one.id, one.title)
            for one in commerce.products()
            if one.state != ProductState.ARCHIVED or one.id == launch.product_id
        ]
        form.product_id.choices = [SelectChoice(0, _("Not said")), *goods]
        pools = [
            SelectChoice(one.id, one.label)
            for one in codes.pools()
            if not one.is_over() or one.id == launch.pool_id
        ]
        form.pool_id.choices = [SelectChoice(0, _("No codes")), *pools]
        return form

    @property
    def plan(self) -> Supply:
        """What was typed. Raises Invalid."""
        for field in self._numbers:
            if field.data is None and "".join(field.raw_data or ()).strip():
                raise Invalid(field.name, "out_of_range", most="1,000,000")
        if self.allocation.data not in set(Allocation):
            raise Invalid("allocation", "needed")
        if self.stock_shown.data not in set(StockShown):
            raise Invalid("stock_shown", "needed")
        allocation, minutes = Allocation(self.allocation.data), self.hold_minutes.data
        return Supply(
            allocation=allocation,
            stock_total=self.stock_total.data,
            per_member_limit=self.per_member_limit.data or 0,
            hold_minutes=policy.usual_hold(allocation) if minutes is None else minutes,
            stock_shown=StockShown(self.stock_shown.data),
            lobby_minutes=self.lobby_minutes.data or 0,
            product_id=self.product_id.data or None,
            pool_id=self.pool_id.data or None,
        )

    @property
    def _numbers(self) -> Sequence[IntegerField]:
        return self.stock_total, self.per_member_limit, self.hold_minutes, self.lobby_minutes


class SecrecyForm(Blaming):
    embargo = RadioField(_("What those outside know"), validate_choice=False)
    teaser_at = MomentField(_("Announced from"))
    public_at = MomentField(_("Everybody may read everything from"))

    @classmethod
    def of(cls, launch: Launch) -> "SecrecyForm":
        """The form as it was sent, or as the launch is."""
        form = cls()
        if not form.is_submitted():
            return cls.kept(launch)
        form.embargo.choices = _choices(words.EMBARGOES)
        return form

    @classmethod
    def kept(cls, launch: Launch) -> "SecrecyForm":
        """The form as the launch is, whatever was sent."""
        moments = {"teaser_at": local(launch.teaser_at), "public_at": local(launch.public_at)}
        form = cls(formdata=None, embargo=launch.embargo, **moments)
        form.embargo.choices = _choices(words.EMBARGOES)
        return form

    @property
    def plan(self) -> Secrecy:
        """What was typed. Raises Invalid."""
        if self.embargo.data not in set(Embargo):
            raise Invalid("embargo", "needed")
        return Secrecy(Embargo(self.embargo.data), self.teaser_at.moment, self.public_at.moment)


def _choices(named: Any) -> list[SelectChoice]:
    return [SelectChoice(one.value, said) for one, said in named.items()]
