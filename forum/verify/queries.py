"""Running every slice's promises against the live database."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.kernel import promises
from forum.kernel.db import db


@dataclass(frozen=True)
class Finding:
    """A promise and what is amiss with it; nothing amiss when there are no problems."""

    name: str
    problems: tuple[str, ...]


def findings() -> Iterator[Finding]:
    """Each promise in turn, proven or not. A check that cannot run counts as a problem."""
    for check in promises.checks():
        try:
            problems = tuple(check.problems())
        except Exception as error:
            problems = (f"could not be checked: {error}",)
            # Else PostgreSQL would answer none of the others either.
            db.session.rollback()
        yield Finding(check.name, problems)
