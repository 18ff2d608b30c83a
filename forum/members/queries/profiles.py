"""Reading members' pages."""

from functools import lru_cache
from zoneinfo import available_timezones

from forum.accounts import queries as accounts
from forum.accounts.models import Leaving, User, Viewer
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused
from forum.members import policy

# What stands before the slash in the name of a zone that is named after a place.
CONTINENTS = {"Africa", "America", "Antarctica", "Arctic", "Asia"}
CONTINENTS |= {"Atlantic", "Australia", "Europe", "Indian", "Pacific"}


def visible_member(viewer: Viewer, username: str) -> User:
    """The member of this name, however its letters are cased. Raises NotFound.

    Of somebody who has left, whose name nobody knows any more, it is told: raises Refused.
    """
    if "\x00" in username:
        raise NotFound
    member = accounts.member_named(username)
    verdict = policy.can_see(viewer, member)
    if not verdict and db.session.get(Leaving, member.id) is not None:
        raise Refused(verdict)
    if not verdict:
        raise NotFound
    return member


@lru_cache
def time_zones() -> tuple[str, ...]:
    """The names of all time zones that are named after a place, by continent or ocean."""
    names = available_timezones()
    return tuple(sorted(name for name in names if name.partition("/")[0] in CONTINENTS))
