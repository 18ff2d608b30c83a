"""What sanctions promise to `forum verify`."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.sanctions import queries


def rows_of_members() -> Iterator[str]:
    """Until when a member is kept away is what the standing sanctions give, no more, no less."""
    for user_id, what in queries.wrong_bounds():
        yield f"member {user_id}: {what} is not what their sanctions give"


def removals() -> Iterator[str]:
    """Nobody is removed by one person."""
    for sanction_id in queries.removals_by_one():
        yield f"removal {sanction_id} was not seconded by another person"


def halves() -> Iterator[str]:
    """What ends has an end, what weighs does so until some day, what is lifted says by whom."""
    for sanction_id in queries.half_written():
        yield f"sanction {sanction_id} is written by halves"


ALL = [
    Check("sanctions: members are kept away as was decided", rows_of_members),
    Check("sanctions: removals are the decision of two", removals),
    Check("sanctions: every one is whole", halves),
]
