"""What the team notes about members."""

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.sanctions import policy, queries
from forum.sanctions.models import MemberNote

LONGEST_NOTE = 2000


@action
def add_note(by: User, user: User, typed: str) -> MemberNote:
    """Write down something about a member that only the team reads."""
    require(policy.can_note(by, user))
    body = clean(typed).strip()
    if not body:
        raise Invalid("body", "empty")
    if len(body) > LONGEST_NOTE:
        raise Invalid("body", "too_long", most=LONGEST_NOTE)
    note = MemberNote(user_id=user.id, author_id=by.id, body=body)
    db.session.add(note)
    db.session.flush()
    audit.record(by, "sanctions.add_note", "user", user.id, after={"note": note.id})
    return note


@action
def delete_note(by: User, note: MemberNote) -> None:
    """Take a note away; that there was one stays known, what it said does not."""
    note = queries.note_by_id(note.id)
    require(policy.can_delete_note(by, note))
    note.body, note.deleted_at, note.deleted_by_id = "", clock.now(), by.id
    audit.record(by, "sanctions.delete_note", "user", note.user_id, before={"note": note.id})
