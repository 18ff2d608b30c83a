"""The keys of this slice, made of the secret key of the site: for seals, and for addresses."""

import hashlib
import hmac

from flask import current_app

from forum.kernel import sealing

SECRETS = "secrets of stores"
BODIES = "bodies of deliveries"
FILES = "files of orders"
PEPPER = "addresses of buyers"


def secrets_key() -> bytes:
    """What secrets of stores are sealed with."""
    return sealing.key_of(_secret_key(), SECRETS)


def bodies_key() -> bytes:
    """What bodies of deliveries are sealed with."""
    return sealing.key_of(_secret_key(), BODIES)


def files_key() -> bytes:
    """What files of orders are sealed with."""
    return sealing.key_of(_secret_key(), FILES)


def email_key(address: str) -> str:
    """What is kept of the mail address of a buyer: nobody without our key can try addresses."""
    pepper = sealing.key_of(_secret_key(), PEPPER)
    return hmac.new(pepper, address.strip().lower().encode(), hashlib.sha256).hexdigest()


def _secret_key() -> str:
    found: str = current_app.extensions["config"].secret_key
    return found
