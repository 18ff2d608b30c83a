"""Promises about members and their sessions."""

from collections.abc import Iterator

from forum.accounts import leavings, merges, names, queries
from forum.kernel.manifest import Check


def wrong_keys() -> Iterator[str]:
    """Members whose name would not be found, or whose look-alikes would not be noticed."""
    for user_id, username, name_key, skeleton in queries.all_names():
        if name_key != names.fold(username):
            yield f"member {user_id} ({username}) is looked up as {name_key}"
        if skeleton != names.skeleton(username):
            yield f"member {user_id} ({username}) is compared with look-alikes as {skeleton}"


def lost_sessions() -> Iterator[str]:
    """Sessions of nobody."""
    for session_id in queries.sessions_of_nobody():
        yield f"session {session_id} belongs to no member"


def left_behind() -> Iterator[str]:
    """Rows of an account that became part of another one."""
    for column, merge in merges.left_behind():
        yield f"{column} still names member {merge.from_id}, who is {merge.into_id} now"


def remains() -> Iterator[str]:
    """What is left of somebody who has left."""
    for column, leaving in leavings.left_behind():
        yield f"{column} still has something of member {leaving.user_id}, who has left"
    for user_id in leavings.still_somebody():
        yield f"member {user_id} has left, and their row still says something of them"


ALL = [
    Check("every name is found, and its look-alikes are noticed", wrong_keys),
    Check("every session belongs to a member", lost_sessions),
    Check("merged accounts have handed everything over", left_behind),
    Check("nothing personal is left of those who have left", remains),
]
