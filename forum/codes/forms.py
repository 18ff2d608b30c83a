"""What the team fills in about codes, and the words for what is amiss."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from forum.badges import wording as badge_words
from forum.badges.models import Badge
from forum.codes import wording
from forum.codes.actions import PerkPlan, PoolPlan
from forum.codes.models import Audience, Pool, PoolSource
from forum.commerce import queries as commerce
from forum.commerce.models import Product, Store
from forum.kernel.policy import Invalid
from forum.tiers import words as tier_words
from forum.tiers.models import Tier
from forum.web.forms import Form
from forum.web.zones import zone

PROBLEMS: Mapping[str, Any] = {
    "no_words": _("Please write a few words."),
    "too_long": _("Keep it to %(most)s characters."),
    "label_taken": _("Another pool has this name. Choose another one."),
    "ends_first": _("The last day lies before the first one."),
    "prefix": _("Use up to 12 letters from A to Z and digits."),
    "out_of_range": _("Give a number from %(least)s to %(most)s."),
    "no_codes": _("There is no code in it. Write one code to a line."),
    "not_text": _("This file is not a text. Save it as CSV (UTF-8) and choose it again."),
    "again": _("Somebody put codes in at the same moment, so nothing was taken in. Try again."),
    "no_tier": _("Choose a tier."),
    "no_badge": _("Choose a badge."),
    "nobody": _("There is nobody of this name."),
    "lines": _("Nothing was taken in. Mend the lines below, and try again."),
}
WORDS = [InputRequired(_("Please write a few words."))]
FIRST, LAST = time(0, 0), time(23, 59, 59)


class CodesForm(Form):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        said = str(PROBLEMS.get(error.reason, _("Please look at this again.")))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [said % error.details]


class PoolForm(CodesForm):
    label = StringField(_("Name, for the team"), WORDS)
    value_text = StringField(_("What a code is worth, for members"), WORDS)
    starts_at = DateField(_("The shop takes them from (the beginning of this day)"), [Optional()])
    ends_at = DateField(_("Until (the end of this day)"), [Optional()])
    source = SelectField(
        _("Where the codes come from"),
        choices=[SelectChoice(*one) for one in wording.SOURCES.items()],
    )
    prefix = StringField(_("What they begin with"))
    product = SelectField(_("For which product"), coerce=int, default=0)
    store = SelectField(_("In which store"), coerce=int, default=0)
    pool: Pool | None = None

    @classmethod
    def of(cls, pool: Pool | None) -> "PoolForm":
        """The form with the pool as it is; where its codes come from stays as it is."""
        if pool is None:
            return cls()._with_shops()
        days = {"starts_at": _day(pool.starts_at), "ends_at": _day(pool.ends_at)}
        shop = {"product": pool.product_id or 0, "store": pool.store_id or 0}
        said = {"label": pool.label, "value_text": pool.value_text}
        form = cls(data=said | days | shop)._with_shops()
        form.pool = pool
        del form.source, form.prefix
        return form

    def _with_shops(self) -> "PoolForm":
        goods = commerce.products()
        self.product.choices = [SelectChoice(0, _("For everything")), *map(_named, goods)]
        self.store.choices = [SelectChoice(0, _("Not said")), *map(_named, commerce.stores())]
        return self

    @property
    def chosen_source(self) -> PoolSource:
        """Where the codes come from."""
        return PoolSource(self.source.data)

    @property
    def plan(self) -> PoolPlan:
        """What was typed."""
        return PoolPlan(
            label=self.label.data or "",
            value_text=self.value_text.data or "",
            starts_at=self._moment("starts_at", FIRST),
            ends_at=self._moment("ends_at", LAST),
            store_id=self.store.data or None,
            product_id=self.product.data or None,
        )

    def _moment(self, name: str, at: time) -> datetime | None:
        """The moment that a day means; the one that there was, where the day is the same: whoever
        saves in another zone moves nothing."""
        day, before = self[name].data, getattr(self.pool, name, None)
        return before if before and _day(before) == day else _moment(day, at)


class FillForm(CodesForm):
    file = FileField(_("File with one code to a line"), render_kw={"accept": ".csv,.txt,text/csv"})
    codes = TextAreaField(_("Or paste them here"))

    @property
    def typed(self) -> str:
        """What the file holds, or else what was pasted. Raises Invalid."""
        sent = self.file.data.read() if self.file.data else b""
        try:
            return sent.decode("utf-8-sig") or self.codes.data or ""
        except UnicodeDecodeError as error:
            raise Invalid("file", "not_text") from error


class GenerateForm(CodesForm):
    number = IntegerField(_("How many"), [InputRequired(_("Please give a number."))], default=100)


class PerkForm(CodesForm):
    pool = SelectField(_("Codes of the pool"), coerce=int)
    audience = SelectField(
        _("Who may take one"), choices=[SelectChoice(*one) for one in wording.AUDIENCES.items()]
    )
    tier = SelectField(_("Tier"), coerce=int, default=0)
    badge = SelectField(_("Badge"), coerce=int, default=0)
    words = StringField(_("What they should know"))

    @classmethod
    def among(
        cls, pools: Sequence[Pool], tiers: Sequence[Tier], badges: Sequence[Badge]
    ) -> "PerkForm":
        """The form with the pools, tiers and badges there are."""
        form = cls()
        form.pool.choices = [SelectChoice(one.id, one.label) for one in pools]
        form.tier.choices = [SelectChoice(0, "-")]
        form.tier.choices += [SelectChoice(one.id, tier_words.name_of(one)) for one in tiers]
        form.badge.choices = [SelectChoice(0, "-")]
        form.badge.choices += [SelectChoice(one.id, badge_words.name_of(one)) for one in badges]
        return form

    @property
    def plan(self) -> PerkPlan:
        """What was typed."""
        return PerkPlan(
            pool_id=self.pool.data,
            audience=Audience(self.audience.data),
            tier_id=self.tier.data or None,
            badge_id=self.badge.data or None,
            words=self.words.data or "",
        )


class GuestForm(CodesForm):
    name = StringField(_("Name of a member"), [InputRequired(_("Give a name."))])


class VoidForm(CodesForm):
    reason = StringField(_("Why"), WORDS)


def _named(one: Product | Store) -> SelectChoice:
    return SelectChoice(one.id, one.title if isinstance(one, Product) else one.name)


def _day(moment: datetime | None) -> Any:
    return moment.astimezone(zone()).date() if moment else None


def _moment(day: Any, at: time) -> datetime | None:
    return datetime.combine(day, at, zone()) if day else None
