"""Seeds of lobbies as they lie in the database before a window opens."""

from flask import current_app

from forum.kernel import sealing

PURPOSE = "seeds of lobbies"


def sealed(seed: str) -> str:
    """The seed as only this forum reads it."""
    return sealing.sealed_text(seed, _key())


def opened(text: str) -> str:
    """A seed that was sealed. Raises `sealing.Unreadable` when the secret key of the site
    changed."""
    return sealing.unsealed_text(text, _key())


def _key() -> bytes:
    return sealing.key_of(current_app.extensions["config"].secret_key, PURPOSE)
