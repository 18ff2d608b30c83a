"""How shops sign what they send; and the same signatures made here, for tries."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from forum.commerce.models import Platform, WhyRefused

# Signatures of Stripe say when they were made; older ones, and ones of the future, are refused.
FRESH_SECONDS = 300
LONGEST_HEADER = 2000
SHOPIFY = "X-Shopify-Hmac-Sha256"
WOOCOMMERCE = "X-WC-Webhook-Signature"
STRIPE = "Stripe-Signature"
HEADERS = (SHOPIFY, WOOCOMMERCE, STRIPE)


def problem(
    platform: Platform,
    body: bytes,
    headers: Mapping[str, str],
    secrets: Collection[str],
    now: datetime,
) -> WhyRefused | None:
    """Why this cannot come from somebody who knows one of the secrets; None when it does."""
    check = CHECKS.get(platform)
    if check is None or not secrets:
        return WhyRefused.SIGNATURE
    return check(body, headers, secrets, now)


def signed(platform: Platform, body: bytes, secret: str, now: datetime) -> Mapping[str, str]:
    """The headers with which a shop would send this."""
    if platform == Platform.STRIPE:
        at = str(int(now.timestamp()))
        return {STRIPE: f"t={at},v1={_hex(body, secret, at)}"}
    name = SHOPIFY if platform == Platform.SHOPIFY else WOOCOMMERCE
    return {name: _base64(body, secret)}


def _by_shopify(
    body: bytes, headers: Mapping[str, str], secrets: Collection[str], _now: datetime
) -> WhyRefused | None:
    return _by_one_word(body, headers.get(SHOPIFY, ""), secrets)


def _by_woocommerce(
    body: bytes, headers: Mapping[str, str], secrets: Collection[str], _now: datetime
) -> WhyRefused | None:
    return _by_one_word(body, headers.get(WOOCOMMERCE, ""), secrets)


def _by_one_word(body: bytes, given: str, secrets: Collection[str]) -> WhyRefused | None:
    wanted = [_base64(body, secret) for secret in secrets]
    return None if _is_one_of([given], wanted) else WhyRefused.SIGNATURE


def _by_stripe(
    body: bytes, headers: Mapping[str, str], secrets: Collection[str], now: datetime
) -> WhyRefused | None:
    """One moment and one or more signatures of scheme v1 over the moment and the bytes."""
    given = headers.get(STRIPE, "")
    if len(given) > LONGEST_HEADER:
        return WhyRefused.SIGNATURE
    parts = [part.strip().partition("=") for part in given.split(",")]
    moments = [value for name, _, value in parts if name == "t"]
    signatures = [value for name, _, value in parts if name == "v1"]
    if len(moments) != 1 or not (moments[0].isascii() and moments[0].isdigit()):
        return WhyRefused.SIGNATURE
    at = moments[0][:20]
    if not _is_one_of(signatures, [_hex(body, secret, at) for secret in secrets]):
        return WhyRefused.SIGNATURE
    return None if abs(int(now.timestamp()) - int(at)) <= FRESH_SECONDS else WhyRefused.TOO_OLD


CHECKS: Mapping[Platform, Callable[..., WhyRefused | None]] = {
    Platform.SHOPIFY: _by_shopify,
    Platform.WOOCOMMERCE: _by_woocommerce,
    Platform.STRIPE: _by_stripe,
}


def _is_one_of(given: Collection[str], wanted: Collection[str]) -> bool:
    """Every pair is compared, each in a time that tells nothing of where they differ."""
    pairs = [(one.encode(), other.encode()) for one in given for other in wanted]
    found = [hmac.compare_digest(one, other) for one, other in pairs]
    return any(found)


def _base64(body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def _hex(body: bytes, secret: str, at: str) -> str:
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
