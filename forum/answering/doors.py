"""The word with which whoever was asked says, with one press, that they are on it."""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from forum.kernel.policy import NotFound

SALT = "answering.ladder"


def word_for(ask_id: int) -> str:
    """The signed word; it opens one call to one person, and nothing else."""
    return str(_signer().dumps(ask_id))


def read(word: str) -> int:
    """The number of the asking that a word opens. Raises NotFound for one that is not ours."""
    try:
        return int(_signer().loads(word))
    except (BadData, ValueError, TypeError) as error:
        raise NotFound from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
