"""What tiers and benefits are called, in the words of pages."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _

from forum.commerce import money
from forum.commerce import words as commerce
from forum.points.models import Reason
from forum.tiers.asking import Asks, Has, Lack
from forum.tiers.models import BenefitKind, Tier, TierKind
from forum.tiers.settings import CURRENCY

# slug -> name, and who it is for.
SUPPLIED: Mapping[str, tuple[Any, Any]] = {
    "member": (_("Member"), _("Where everybody begins.")),
    "silver": (_("Silver"), _("You give something to this place again and again.")),
    "gold": (_("Gold"), _("Others count on you.")),
    "vip": (_("VIP"), _("This place would not be the same without you.")),
    "press": (_("Press"), _("Writes about us.")),
    "founding-member": (_("Founding member"), _("Was here when this place began.")),
    "ambassador": (_("Ambassador"), _("Speaks for this community elsewhere.")),
    "team": (_("Team"), _("Works here.")),
}
KINDS: Mapping[TierKind, Any] = {
    TierKind.EARNED: _("Earned"),
    TierKind.MANUAL: _("Given by the team"),
}
BENEFITS: Mapping[BenefitKind, Any] = {
    BenefitKind.CHANNEL: _("Entry to a channel"),
    BenefitKind.UPLOAD_MB: _("Larger pictures"),
    BenefitKind.FLAIR: _("The name of the tier beside one's own"),
    BenefitKind.TASK: _("Something that the team does"),
}
ICONS: Mapping[BenefitKind, str] = {
    BenefitKind.CHANNEL: "door-open",
    BenefitKind.UPLOAD_MB: "image-up",
    BenefitKind.FLAIR: "badge-check",
    BenefitKind.TASK: "gift",
}
# What points are given for, as the pages of points call it.
REASONS: Mapping[Reason, Any] = {
    Reason.CUSTOMER: _("Somebody you invited became a customer"),
    Reason.INVITED: _("Somebody you invited stayed"),
    Reason.ANSWER: _("An accepted answer"),
    Reason.FEEDBACK: _("Feedback about a launch"),
    Reason.PROFILE: _("Saying who you are"),
    Reason.WELCOME: _("Welcoming a newcomer"),
    Reason.TOPIC: _("A new topic"),
    Reason.FLAG: _("A flag that was right"),
    Reason.REPLY: _("A reply"),
    Reason.REACTION: _("A reaction to your post"),
    Reason.PURCHASE: _("Buying in our shop"),
    Reason.STAFF: _("By hand, from the team"),
}


def name_of(tier: Tier) -> str:
    """What the tier is called: by the brand, or as it came."""
    return tier.name or str(SUPPLIED[tier.slug][0] if tier.slug in SUPPLIED else tier.slug)


def description_of(tier: Tier) -> str:
    """Who the tier is for: by the brand, or as it came."""
    return tier.description or str(SUPPLIED[tier.slug][1] if tier.slug in SUPPLIED else "")


def benefit(kind: BenefitKind, amount: int, words: str, channel: str) -> str:
    """What a benefit gives, in a few words. The channel by its name; none for a hidden one."""
    if kind == BenefitKind.CHANNEL:
        if channel:
            return str(gettext("Entry to %(channel)s", channel=channel))
        return str(gettext("Entry to a channel of its own"))
    if kind == BenefitKind.UPLOAD_MB:
        return str(gettext("Pictures of up to %(number)s MB", number=amount))
    return words if kind == BenefitKind.TASK else str(gettext("The name of the tier beside yours"))


def amount(units: int) -> str:
    """So many whole units of the currency in which it counts what was paid."""
    return commerce.price(money.minor(units, currency()), currency())


def currency() -> str:
    """The currency in which it counts what was paid."""
    return CURRENCY.get()


def missing(lack: Lack) -> str:
    """What is missing, each way to it: such as "120 more points, or 1 more kept order"."""
    points, orders = format_decimal(lack.points), format_decimal(lack.orders)
    found = [ngettext("%(count)s more point", "%(count)s more points", lack.points, count=points)]
    if lack.orders:
        found.append(
            ngettext(
                "%(count)s more kept order",
                "%(count)s more kept orders",
                lack.orders,
                count=orders,
            )
        )
    if lack.spent:
        found.append(gettext("%(amount)s more in kept orders", amount=amount(lack.spent)))
    return _or(found)


def also(asks: Asks) -> str:
    """By what else than points one comes to a tier, such as "or 3 kept orders"; or nothing."""
    found = [one for one in (_orders(asks.orders), _spent(asks.spent)) if one]
    return str(gettext("or %(ways)s", ways=_or(found))) if found else ""


class Way(NamedTuple):
    """One way to a tier, and how far somebody has gone it."""

    words: str
    told: str
    is_gone: bool


def ways(asks: Asks, has: Has) -> Sequence[Way]:
    """All ways to a tier; each is enough by itself."""
    found = [Way(_points(asks.points), format_decimal(has.points), has.points >= asks.points)]
    if asks.orders:
        is_gone = has.orders >= asks.orders
        found.append(Way(_orders(asks.orders), format_decimal(has.orders), is_gone))
    if asks.spent:
        found.append(Way(_spent(asks.spent), amount(has.spent), has.spent >= asks.spent))
    return found


def _points(number: int) -> str:
    said = format_decimal(number)
    return str(
        ngettext("%(count)s point in 365 days", "%(count)s points in 365 days", number, count=said)
    )


def _orders(number: int) -> str:
    said = format_decimal(number)
    words = ngettext("%(count)s kept order", "%(count)s kept orders", number, count=said)
    return str(words) if number else ""


def _spent(units: int) -> str:
    return str(gettext("%(amount)s in kept orders", amount=amount(units))) if units else ""


def _or(ways: Sequence[str]) -> str:
    first, *others = ways
    for other in others:
        first = str(gettext("%(one)s, or %(other)s", one=first, other=other))
    return str(first)


def lack_among(facts: Mapping[str, Any]) -> Lack:
    """What was missing, as it is kept with a notice."""
    return Lack(*(int(facts.get(name, 0)) for name in ("lack", "lack_orders", "lack_spent")))
