"""What the brand decides: which tiers there are, how they are reached, what they give."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.slugs import slugify
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.tiers import policy, queries
from forum.tiers.actions.moving import LOOK_JOB
from forum.tiers.actions.showing import OPEN_JOB
from forum.tiers.asking import Asks
from forum.tiers.models import BenefitKind, Tier, TierBenefit, TierKind
from forum.tiers.supplied import SUPPLIED
from forum.uploads.settings import GREATEST_MB, MOST_MB


@dataclass(frozen=True)
class Plan:
    """What a tier is to be."""

    name: str
    description: str = ""
    rank: int = 0
    threshold: int = 0
    hue: int = 1
    is_active: bool = True
    # Whether kept orders lead to it as well: so many, or so much paid for them in whole units.
    by_buying: bool = False
    min_orders: int = 0
    min_spent: int = 0


@dataclass(frozen=True)
class BenefitPlan:
    """What a tier is to give from now on."""

    kind: BenefitKind
    amount: int = 0
    channel_id: int | None = None
    words: str = ""


@action
def create(admin: User, kind: TierKind, plan: Plan) -> Tier:
    """Make one more tier. Raises Invalid."""
    require(policy.can_arrange(admin))
    tier = Tier(kind=kind, slug=_free_slug(plan.name))
    _apply(tier, plan)
    db.session.add(tier)
    db.session.flush()
    audit.record(admin, "tiers.create", "tier", tier.id, after={"kind": kind, **asdict(plan)})
    jobs.owe(LOOK_JOB)
    return tier


@action
def change(admin: User, tier: Tier, plan: Plan) -> None:
    """Change a tier; who has enough goes up soon, and down go others only at a review. Raises
    Invalid."""
    require(policy.can_arrange(admin))
    before = _plan_of(tier)
    if tier.is_base and (plan.threshold or not plan.is_active):
        raise Invalid("threshold", "base")
    _apply(tier, plan)
    after = _plan_of(tier)
    if before != after:
        told = {"before": asdict(before), "after": asdict(after)}
        audit.record(admin, "tiers.change", "tier", tier.id, **told)
        jobs.owe(LOOK_JOB)


@action
def arrange(admin: User, asks: Mapping[int, Asks]) -> None:
    """Set what several tiers ask for at once, as it was tried out. Raises Invalid."""
    require(policy.can_arrange(admin))
    for tier in queries.ladder():
        if tier.id in asks and not tier.is_base:
            before = _plan_of(tier)
            _ask(tier, asks[tier.id])
            told = _told_apart(before, _plan_of(tier))
            if told:
                audit.record(admin, "tiers.change", "tier", tier.id, **told)
    jobs.owe(LOOK_JOB)


@action
def add_benefit(admin: User, tier: Tier, plan: BenefitPlan) -> TierBenefit:
    """Let a tier give one more thing, to all who hold it. Raises Invalid."""
    require(policy.can_arrange(admin))
    benefit = TierBenefit(tier_id=tier.id, kind=plan.kind)
    if plan.kind == BenefitKind.CHANNEL:
        if plan.channel_id is None or plan.channel_id not in channels.channels_by_ids(
            [plan.channel_id]
        ):
            raise Invalid("channel", "no_channel")
        benefit.channel_id = plan.channel_id
    elif plan.kind == BenefitKind.UPLOAD_MB:
        _check_number("amount", plan.amount, least=1, most=GREATEST_MB)
        if plan.amount <= MOST_MB.get():
            raise Invalid("amount", "no_more", most=MOST_MB.get())
        benefit.amount = plan.amount
    elif plan.kind == BenefitKind.TASK:
        benefit.words = _text("words", plan.words, policy.LONGEST_WORDS)
    if tier.is_base and plan.kind in {BenefitKind.CHANNEL, BenefitKind.TASK}:
        raise Invalid("kind", "for_all")
    db.session.add(benefit)
    db.session.flush()
    after = {"tier": tier.slug, **asdict(plan)}
    audit.record(admin, "tiers.add_benefit", "tier_benefit", benefit.id, after=after)
    jobs.owe(LOOK_JOB)
    jobs.enqueue(OPEN_JOB, {"benefit_id": benefit.id})
    return benefit


@action
def end_benefit(admin: User, benefit: TierBenefit) -> None:
    """Let a tier give something no longer; doors that it alone had opened close."""
    require(policy.can_arrange(admin))
    benefit.ended_at = clock.now()
    before = {"kind": benefit.kind, "amount": benefit.amount, "words": benefit.words}
    audit.record(admin, "tiers.end_benefit", "tier_benefit", benefit.id, before=before)
    jobs.owe(LOOK_JOB)


def _apply(tier: Tier, plan: Plan) -> None:
    is_supplied = tier.slug in {one.slug for one in SUPPLIED}
    if plan.name.strip() or not is_supplied:
        tier.name = _text("name", plan.name, policy.LONGEST_NAME)
    else:
        tier.name = ""
    if len(plan.description.strip()) > policy.LONGEST_DESCRIPTION:
        raise Invalid("description", "too_long", most=policy.LONGEST_DESCRIPTION)
    tier.description = clean(plan.description).strip()
    _check_number("rank", plan.rank, least=0, most=policy.MOST_RANK)
    _check_number("hue", plan.hue, least=1, most=policy.HUES)
    tier.rank, tier.hue, tier.is_active = plan.rank, plan.hue, plan.is_active
    if tier.is_earned and not (tier.id and tier.is_base):
        _check_number("threshold", plan.threshold, least=1, most=policy.MOST_POINTS)
        _check_number("min_orders", plan.min_orders, least=0, most=policy.MOST_ORDERS)
        _check_number("min_spent", plan.min_spent, least=0, most=policy.MOST_SPENT)
        if plan.by_buying and not (plan.min_orders or plan.min_spent):
            raise Invalid("min_orders", "nothing_asked")
        tier.threshold, tier.by_buying = plan.threshold, plan.by_buying
        tier.min_orders, tier.min_spent = plan.min_orders, plan.min_spent


def _ask(tier: Tier, asks: Asks) -> None:
    """Let it ask for this. What buying asked for stays written where it leads there no more."""
    _check_number("threshold", asks.points, least=1, most=policy.MOST_POINTS)
    _check_number("min_orders", asks.orders, least=0, most=policy.MOST_ORDERS)
    _check_number("min_spent", asks.spent, least=0, most=policy.MOST_SPENT)
    tier.threshold, tier.by_buying = asks.points, asks.has_buying
    if asks.has_buying:
        tier.min_orders, tier.min_spent = asks.orders, asks.spent


def _plan_of(tier: Tier) -> Plan:
    more = tier.rank, tier.threshold, tier.hue, tier.is_active
    return Plan(tier.name, tier.description, *more, tier.by_buying, tier.min_orders, tier.min_spent)


def _told_apart(before: Plan, after: Plan) -> dict[str, dict[str, Any]]:
    """What is another than before, for the audit log; empty when nothing is."""
    old, new = asdict(before), asdict(after)
    names = [name for name in new if new[name] != old[name]]
    if not names:
        return {}
    return {
        "before": {name: old[name] for name in names},
        "after": {name: new[name] for name in names},
    }


def _free_slug(name: str) -> str:
    base = slugify(name)[:30] or "tier"
    slug, number = base, 1
    while queries.tier_called(slug) is not None:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _text(field: str, typed: str, most: int) -> str:
    words = clean(typed).strip()
    if not words:
        raise Invalid(field, "no_words")
    if len(words) > most:
        raise Invalid(field, "too_long", most=most)
    return words


def _check_number(field: str, number: int, *, least: int, most: int) -> None:
    if not least <= number <= most:
        raise Invalid(field, "out_of_range", least=least, most=most)
