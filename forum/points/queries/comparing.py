"""Where the points that stand here are not those that the log and the rules give."""

from collections.abc import Iterator, Sequence

from forum.activity import queries as activity
from forum.points import giving
from forum.points.giving import Worth
from forum.points.queries.halving import halved_among
from forum.points.queries.log import Read, everybody, rules, strays
from forum.points.queries.pausing import paused_among
from forum.points.ruling import Rules


def compared(reads: Sequence[Read], by: Rules) -> Iterator[tuple[Read, Worth | None]]:
    """The deeds whose points are not what they should be, each with what that is."""
    lines = [read.line for read in reads]
    nothing = {*halved_among(lines), *paused_among(lines)}
    worth = giving.worth_of(lines, by, nothing)
    for read in reads:
        want = worth.get(read.line.id)
        if want != read.held:
            yield read, want


def differences() -> Iterator[str]:
    """One sentence for each line that is not as the whole log gives it.

    Members with deeds that the worker has not taken in yet are left out.
    """
    waiting = activity.members_waiting()
    for row in strays():
        if row.user_id not in waiting:
            yield f"member {row.user_id} has points for deed {row.deed_id}, which is not theirs"
    by = rules()
    for reads in everybody():
        for read, want in compared(reads, by):
            if read.line.owner_id not in waiting:
                yield (
                    f"member {read.line.owner_id} has {_said(read.held)} "
                    f"for deed {read.line.id} and should have {_said(want)}"
                )


def _said(worth: Worth | None) -> str:
    if worth is None:
        return "nothing"
    taken = "" if worth.stands else " (taken back)"
    return f"{worth.delta}{taken} for {worth.reason}, counting from {worth.posts_at:%Y-%m-%d %H:%M}"
