"""Seeds as they lie in the database before they decide."""

from flask import current_app

from forum.draws.models import Draw
from forum.kernel import sealing

PURPOSE = "seeds of draws"


def sealed(seed: str) -> str:
    """The seed as only this forum reads it."""
    return sealing.sealed_text(seed, _key())


def opened(draw: Draw) -> str:
    """The seed of a draw. Raises `sealing.Unreadable` when the secret key of the site changed."""
    return draw.seed or sealing.unsealed_text(draw.sealed_seed, _key())


def _key() -> bytes:
    return sealing.key_of(current_app.extensions["config"].secret_key, PURPOSE)
