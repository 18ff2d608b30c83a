"""What the demonstration sells, and how its launches go: one that was drawn, one that is open, and
one of which nobody outside knows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.accounts.models import User
from forum.codes import actions as codes
from forum.codes import queries as handed
from forum.codes.actions import PerkPlan, PoolPlan
from forum.codes.models import Audience as ForWhom
from forum.codes.models import Pool, PoolSource
from forum.commerce import actions as commerce
from forum.commerce.actions import ProductPlan, StorePlan
from forum.commerce.models import Platform, Product, ProductState, Store
from forum.demo import sources
from forum.demo.hearing import hear
from forum.demo.people import OWNER, TEAM
from forum.demo.pictures.still_life import still_life
from forum.demo.play import Stage
from forum.draws import actions as draws
from forum.kernel import clock
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.launches import actions as launches
from forum.launches.actions import Opening, Secrecy, Supply, Words
from forum.launches.models import Allocation, Audience, Embargo, Launch, LaunchKind
from forum.tiers import queries as tiers
from forum.uploads import actions as uploads
from forum.uploads import queries as given

SHOP = "https://shop.kettleandcrane.example"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# The draw was so long ago; the kettle is open for some since so long.
DRAWN_AGO, OPEN_SINCE = 35 * DAY, 3 * DAY
PIECES, KETTLES, TESTERS = 12, 60, 14
# Every so manieth of those who have a code has not used it, or sent the pot back.
UNUSED, BACK = 5, 7
HEAD = (
    "Id,Name,Email,Financial Status,Paid at,Currency,Total,Refunded Amount,Discount Code,"
    "Created at,Lineitem name,Lineitem sku,Lineitem quantity,Lineitem price"
)


@dataclass
class Goods:
    """The shop of the demonstration and what it sells, by SKU."""

    store: Store
    products: dict[str, Product] = field(default_factory=dict)
    # What is painted of each, by the number of the product.
    pictures: dict[int, str] = field(default_factory=dict)


def sell(stage: Stage) -> None:
    """Open the shop, and let the launches go on as far as they have come by now."""
    owner = stage.members[OWNER]
    with clock.at(stage.now - DRAWN_AGO - 10 * DAY), transaction():
        goods = _stock(stage, owner)
    drawn = _draw(stage, goods)
    with clock.at(stage.now - DRAWN_AGO + 3 * DAY), transaction():
        commerce.import_orders(owner, goods.store, _orders(stage, drawn, goods), name="orders.csv")
    _open_kettle(stage, goods)
    hear(stage, drawn)
    with transaction():
        _keep_secret(stage, goods)
        _give_perk(owner, goods)


def _stock(stage: Stage, owner: User) -> Goods:
    plan = StorePlan("Kettle & Crane shop", platform=Platform.SHOPIFY, address=SHOP)
    goods = Goods(commerce.create_store(owner, "main", plan))
    for sku, title, price, picture, words in sources.rows("goods.txt"):
        product = commerce.create_product(
            owner,
            ProductPlan(
                title,
                body=words,
                price=price,
                currency="EUR",
                sku=sku,
                external_variant_id=f"44{len(goods.products) + 1:06}",
                store_id=goods.store.id,
                address=f"{SHOP}/products/{sku.lower()}",
                state=ProductState.ACTIVE,
            ),
        )
        commerce.add_picture(owner, product, still_life(picture), alt=title)
        for public_id in product.pictures:
            uploads.make_sizes(given.own_upload(owner, public_id).id)
        goods.products[sku], goods.pictures[product.id] = product, picture
    return goods


def _pool(owner: User, product: Product, worth: str, number: int) -> Pool:
    plan = PoolPlan(product.title, worth, store_id=product.store_id, product_id=product.id)
    prefix = product.sku.partition("-")[0]
    pool = codes.make(owner, PoolSource.GENERATED, plan, prefix=prefix)
    codes.generate(owner, pool, number)
    return pool


def _draw(stage: Stage, goods: Goods) -> Launch:
    """A small run that more wanted than there was; it was drawn, and is sold."""
    owner, closed = stage.members[OWNER], stage.now - DRAWN_AGO
    with clock.at(closed - 9 * DAY), transaction():
        launch = launches.create(owner, _words("cezve", LaunchKind.SPECIAL_EDITION))
        launches.add_window(owner, launch, Opening(closed - 7 * DAY, closed))
        pool = _pool(owner, goods.products["CEZVE"], "The right to buy one, at 89 euros", 30)
        supply = Supply(Allocation.DRAW, PIECES, hold_minutes=2 * 24 * 60)
        _supply(owner, launch, supply, goods.products["CEZVE"], pool)
        _picture(owner, launch, goods)
        launches.open_room(owner, launch, "Cezve table")
        _let_go(owner, launch)
    guests = [one for one in _guests(stage, closed - 8 * DAY) if one.id % 3]
    with clock.at(closed - 5 * DAY), transaction():
        for one in guests:
            launches.enter(one, launch, rules_version=launch.rules_version)
    with clock.at(closed + HOUR), transaction():
        draws.settle(launch.id)
    with clock.at(closed + DAY), transaction():
        for one in guests:
            _take(one, launch)
    return launch


def _open_kettle(stage: Stage, goods: Goods) -> None:
    """The launch of the mock-up: testers have theirs, Gold may come, then Silver and all others."""
    owner, now = stage.members[OWNER], stage.now
    begun, end = now - OPEN_SINCE, now + 10 * DAY
    guests = _guests(stage, begun - 2 * DAY)
    testers = guests[1::3][:TESTERS]
    with clock.at(begun - 2 * DAY), transaction():
        launch = launches.create(owner, _words("kettle", LaunchKind.EARLY_ACCESS))
        for opening in _openings(begun, now, end, testers):
            launches.add_window(owner, launch, opening)
        worth = "20 % off the Field Kettle"
        pool = _pool(owner, goods.products["KETTLE-06"], worth, KETTLES + 20)
        supply = Supply(Allocation.FIRST_COME, KETTLES, hold_minutes=2 * 24 * 60)
        _supply(owner, launch, supply, goods.products["KETTLE-06"], pool)
        _picture(owner, launch, goods)
        launches.open_room(owner, launch, "Field Kettle table")
        _let_go(owner, launch)
    with clock.at(begun + 2 * HOUR), transaction():
        for one in testers:
            _take(one, launch)
    with transaction():
        for number, one in enumerate(guests):
            if number % 4 == 1:
                _ask(one, launch)


def _openings(
    begun: datetime, now: datetime, end: datetime, testers: Sequence[User]
) -> Sequence[Opening]:
    gold, silver = tiers.tier_called("gold"), tiers.tier_called("silver")
    listed = [one.username for one in testers]
    return [
        Opening(begun, end, Audience.LIST, list_name="Testers", names=listed),
        Opening(begun + 2 * DAY, end, Audience.TIER, tier_id=gold.id if gold else None),
        Opening(now + 27 * HOUR, end, Audience.TIER, tier_id=silver.id if silver else None),
        Opening(now + 3 * DAY, end, Audience.ALL),
    ]


def _keep_secret(stage: Stage, goods: Goods) -> None:
    """A roast of which only the team knows, waiting for somebody to say yes to it."""
    owner, now = stage.members[OWNER], stage.now
    launch = launches.create(owner, _words("roast", LaunchKind.DROP))
    launches.add_window(owner, launch, Opening(now + 20 * DAY, now + 27 * DAY))
    supply = Supply(Allocation.FIRST_COME, 80)
    _supply(owner, launch, supply, goods.products["ROAST-26"], None)
    launches.change_secrecy(owner, launch, Secrecy(Embargo.SECRET))
    launches.submit(owner, launch)


def _give_perk(owner: User, goods: Goods) -> None:
    """Whoever has come to Silver gets something off filters, at any time."""
    plan = PoolPlan("Filters for Silver", "10 % off paper filters", store_id=goods.store.id)
    pool = codes.make(owner, PoolSource.GENERATED, plan, prefix="FILTER")
    codes.generate(owner, pool, 40)
    silver = tiers.tier_called("silver")
    if silver is not None:
        codes.offer(owner, PerkPlan(pool.id, ForWhom.TIER, tier_id=silver.id))


def _words(name: str, kind: LaunchKind) -> Words:
    ((_, title, summary, body, rules),) = (
        row for row in sources.rows("launches.txt") if row[0] == name
    )
    return Words(title, kind, summary, body.replace(" / ", "\n\n"), rules)


def _supply(
    owner: User, launch: Launch, supply: Supply, product: Product, pool: Pool | None
) -> None:
    supply_of_all = Supply(
        supply.allocation,
        supply.stock_total,
        hold_minutes=supply.hold_minutes,
        product_id=product.id,
        pool_id=pool.id if pool else None,
    )
    launches.change_supply(owner, launch, supply_of_all)


def _picture(owner: User, launch: Launch, goods: Goods) -> None:
    """Show the product at the top of the launch."""
    painted = still_life(goods.pictures[launch.product_id or 0])
    launches.add_picture(owner, launch, painted, alt=launch.title)
    for public_id in launch.pictures:
        uploads.make_sizes(given.own_upload(owner, public_id).id)


def _let_go(owner: User, launch: Launch) -> None:
    launches.submit(owner, launch)
    launches.approve(owner, launch)


def _guests(stage: Stage, since: datetime) -> list[User]:
    """Members who were there by then, and may sign in."""
    return [
        one
        for name, one in stage.members.items()
        if name not in TEAM and one.created_at < since and one.is_active
    ]


def _take(member: User, launch: Launch) -> None:
    """Take one; whoever may not does without."""
    try:
        launches.claim(member, launch, rules_version=launch.rules_version)
        launches.show_code(member, launch)
    except Refused:
        return


def _ask(member: User, launch: Launch) -> None:
    try:
        launches.ask_to_be_told(member, launch)
    except Refused:
        return


def _orders(stage: Stage, launch: Launch, goods: Goods) -> str:
    """What the shop says of those who used their codes: a file as Shopify writes it."""
    rows, at = [HEAD], clock.now().strftime("%Y-%m-%d %H:%M:%S +0000")
    held = {
        one: code
        for one in stage.members.values()
        if launch.pool_id and (code := handed.held(one.id, launch.pool_id)) is not None
    }
    for number, (one, code) in enumerate(held.items()):
        if number % UNUSED == UNUSED - 1:
            continue
        status, back = ("refunded", "89.00") if number % BACK == BACK - 1 else ("paid", "0.00")
        name = f"#{1040 + number}"
        rows.append(
            f"50{number:04},{name},{one.email},{status},{at},EUR,89.00,{back},{code.code},{at},"
            "Copper cezve,CEZVE,1,89.00"
        )
    return "\n".join(rows)
