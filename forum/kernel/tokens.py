"""Secrets for links and sessions: made at random, kept only as a hash."""

import hashlib
import secrets


def new_token() -> str:
    """A random token of 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def new_public_id() -> str:
    """A random name of 22 characters (128 bits and a little) that nobody can guess."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What is stored instead of the token: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
