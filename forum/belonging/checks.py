"""What the question of belonging promises to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import select

from forum.belonging.models import LEAST, MOST, BelongingCount
from forum.kernel.db import db
from forum.kernel.manifest import Check


def odd_answers() -> Iterator[str]:
    """Only numbers from 0 to 10 are counted, and none less than once."""
    odd = ~BelongingCount.score.between(LEAST, MOST) | (BelongingCount.count < 1)
    query = select(BelongingCount.quarter, BelongingCount.score, BelongingCount.count)
    for quarter, score, count in db.session.execute(query.where(odd)):
        yield f"{quarter} counts {count} answers of {score}"


ALL = [Check("answers about belonging are numbers from 0 to 10", odd_answers)]
