"""Secrets and other people's words that lie in the database so that only this forum reads them."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Unreadable(Exception):
    """It was sealed with another key, or changed since."""


def key_of(secret_key: str, purpose: str) -> bytes:
    """The key of 256 bits for one purpose, from the secret key of the site."""
    return hmac.new(secret_key.encode(), f"sealing:{purpose}".encode(), hashlib.sha256).digest()


def sealed(data: bytes, key: bytes) -> bytes:
    """The data as nobody else can read or change it (AES-256-GCM)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


def unsealed(data: bytes, key: bytes) -> bytes:
    """What was sealed. Raises Unreadable."""
    try:
        return AESGCM(key).decrypt(data[:NONCE], data[NONCE:], None)
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error


def sealed_text(text: str, key: bytes) -> str:
    """The same for a short text, as letters."""
    return base64.b64encode(sealed(text.encode(), key)).decode()


def unsealed_text(text: str, key: bytes) -> str:
    """The text that was sealed. Raises Unreadable."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Unreadable from error
    return unsealed(data, key).decode()
