"""The word in a letter, and on the page of somebody who may not come in, that opens one decision.

It says who and which decision, signed with the key of the site. It opens that page and nothing
else, and does not end, because somebody may look for the reasons after a year. Another one, given
at the closed door alone, opens all decisions about somebody for a day.
"""

from datetime import timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from forum.kernel import clock
from forum.kernel.policy import NotFound

SALT = "sanctions.statement"
SALT_OF_ALL = "sanctions.everything"
# Whoever has the password gets a new one at the closed door.
DAY = timedelta(days=1)


def word_for(user_id: int, sanction_id: int) -> str:
    """The signed word."""
    return str(_signer().dumps([user_id, sanction_id]))


def word_for_all(user_id: int) -> str:
    """The word that opens all that was decided about a member, for a day."""
    until = int((clock.now() + DAY).timestamp())
    return str(_signer(SALT_OF_ALL).dumps([user_id, until]))


def read_all(word: str) -> int:
    """Whom a word for everything is for. Raises NotFound for one that is old or not ours."""
    try:
        user_id, until = _signer(SALT_OF_ALL).loads(word)
    except (BadData, ValueError, TypeError) as error:
        raise NotFound from error
    if int(until) <= clock.now().timestamp():
        raise NotFound
    return int(user_id)


def read(word: str) -> tuple[int, int]:
    """Whom a word is for, and which sanction. Raises NotFound for one that is not ours."""
    try:
        user_id, sanction_id = _signer().loads(word)
        return int(user_id), int(sanction_id)
    except (BadData, ValueError, TypeError) as error:
        raise NotFound from error


def _signer(salt: str = SALT) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=salt)
