"""Members made of people from elsewhere: each once, under a name that is free here."""

import re

from sqlalchemy import delete, update

from forum.accounts import actions as accounts
from forum.accounts import queries as account_queries
from forum.accounts.actions import NewMember
from forum.accounts.models import User
from forum.conversations import queries
from forum.conversations.models import Imported
from forum.conversations.threads import Person, Unusable
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid

LONGEST_STEM = 22
TRIES = 50
FALLBACK = "member"


def member_for(person: Person) -> User:
    """The member whom this person became, made now if need be."""
    known = queries.local(person.site, f"person:{person.key}")
    found = account_queries.member_by_id(known) if known is not None else None
    return found or _make(person)


def hand_over(from_id: int, into_id: int) -> None:
    """Let people who became the one account be the other from now on."""
    became = (Imported.kind == "person", Imported.local_id == from_id)
    db.session.execute(update(Imported).where(*became).values(local_id=into_id))


def let_go(user_id: int) -> None:
    """Forget which person elsewhere a member was who has left."""
    was = (Imported.kind == "person", Imported.local_id == user_id)
    db.session.execute(delete(Imported).where(*was))


def _make(person: Person) -> User:
    with clock.at(person.created or clock.now()):
        member = _with_free_name(person)
    db.session.add(
        Imported(
            source=person.site,
            external_id=f"person:{person.key}",
            kind="person",
            local_id=member.id,
        )
    )
    return member


def _with_free_name(person: Person) -> User:
    """Try the name as it is, then with numbers behind it."""
    stem = _stem(person.name)
    for attempt in range(TRIES):
        username = stem if attempt == 0 else f"{stem}-{attempt + 1}"
        try:
            return accounts.add_member(_new(username, person))
        except Invalid as problem:
            if problem.reason != "name_taken" and attempt == 0:
                stem = FALLBACK
    raise Unusable(f"no name could be found for {person.name}")


def _new(username: str, person: Person) -> NewMember:
    return NewMember(username, "", None, display_name=person.name)


def _stem(name: str) -> str:
    """The letters and digits of a name, joined by hyphens."""
    words = re.findall(r"[^\W_]+", name)
    return "-".join(words)[:LONGEST_STEM].strip("-") or FALLBACK
