"""Comparing passwords without telling who exists, and slowing down those who guess."""

import logging
from dataclasses import dataclass

from forum.accounts import names, passwords, queries, session
from forum.accounts.models import User
from forum.web.limits import Limit, address

log = logging.getLogger(__name__)
BY_ACCOUNT = Limit("sign_in", "10 per 15 minutes")
BY_ADDRESS = Limit("sign_in_address", "50 per 15 minutes")
LONGEST_NAME = 100


@dataclass(frozen=True)
class Proven:
    """A member whose password was right, and the hash to keep from now on when it is dated."""

    user: User
    new_hash: str | None


def prove(typed: str, password: str) -> Proven | None:
    """The member of this name or address, if the password is theirs. Raises TooMany.

    Whether there is such a member makes no difference to the answer, the time or the limits. A
    browser in which the member was signed in before has tries of its own, so that guessing
    strangers do not lock the member out.
    """
    user = queries.member_called(typed)
    who = (user.id, session.is_known(user)) if user else (names.fold(typed)[:LONGEST_NAME], False)
    BY_ADDRESS.check(address())
    # Counted before comparing, so that many tries at once count too.
    BY_ACCOUNT.hit(*who)
    comparison = passwords.compare(password, user.password_hash if user else None)
    if user is None or not comparison.is_right:
        BY_ADDRESS.hit(address())
        log.info("wrong password for member %s from %s", user.id if user else "?", address())
        return None
    BY_ACCOUNT.clear(*who)
    log.info("right password for member %s from %s", user.id, address())
    return Proven(user, comparison.new_hash)


def is_own(member: User, password: str) -> bool:
    """Whether a member who is signed in knows the password. Raises TooMany."""
    who = (member.id, "own")
    BY_ACCOUNT.hit(*who)
    if not passwords.compare(password, member.password_hash).is_right:
        return False
    BY_ACCOUNT.clear(*who)
    return True
