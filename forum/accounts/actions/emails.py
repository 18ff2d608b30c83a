"""Changing a member's mail address: done when the old and the new one have both agreed."""

from sqlalchemy import update

from forum.accounts import emails, letters, links, queries
from forum.accounts.models import EmailChange, Purpose, User, Viewer
from forum.accounts.signals import EmailChanged
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound
from forum.kernel.unit import action


@action
def ask_email_change(member: User, new_email: str) -> EmailChange:
    """Ask the old and the new address. The caller has compared the password. Raises Invalid."""
    email = emails.normalised(new_email)
    if email == member.email:
        raise Invalid("email", "email_same")
    cancel_email_change(member)
    change = EmailChange(user_id=member.id, new_email=email)
    db.session.add(change)
    db.session.flush()
    is_free = queries.member_with_email(email) is None
    letters.change_of_address(member, change, new_is_free=is_free)
    return change


@action
def confirm_email_change(viewer: Viewer, token: str) -> EmailChange:
    """Take the yes of one address, whoever brings it. Raises NotFound when it comes too late."""
    link = queries.email_link(token)
    links.use(link)
    change = queries.held_change(link.data["change"])
    if link.purpose == Purpose.CHANGE_OLD:
        change.old_confirmed_at = clock.now()
    else:
        change.new_confirmed_at = clock.now()
    if change.old_confirmed_at and change.new_confirmed_at:
        _carry_out(change)
    return change


@action
def cancel_email_change(member: User) -> None:
    """Forget a change that is under way; its letters lose their power."""
    links.end(member, Purpose.CHANGE_OLD, Purpose.CHANGE_NEW)
    db.session.execute(
        update(EmailChange)
        .where(EmailChange.user_id == member.id, EmailChange.done_at.is_(None))
        .where(EmailChange.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def _carry_out(change: EmailChange) -> None:
    user = queries.held_member(change.user_id)
    if queries.member_with_email(change.new_email) is not None:
        # Somebody joined with the address meanwhile.
        raise NotFound
    old_email, user.email = user.email, change.new_email
    user.email_confirmed_at = change.done_at = clock.now()
    # A link for a new password that lies in the old mailbox must not work any more.
    links.end(user, Purpose.RESET)
    announce(EmailChanged(user.id))
    letters.address_changed(user, old_email)
