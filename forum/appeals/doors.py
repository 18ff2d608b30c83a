"""The word that opens one appeal to whom the decision is about, also without signing in.

It says who, and against which decision, signed with the key of the site. With it the member reads
the appeal and makes it once; it opens nothing else.
"""

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from forum.kernel.policy import NotFound

SALT = "appeals.door"


@dataclass(frozen=True)
class Door:
    """Whose appeal, against which ruling or sanction."""

    user_id: int
    ruling_id: int | None = None
    sanction_id: int | None = None


def word_for(door: Door) -> str:
    """The signed word."""
    return str(_signer().dumps([door.user_id, door.ruling_id or 0, door.sanction_id or 0]))


def read(word: str) -> Door:
    """What a word opens. Raises NotFound for one that is not ours."""
    try:
        user_id, ruling_id, sanction_id = _signer().loads(word)
        return Door(int(user_id), int(ruling_id) or None, int(sanction_id) or None)
    except (BadData, ValueError, TypeError) as error:
        raise NotFound from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
