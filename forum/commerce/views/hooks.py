"""The door for what shops send. It needs no token of a form: a right signature opens it."""

import hashlib
import json
import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException

from forum.commerce import actions, keys, policy, queries, signing
from forum.commerce.models import Platform, Store, WhyRefused
from forum.kernel import clock, sealing
from forum.kernel.policy import NotFound
from forum.web.limits import Limit, address

log = logging.getLogger(__name__)
bp = Blueprint("hooks", __name__, url_prefix="/hooks")
# Whoever does not know the secret is listened to so often.
WRONG = Limit("wrong_deliveries", "60 per 10 minutes")
# What WooCommerce sends when a delivery is set up: no JSON, and signed by nobody.
PING = re.compile(rb"webhook_id=[0-9]{1,12}")
LONGEST_ID = 100
LONGEST_TOPIC = 80
IDS = {
    Platform.SHOPIFY: "X-Shopify-Webhook-Id",
    Platform.WOOCOMMERCE: "X-WC-Webhook-Delivery-ID",
}
TOPICS = {Platform.SHOPIFY: "X-Shopify-Topic", Platform.WOOCOMMERCE: "X-WC-Webhook-Topic"}
STATUS = {
    WhyRefused.NOT_JSON: HTTPStatus.BAD_REQUEST,
    WhyRefused.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}


@bp.post("/<store_key>/<platform>")
def receive(store_key: str, platform: str) -> Response:
    """Take in a delivery: looked at as bytes first, kept when its signature is right."""
    store = queries.store_called(store_key)
    if store is None or store.platform != platform or store.closed_at is not None:
        raise NotFound
    body = _body()
    if store.platform == Platform.WOOCOMMERCE and PING.fullmatch(body.strip()):
        return _answer(HTTPStatus.OK)
    refused = _problem(store, body)
    found = None if refused else _parsed(body)
    if found is None:
        return _refuse(store, refused or WhyRefused.NOT_JSON)
    topic = request.headers.get(TOPICS.get(store.platform, ""), "")
    actions.receive(store, _id(store, found, body), _safe(topic)[:LONGEST_TOPIC], body)
    return _answer(HTTPStatus.OK)


# What is wrong writes nothing but a count; the action itself takes the right to write.
receive.reads_only = True  # type: ignore[attr-defined]
receive.takes_json = True  # type: ignore[attr-defined]


@bp.record_once
def _exempt(state: BlueprintSetupState) -> None:
    """No form leads here, and so no token of one: see `receive`."""
    state.app.extensions["csrf"].exempt(receive)


def _body() -> bytes:
    """What was sent, never more of it than tells that it is too much."""
    if (request.content_length or 0) > policy.MOST_BYTES:
        return b"\0" * (policy.MOST_BYTES + 1)
    try:
        return request.get_data(cache=False)
    except HTTPException:
        return b"\0" * (policy.MOST_BYTES + 1)


def _problem(store: Store, body: bytes) -> WhyRefused | None:
    if len(body) > policy.MOST_BYTES:
        return WhyRefused.TOO_LARGE
    given = {name: request.headers.get(name, "") for name in signing.HEADERS}
    found = signing.problem(store.platform, body, given, _secrets(store), clock.now())
    if found is None and store.platform == Platform.SHOPIFY and store.shop_domain:
        said = request.headers.get("X-Shopify-Shop-Domain", "").strip().lower()
        return None if said == store.shop_domain else WhyRefused.OTHER_SHOP
    return found


def _secrets(store: Store) -> list[str]:
    """The secret, and the one before it while shops may still sign with that."""
    given = [store.secret_sealed]
    if store.old_secret_until is not None and clock.now() < store.old_secret_until:
        given.append(store.old_secret_sealed)
    try:
        return [sealing.unsealed_text(one, keys.secrets_key()) for one in given if one]
    except sealing.Unreadable:
        log.error("the secret of store %s cannot be read: give it anew", store.id)
        return []


def _parsed(body: bytes) -> Mapping[str, Any] | None:
    """The object that was sent; None when it is none, or too deep to be read."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse(store: Store, reason: WhyRefused) -> Response:
    # Only what is wrong is counted: a shop of which one webhook has another secret is still heard.
    WRONG.hit(store.id, address())
    log.info("refused a delivery of store %s: %s", store.id, reason)
    actions.refuse(store, reason)
    return _answer(STATUS.get(reason, HTTPStatus.UNAUTHORIZED))


def _id(store: Store, found: Mapping[str, Any], body: bytes) -> str:
    """What the shop calls the delivery; the bytes themselves where it does not say."""
    given = request.headers.get(IDS[store.platform], "") if store.platform in IDS else ""
    if store.platform == Platform.STRIPE and isinstance(found.get("id"), str):
        given = found["id"]
    given = _safe(given)
    if store.platform == Platform.WOOCOMMERCE:
        # It numbers a webhook and a second: what it sends within one second has one number.
        return hashlib.sha256(given.encode() + b"\0" + body).hexdigest()
    return given if 0 < len(given) <= LONGEST_ID else hashlib.sha256(body).hexdigest()


def _safe(given: str) -> str:
    return "".join(one for one in given if one.isascii() and one.isprintable()).strip()


def _answer(status: HTTPStatus) -> Response:
    """A short answer for a program."""
    return Response(f"{status.phrase}\n", status=status, mimetype="text/plain")
