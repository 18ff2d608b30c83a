"""Secrets for links and sessions, made at random and kept only as a hash; and signed words."""

import hashlib
import hmac
import secrets

SIGNATURE = 32


def new_token() -> str:
    """A random token of 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def new_public_id() -> str:
    """A random name of 22 characters (128 bits and a little) that nobody can guess."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What is stored instead of the token: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed(words: str, key: str, *, purpose: str) -> str:
    """The words with a signature that only this forum can make, for one purpose."""
    return f"{words}.{_signature(words, key, purpose)}"


def unsigned(token: str, key: str, *, purpose: str) -> str | None:
    """The words of a signed token; nothing when somebody else made it, or for something else."""
    words, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(words, key, purpose).encode()):
        return None
    return words


def _signature(words: str, key: str, purpose: str) -> str:
    found = hmac.new(key.encode(), f"{purpose}:{words}".encode(), hashlib.sha256)
    return found.hexdigest()[:SIGNATURE]
