"""What is launched, and what those who have one have: their code, and the way into the shop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.accounts.models import User, Viewer
from forum.codes import queries as codes
from forum.codes.links import shop_link
from forum.codes.models import Code, CodeState
from forum.commerce import queries as commerce
from forum.commerce import words as commerce_words
from forum.commerce.models import Product
from forum.launches.models import Launch, LaunchEntry
from forum.uploads import queries as uploads
from forum.uploads.models import Upload


@dataclass(frozen=True)
class Goods:
    """The product of a launch as its page shows it."""

    product: Product
    price: str
    # Its page in the shop; empty when there is none that a browser may follow.
    link: str
    # Whether the viewer bought it before.
    is_owned: bool


@dataclass(frozen=True)
class Had:
    """The code of somebody who has one."""

    code: Code
    # Where in the shop it is put in by itself.
    link: str

    @property
    def is_shown(self) -> bool:
        """Whether its member has had it before their eyes."""
        return self.code.first_revealed_at is not None

    @property
    def is_used(self) -> bool:
        """Whether something was bought with it."""
        return self.code.state == CodeState.REDEEMED

    @property
    def is_over(self) -> bool:
        """Whether the shop takes it no more."""
        return self.code.pool.is_over()


def goods_of(viewer: Viewer, launch: Launch) -> Goods | None:
    """What is launched, when the team said so; two queries."""
    if launch.product_id is None:
        return None
    product = commerce.product_by_id(launch.product_id)
    owned = isinstance(viewer, User) and viewer.id in commerce.owners_of(product.id)
    price = commerce_words.price(product.price_minor, product.currency)
    return Goods(product, price, shop_link("", product, None), owned)


@dataclass(frozen=True)
class Gallery:
    """The pictures of a launch for one viewer: the one at the top, and those beneath, of the launch
    and of its product."""

    first: Upload | None
    rest: Sequence[Upload]


def gallery_of(launch: Launch, goods: Goods | None, *, is_full: bool) -> Gallery:
    """The pictures that the viewer may see, what is the same but once; one query."""
    more = [*launch.pictures[1:], *(goods.product.pictures if goods else ())] if is_full else []
    shown = uploads.uploads_in_order([*launch.pictures[:1], *more])
    once: dict[str, Upload] = {}
    for one in shown:
        once.setdefault(one.sha256, one)
    found = list(once.values())
    has_first = bool(found) and found[0].public_id in launch.pictures[:1]
    return Gallery(found[0] if has_first else None, found[1:] if has_first else found)


def had_by(launch: Launch, entry: LaunchEntry | None) -> Had | None:
    """The code of this entry, with its way into the shop; a few queries."""
    if entry is None or entry.code_id is None:
        return None
    return all_had([(launch, codes.code_by_id(entry.code_id))])[entry.code_id]


def all_had(rows: Sequence[tuple[Launch, Code]]) -> Mapping[int, Had]:
    """The same of several codes with their pools, by the numbers of the codes; three queries."""
    shops = codes.shops_of({code.pool for _launch, code in rows})
    goods = commerce.products_by_ids({one.product_id for one, _code in rows if one.product_id})
    stores = {one.id: one for one in commerce.stores()}
    found = {}
    for launch, code in rows:
        product, store = shops[code.pool_id]
        product = product or goods.get(launch.product_id or 0)
        if store is None and product is not None:
            store = stores.get(product.store_id or 0)
        found[code.id] = Had(code, shop_link(code.code, product, store))
    return found
