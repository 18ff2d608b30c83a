"""Whom staff know as a customer without an order that says so."""

from sqlalchemy import delete

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.commerce import policy
from forum.commerce.models import CustomerMark
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.markup.typed import clean


@action
def mark_customer(admin: User, name: str, note: str) -> User:
    """Let a member be a verified customer, and note why; once more changes nothing but the note.
    Raises Invalid for nobody, for no note and for one that is too long."""
    require(policy.can_look_after(admin))
    member = accounts.member_called(name.strip().removeprefix("@"))
    if member is None:
        raise Invalid("name", "nobody")
    said = clean(note).strip()
    if not said:
        raise Invalid("note", "no_words")
    if len(said) > policy.LONGEST_NOTE:
        raise Invalid("note", "too_long", most=policy.LONGEST_NOTE)
    row = {"user_id": member.id, "note": said, "by_id": admin.id, "at": clock.now()}
    marked = insert(CustomerMark).values(row)
    db.session.execute(marked.on_conflict_do_update(index_elements=["user_id"], set_=row))
    audit.record(admin, "commerce.mark_customer", "user", member.id, after={"note": said})
    return member


@action
def unmark_customer(admin: User, user_id: int) -> None:
    """Take the mark of staff away; one that comes from orders stays. Raises NotFound."""
    require(policy.can_look_after(admin))
    mine = delete(CustomerMark).where(CustomerMark.user_id == user_id)
    if not db.session.execute(mine.returning(CustomerMark.id)).all():
        raise NotFound
    audit.record(admin, "commerce.unmark_customer", "user", user_id)
