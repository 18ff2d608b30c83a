"""How acts on tiers are said in the audit log."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table
from forum.tiers import queries
from forum.tiers.words import BENEFITS, KINDS, SUPPLIED, name_of


def _colour(stored: Any) -> str:
    return str(_("Colour %(number)s", number=stored))


def _tiers(_ids: Collection[int]) -> Mapping[int, str]:
    return {tier.id: name_of(tier) for tier in queries.tiers()}


KIND_WORDS: Mapping[Any, Any] = {**KINDS, **BENEFITS}
ACTS = Acts(
    verbs={
        "tiers.add_benefit": _l("let a tier give one more thing"),
        "tiers.change": _l("changed a tier"),
        "tiers.create": _l("made a tier"),
        "tiers.deliver": _l("did what a tier had promised"),
        "tiers.end_benefit": _l("let a tier give something no longer"),
        "tiers.give": _l("gave a tier by hand"),
        "tiers.take": _l("took a tier away"),
    },
    kinds={
        "tier": _l("tier"),
        "tier_benefit": _l("benefit"),
        "tier_task": _l("task"),
        "user": _l("member"),
    },
    facts={
        "amount": _l("Megabytes that a picture may have"),
        "by_buying": _l("Kept orders lead to it, too"),
        "channel_id": _l("Channel"),
        "description": _l("Who it is for"),
        "hue": _l("Colour"),
        "is_active": _l("In use"),
        "kind": _l("Kind"),
        "min_orders": _l("Kept orders of the last 365 days"),
        "min_spent": _l("Paid for kept orders of the last 365 days"),
        "name": _l("Name"),
        "rank": _l("Place"),
        "reason": _l("Why"),
        "threshold": _l("Points of the last 365 days"),
        "tier": _l("Tier"),
        "until": _l("Until"),
        "user_id": _l("Member"),
        "words": _l("What the team does for each of them"),
    },
    values={
        "hue": _colour,
        "kind": from_table(KIND_WORDS),
        "tier": from_table({slug: said[0] for slug, said in SUPPLIED.items()}),
    },
    names={"tier": _tiers},
)
