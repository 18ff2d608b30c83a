"""What tiers and benefits are called, in the words of pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from forum.points.models import Reason
from forum.tiers.models import BenefitKind, Tier, TierKind

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
    TierKind.EARNED: _("Earned by points"),
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
    Reason.INVITED: _("Somebody you invited stayed"),
    Reason.ANSWER: _("An accepted answer"),
    Reason.PROFILE: _("Saying who you are"),
    Reason.WELCOME: _("Welcoming a newcomer"),
    Reason.TOPIC: _("A new topic"),
    Reason.REPLY: _("A reply"),
    Reason.REACTION: _("A reaction to your post"),
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
