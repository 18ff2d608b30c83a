"""How acts on codes are said in the audit log."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _l

from forum.codes import queries
from forum.codes.wording import AUDIENCES, OWN_REASONS, SOURCES
from forum.kernel.acts import Acts, from_table


def _pools(_ids: Collection[int]) -> Mapping[int, str]:
    return {pool.id: pool.label for pool in queries.pools()}


ACTS = Acts(
    verbs={
        "codes.arrange": _l("changed a pool of codes"),
        "codes.end_perk": _l("ended a perk"),
        "codes.export": _l("took the codes of a pool away"),
        "codes.fill": _l("filled a pool of codes"),
        "codes.generate": _l("let codes be made for a pool"),
        "codes.make": _l("made a pool of codes"),
        "codes.offer": _l("offered a perk"),
        "codes.put_on_list": _l("put a member on the list of a perk"),
        "codes.read": _l("looked at a code"),
        "codes.take_off_list": _l("took a member off the list of a perk"),
        "codes.void": _l("made a code worthless"),
    },
    kinds={"code": _l("code"), "code_pool": _l("pool of codes"), "perk": _l("perk")},
    facts={
        "audience": _l("For whom"),
        "badge_id": _l("Badge"),
        "ends_at": _l("Until"),
        "holder": _l("Whose code"),
        "label": _l("Name, for the team"),
        "number": _l("How many"),
        "pool_id": _l("Pool of codes"),
        "product_id": _l("For which product"),
        "reason": _l("Why"),
        "source": _l("Where the codes come from"),
        "starts_at": _l("From"),
        "store_id": _l("In which store"),
        "tier_id": _l("Tier"),
        "user_id": _l("Member"),
        "value_text": _l("What a code is worth, for members"),
        "words": _l("What they should know"),
    },
    values={
        "audience": from_table(AUDIENCES),
        "reason": from_table(OWN_REASONS),
        "source": from_table(SOURCES),
    },
    refers={
        "badge_id": "badge",
        "holder": "user",
        "pool_id": "code_pool",
        "product_id": "product",
        "store_id": "store",
        "tier_id": "tier",
    },
    names={"code_pool": _pools},
)
