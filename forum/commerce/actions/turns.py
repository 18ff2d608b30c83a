"""Taking turns at the orders of a store: what a shop says, and what members say beside it."""

from forum.commerce import queries
from forum.kernel.turns import wait_for_turn


def wait_for_store(store_id: int) -> None:
    """Let nobody else change orders of this store before this transaction ends."""
    wait_for_turn(f"commerce:{store_id}")


def wait_for_stores() -> None:
    """The same of every store, one after the other."""
    for store_id in sorted(store.id for store in queries.stores()):
        wait_for_store(store_id)
