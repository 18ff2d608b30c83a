"""By which sign a text of the guidelines knows its translations.

A translation belongs to words, not to a version: as long as a clause says the same, whatever its
number and version, it is told in other languages too; once it says something else, it is not.
"""

import hashlib

from forum.pages.models import Clause, Guidelines

SIZE = 16


def sign_of_clause(clause: Clause) -> str:
    """The sign of what a clause says."""
    return _sign("clause", clause.title, clause.body, clause.dos, clause.donts)


def sign_of_summary(guidelines: Guidelines) -> str:
    """The sign of what a summary says."""
    return _sign("summary", guidelines.summary)


def _sign(*words: str) -> str:
    return hashlib.blake2b("\0".join(words).encode(), digest_size=SIZE).hexdigest()
