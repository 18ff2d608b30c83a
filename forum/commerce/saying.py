"""How acts of commerce are said in the audit log."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _l

from forum.commerce import queries, words
from forum.kernel.acts import Acts, from_table


def _stores(_ids: Collection[int]) -> Mapping[int, str]:
    return {store.id: store.name for store in queries.stores()}


def _products(ids: Collection[int]) -> Mapping[int, str]:
    return {one.id: one.title for one in queries.products_by_ids(ids).values()}


ACTS = Acts(
    verbs={
        "commerce.create_store": _l("made a store"),
        "commerce.change_store": _l("changed a store"),
        "commerce.set_secret": _l("gave a store a new secret"),
        "commerce.close_store": _l("closed a store"),
        "commerce.reopen_store": _l("opened a store again"),
        "commerce.create_product": _l("made a product"),
        "commerce.change_product": _l("changed a product"),
        "commerce.add_picture": _l("added a picture to a product"),
        "commerce.remove_picture": _l("took a picture of a product away"),
        "commerce.hand_in_orders": _l("brought a file of orders"),
        "commerce.import_orders": _l("took in a file of orders"),
        "commerce.mark_customer": _l("marked a member as a customer"),
        "commerce.unmark_customer": _l("took the mark of a customer away"),
    },
    kinds={"store": _l("store"), "product": _l("product"), "user": _l("member")},
    facts={
        "key": _l("Short name"),
        "name": _l("Name"),
        "platform": _l("Software of the shop"),
        "address": _l("Address"),
        "shop_domain": _l("Name of the shop at Shopify"),
        "is_test": _l("Only for trying"),
        "file": _l("File"),
        "picture": _l("Picture"),
        "note": _l("Note"),
        "new": _l("New"),
        "changed": _l("Changed"),
        "same": _l("The same"),
        "rejected": _l("Refused"),
        "title": _l("Title"),
        "state": _l("State"),
        "sku": _l("SKU"),
        "price_minor": _l("Price, in the smallest coin"),
        "currency": _l("Currency"),
        "store_id": _l("Store"),
        "body_md": _l("What is special about it"),
        "external_product_id": _l("Number of the product in the shop"),
        "external_variant_id": _l("Number of the variant in the shop"),
    },
    values={
        "platform": from_table(words.PLATFORMS),
        "state": from_table({key: said[0] for key, said in words.PRODUCT_STATES.items()}),
    },
    refers={"store_id": "store"},
    names={"store": _stores, "product": _products},
)
