"""What a launch is: its words, its stock, its room. Only drafts are changed here."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import actions as channels
from forum.channels.models import Visibility
from forum.codes import queries as codes
from forum.commerce import queries as commerce
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.slugs import slugify
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.launches import policy, queries
from forum.launches.actions import settling
from forum.launches.actions.telling import note
from forum.launches.models import (
    Allocation,
    Embargo,
    Launch,
    LaunchKind,
    StockShown,
)
from forum.markup.render import PLAIN, render

LONGEST = {
    "title": policy.LONGEST_TITLE,
    "summary": policy.LONGEST_SUMMARY,
    "body": policy.LONGEST_BODY,
    "rules": policy.LONGEST_RULES,
}


@dataclass(frozen=True)
class Words:
    """What a launch is about."""

    title: str
    kind: LaunchKind = LaunchKind.EARLY_ACCESS
    summary: str = ""
    body: str = ""
    rules: str = ""


@dataclass(frozen=True)
class Supply:
    """How many there are, who gets one, and for how long one is kept."""

    allocation: Allocation = Allocation.FIRST_COME
    stock_total: int | None = None
    per_member_limit: int = 1
    hold_minutes: int = policy.USUAL_HOLD
    stock_shown: StockShown = StockShown.EXACT
    # What is launched, and the codes by which it is had.
    product_id: int | None = None
    pool_id: int | None = None
    lobby_minutes: int = 15


@dataclass(frozen=True)
class Secrecy:
    """What those outside know, and when."""

    embargo: Embargo = Embargo.NONE
    teaser_at: datetime | None = None
    public_at: datetime | None = None


@action
def create(admin: User, words: Words) -> Launch:
    """Begin a launch as a draft. Raises Invalid."""
    require(policy.can_arrange(admin))
    launch = Launch(slug=_free_slug(words.title), created_by_id=admin.id)
    _write_words(launch, words)
    db.session.add(launch)
    db.session.flush()
    note(launch, "created", by=admin)
    audit.record(admin, "launches.create", "launch", launch.id, after={"title": launch.title})
    return launch


@action
def change_words(admin: User, launch: Launch, words: Words) -> None:
    """Say anew what a launch is about; its address stays. Raises Invalid."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    before = {"title": launch.title, "kind": str(launch.kind)}
    _write_words(launch, words)
    after = {"title": launch.title, "kind": str(launch.kind)}
    audit.record(admin, "launches.change", "launch", launch.id, before=before, after=after)


@action
def change_supply(admin: User, launch: Launch, supply: Supply) -> None:
    """Decide how many there are and who gets one. Raises Invalid."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    _check_supply(launch, supply)
    before = _chosen(launch, supply)
    for name, value in asdict(supply).items():
        setattr(launch, name, value)
    after = _chosen(launch, supply)
    audit.record(admin, "launches.change", "launch", launch.id, before=before, after=after)


@action
def change_secrecy(admin: User, launch: Launch, secrecy: Secrecy) -> None:
    """Decide what those outside know. Raises Invalid."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    if secrecy.embargo == Embargo.TEASER and secrecy.teaser_at is None:
        raise Invalid("teaser_at", "needed")
    before = _chosen(launch, secrecy)
    for name, value in asdict(secrecy).items():
        setattr(launch, name, value)
    after = _chosen(launch, secrecy)
    audit.record(admin, "launches.change", "launch", launch.id, before=before, after=after)


@action
def open_room(admin: User, launch: Launch, name: str) -> None:
    """Make a hidden channel in which those who have one talk. Raises Invalid."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    if launch.channel_id is not None:
        raise Refused(deny("launch_has_room"))
    name = name.strip()
    if not name:
        raise Invalid("name", "needed")
    if len(name) > policy.LONGEST_ROOM:
        raise Invalid("name", "too_long", most=policy.LONGEST_ROOM)
    look = channels.Plan(name=name, visibility=Visibility.SECRET, icon="rocket")
    launch.channel = channels.create(admin, look)
    db.session.flush()
    audit.record(
        admin, "launches.open_room", "launch", launch.id, after={"channel_id": launch.channel_id}
    )


def _write_words(launch: Launch, words: Words) -> None:
    title, summary = words.title.strip(), words.summary.strip()
    if not title:
        raise Invalid("title", "needed")
    _check_lengths(title=title, summary=summary, body=words.body, rules=words.rules.strip())
    launch.title, launch.summary, launch.kind = title, summary, words.kind
    launch.body = words.body
    launch.body_html = render(words.body, PLAIN, anchor="launch").html
    if words.rules.strip() != (launch.rules or ""):
        launch.rules = words.rules.strip()
        launch.rules_html = render(launch.rules, PLAIN, anchor="rules").html
        launch.rules_version = (launch.rules_version or 0) + 1


def _check_lengths(**typed: str) -> None:
    for name, text in typed.items():
        if len(text) > LONGEST[name]:
            raise Invalid(name, "too_long", most=LONGEST[name])


def _check_supply(launch: Launch, supply: Supply) -> None:
    total = supply.stock_total
    if total is not None and not 1 <= total <= policy.MOST_STOCK:
        raise Invalid("stock_total", "out_of_range", most=policy.MOST_STOCK)
    if total is None and supply.allocation != Allocation.OPEN:
        raise Invalid("stock_total", "needed")
    if not 1 <= supply.per_member_limit <= policy.MOST_EACH:
        raise Invalid("per_member_limit", "out_of_range", most=policy.MOST_EACH)
    if supply.hold_minutes not in policy.HOLD_MINUTES:
        raise Invalid("hold_minutes", "out_of_range", most=policy.HOLD_MINUTES[-1])
    if supply.lobby_minutes not in policy.LOBBY_MINUTES:
        raise Invalid("lobby_minutes", "out_of_range", most=policy.LOBBY_MINUTES[-1])
    windows = queries.windows_of([launch.id])[launch.id]
    held = queries.holding(launch, windows, clock.now()).stock.gone
    if total is not None and total < held:
        raise Invalid("stock_total", "below_claims", least=held)
    _check_goods(launch, supply, held)


def _check_goods(launch: Launch, supply: Supply, held: int) -> None:
    if supply.product_id and supply.product_id not in commerce.products_by_ids([supply.product_id]):
        raise Invalid("product_id", "needed")
    if supply.pool_id is None:
        return
    if supply.per_member_limit != 1:
        raise Invalid("per_member_limit", "one_code_each")
    if supply.pool_id not in {one.id for one in codes.pools()}:
        raise Invalid("pool_id", "needed")
    if held and supply.pool_id != launch.pool_id:
        raise Invalid("pool_id", "taken_without")


def _chosen(launch: Launch, plan: Supply | Secrecy) -> dict[str, Any]:
    """What stands in the row of all that a plan names, fit for the audit log."""
    return {name: _plain(getattr(launch, name)) for name in asdict(plan)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _free_slug(title: str) -> str:
    """An address that no launch has yet. That there is another one is told to nobody: the number
    is there from the second on."""
    wait_for_turn("launches.create")
    slug = slugify(title, fallback="launch")
    taken = set(db.session.scalars(select(Launch.slug).where(Launch.slug.startswith(slug))))
    number = 1
    while (found := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return found
