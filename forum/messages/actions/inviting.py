"""Whom a member may bring into a conversation: the rule for each name, told by name."""

from collections.abc import Collection, Sequence

from forum.accounts.models import User
from forum.kernel.policy import Invalid, NotFound
from forum.messages import policy, queries

# Each name is looked up.
MOST_NAMES = 60


def checked_people(author: User, typed: str, *, here: Collection[User]) -> Sequence[User]:
    """The members of these names, each once. Raises Invalid("to", …), which names the member.

    Those who are here already count towards how many people a conversation may have.
    """
    people = _named(typed, known={one.id for one in here})
    if not people:
        raise Invalid("to", "nobody")
    most = policy.most_people(author)
    # The author is here too, and does not write to themselves.
    if len(people) + len(here) - 1 > most:
        raise Invalid("to", "too_many", most=most)
    ties = queries.ties(author, [one.id for one in people])
    for one in people:
        verdict = policy.can_write_to(author, one, ties[one.id])
        if not verdict:
            raise Invalid("to", verdict.reason, name=one.display_name)
    return people


def _named(typed: str, *, known: Collection[int]) -> list[User]:
    found: dict[int, User] = {}
    names = dict.fromkeys(name.strip() for name in typed.split(",") if name.strip())
    for name in list(names)[:MOST_NAMES]:
        try:
            one = queries.member_to_write_to(name)
        except NotFound:
            raise Invalid("to", "unknown", name=name[:60]) from None
        if one.id not in known:
            found[one.id] = one
    return list(found.values())
