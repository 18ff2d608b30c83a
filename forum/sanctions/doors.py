"""The word in a letter, and on the page of somebody who may not come in, that opens one decision.

It says who and which decision, signed with the key of the site. It opens that page and nothing
else, and does not end, because somebody may look for the reasons after a year.
"""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from forum.kernel.policy import NotFound

SALT = "sanctions.statement"


def word_for(user_id: int, sanction_id: int) -> str:
    """The signed word."""
    return str(_signer().dumps([user_id, sanction_id]))


def read(word: str) -> tuple[int, int]:
    """Whom a word is for, and which sanction. Raises NotFound for one that is not ours."""
    try:
        user_id, sanction_id = _signer().loads(word)
        return int(user_id), int(sanction_id)
    except (BadData, ValueError, TypeError) as error:
        raise NotFound from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
