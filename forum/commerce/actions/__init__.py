"""Every write of products, stores and orders."""

from forum.commerce.actions.customers import mark_customer, unmark_customer
from forum.commerce.actions.files import (
    IMPORT_JOB,
    forget_reports,
    give_up_stuck,
    hand_in,
    import_orders,
    work_on,
)
from forum.commerce.actions.goods import (
    ProductPlan,
    add_picture,
    change_product,
    create_product,
    remove_picture,
)
from forum.commerce.actions.importing import Report, compare
from forum.commerce.actions.members import claim
from forum.commerce.actions.receiving import (
    TAKE_IN_JOB,
    forget_bodies,
    forget_deliveries,
    receive,
    refuse,
    try_again,
)
from forum.commerce.actions.stores import (
    StorePlan,
    change_store,
    close_store,
    create_store,
    reopen_store,
    set_secret,
)
from forum.commerce.actions.taking_in import take_in

__all__ = [
    "IMPORT_JOB",
    "TAKE_IN_JOB",
    "ProductPlan",
    "Report",
    "StorePlan",
    "add_picture",
    "change_product",
    "change_store",
    "claim",
    "close_store",
    "compare",
    "create_product",
    "create_store",
    "forget_bodies",
    "forget_deliveries",
    "forget_reports",
    "give_up_stuck",
    "hand_in",
    "import_orders",
    "mark_customer",
    "receive",
    "refuse",
    "remove_picture",
    "reopen_store",
    "set_secret",
    "take_in",
    "try_again",
    "unmark_customer",
    "work_on",
]
