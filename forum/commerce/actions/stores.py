"""Where the brand sells: its stores, and what their deliveries are signed with."""

import re
from dataclasses import dataclass

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.commerce import keys, policy, queries
from forum.commerce.actions.goods import web_address
from forum.commerce.models import Platform, Store
from forum.kernel import clock, sealing
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.markup.typed import clean

KIND = "store"
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
DOMAIN = re.compile(r"[a-z0-9][a-z0-9.-]{0,199}")


@dataclass(frozen=True)
class StorePlan:
    """What a store is to be."""

    name: str
    platform: Platform = Platform.NONE
    address: str = ""
    shop_domain: str = ""
    is_test: bool = False


@action
def create_store(admin: User, key: str, plan: StorePlan) -> Store:
    """Make one more store. Its key stands in the address of its deliveries. Raises Invalid."""
    require(policy.can_look_after(admin))
    if not KEY.fullmatch(key):
        raise Invalid("key", "no_key")
    wait_for_turn("commerce.stores")
    if queries.store_called(key) is not None:
        raise Invalid("key", "taken")
    store = Store(key=key)
    _apply(store, plan)
    db.session.add(store)
    db.session.flush()
    audit.record(admin, "commerce.create_store", KIND, store.id, after=_told(store))
    return store


@action
def change_store(admin: User, store: Store, plan: StorePlan) -> None:
    """Change a store; its key stays. Raises Invalid."""
    require(policy.can_look_after(admin))
    before = _told(store)
    _apply(store, plan)
    after = _told(store)
    if before != after:
        audit.record(admin, "commerce.change_store", KIND, store.id, before=before, after=after)


@action
def set_secret(admin: User, store: Store, secret: str) -> None:
    """Let deliveries be signed with this from now on; the one before it counts for a while.

    It is kept sealed and never shown again. Raises Invalid.
    """
    require(policy.can_look_after(admin))
    given = secret.strip()
    if not policy.SHORTEST_SECRET <= len(given) <= policy.LONGEST_SECRET or not given.isascii():
        raise Invalid("secret", "no_secret", least=policy.SHORTEST_SECRET)
    if given == _secret_of(store):
        # Sent twice: the one before it is still the one before it.
        return
    store.old_secret_sealed = store.secret_sealed
    until = clock.now() + policy.ROTATION
    store.old_secret_until = until if store.secret_sealed else None
    store.secret_sealed = sealing.sealed_text(given, keys.secrets_key())
    audit.record(admin, "commerce.set_secret", KIND, store.id, after={"key": store.key})


@action
def close_store(admin: User, store: Store) -> None:
    """Take in no deliveries any more; what came stays."""
    require(policy.can_look_after(admin))
    if store.closed_at is None:
        store.closed_at, store.closed_by_id = clock.now(), admin.id
        audit.record(admin, "commerce.close_store", KIND, store.id, after={"key": store.key})


@action
def reopen_store(admin: User, store: Store) -> None:
    """Take in deliveries again."""
    require(policy.can_look_after(admin))
    if store.closed_at is not None:
        store.closed_at = store.closed_by_id = None
        audit.record(admin, "commerce.reopen_store", KIND, store.id, after={"key": store.key})


def _secret_of(store: Store) -> str:
    try:
        return sealing.unsealed_text(store.secret_sealed, keys.secrets_key())
    except sealing.Unreadable:
        return ""


def _apply(store: Store, plan: StorePlan) -> None:
    name = " ".join(clean(plan.name).split())
    if not name:
        raise Invalid("name", "no_words")
    if len(name) > policy.LONGEST_NAME:
        raise Invalid("name", "too_long", most=policy.LONGEST_NAME)
    domain = plan.shop_domain.strip().lower()
    if domain and not DOMAIN.fullmatch(domain):
        raise Invalid("shop_domain", "no_domain")
    store.name, store.platform = name, plan.platform
    store.address, store.shop_domain = web_address(plan.address), domain
    store.is_test = plan.is_test


def _told(store: Store) -> dict[str, object]:
    names = ("key", "name", "platform", "address", "shop_domain", "is_test")
    return {name: getattr(store, name) for name in names}
