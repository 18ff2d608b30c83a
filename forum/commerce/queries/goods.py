"""Which stores and products there are."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import exists, select

from forum.commerce.models import Product, ProductState, Store
from forum.kernel.db import db
from forum.kernel.policy import NotFound


def products(states: Collection[ProductState] | None = None) -> Sequence[Product]:
    """All products by their titles, or those in these states."""
    query = select(Product).order_by(Product.title, Product.id)
    if states is not None:
        query = query.where(Product.state.in_(states))
    return db.session.scalars(query).all()


def product_by_id(product_id: int) -> Product:
    """A product. Raises NotFound."""
    found = db.session.get(Product, product_id)
    if found is None:
        raise NotFound
    return found


def products_by_ids(product_ids: Collection[int]) -> Mapping[int, Product]:
    """These products, by id; one query."""
    if not product_ids:
        return {}
    query = select(Product).where(Product.id.in_(product_ids))
    return {product.id: product for product in db.session.scalars(query)}


def product_called(slug: str) -> Product:
    """The product with this word in its address. Raises NotFound."""
    found = db.session.scalar(select(Product).where(Product.slug == slug))
    if found is None:
        raise NotFound
    return found


def is_slug_taken(slug: str) -> bool:
    """Whether a product has this word in its address."""
    return bool(db.session.scalar(select(exists().where(Product.slug == slug))))


def stores() -> Sequence[Store]:
    """All stores by their names, the closed ones last."""
    query = select(Store).order_by(Store.closed_at.is_not(None), Store.name, Store.id)
    return db.session.scalars(query).all()


def has_stores() -> bool:
    """Whether the brand sells anywhere, so that members may have orders."""
    return bool(db.session.scalar(select(exists().select_from(Store))))


def store_by_id(store_id: int) -> Store:
    """A store. Raises NotFound."""
    found = db.session.get(Store, store_id)
    if found is None:
        raise NotFound
    return found


def store_called(key: str) -> Store | None:
    """The store with this key; None when there is none."""
    return db.session.scalar(select(Store).where(Store.key == key))
