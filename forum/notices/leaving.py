"""The word at the end of a letter's address by which its reader gets no more of these letters.

It says whom, what about and which topic, signed with the key of the site; it opens nothing else,
and does not end, because letters are found again after years.
"""

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from forum.kernel.policy import NotFound
from forum.notices.kinds import Subject

SALT = "notices.leaving"
SUMMARY = "summary"


@dataclass(frozen=True)
class Leaving:
    """Whose letters, about what, and of which topic."""

    user_id: int
    # Nothing stands for the summary.
    subject: Subject | None
    topic_id: int | None = None


def word_for(leaving: Leaving) -> str:
    """The signed word."""
    return str(
        _signer().dumps([leaving.user_id, leaving.subject or SUMMARY, leaving.topic_id or 0])
    )


def read(word: str) -> Leaving:
    """What a word says. Raises NotFound for one that is not ours."""
    try:
        user_id, subject, topic_id = _signer().loads(word)
        about = None if subject == SUMMARY else Subject(subject)
        return Leaving(int(user_id), about, int(topic_id) or None)
    except (BadData, ValueError, TypeError) as error:
        raise NotFound from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
