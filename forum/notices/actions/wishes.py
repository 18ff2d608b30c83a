"""What members want to be told: chosen on their page, or taken back from a letter."""

from collections.abc import Mapping

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.mail import actions as mail
from forum.notices import policy, queries, settings
from forum.notices.kinds import DigestWhen, MailWhen, Subject, Wish
from forum.notices.models import Inbox, wish_among


@action
def choose(
    member: User,
    wishes: Mapping[Subject, Wish],
    *,
    mail_when: MailWhen,
    digest: DigestWhen | None = None,
) -> None:
    """Let these wishes hold from now on; what the brand chose anyway is not kept."""
    require(policy.can_have_inbox(member))
    changed = {each: wish for each, wish in wishes.items() if wish != settings.default_of(each)}
    _write(member.id, wishes=changed, mail_when=mail_when, digest=digest)


@action
def stop_letters(member: User, subject: Subject | None = None) -> None:
    """Send the member no more letters about a subject, or none at all; the inbox goes on."""
    inbox = queries.inbox_of(member)
    wishes = {each: wish_among(inbox.wishes, each) for each in Subject}
    for each, wish in wishes.items():
        if wish == Wish.MAIL and subject in {None, each}:
            wishes[each] = Wish.INBOX
    digest = inbox.digest if subject else DigestWhen.NEVER
    choose(member, wishes, mail_when=MailWhen(inbox.mail_when), digest=digest)


@action
def stop_digest(member: User) -> None:
    """Send the member no more summaries; what was to be gathered stands in the inbox."""
    require(policy.can_have_inbox(member))
    _write(member.id, digest=DigestWhen.NEVER)


@action
def try_address_again(member: User) -> None:
    """Send letters again to an address at which some were refused, because its owner asks."""
    require(policy.can_have_inbox(member))
    mail.forgive(member.email)


@action
def note_change(user_id: int) -> None:
    """Remember that from now on this person is told other things than before."""
    _write(user_id)


def _write(user_id: int, **values: object) -> None:
    changes = {"changed_at": clock.now(), **values}
    first = {"user_id": user_id, "unread": 0, "wishes": {}, "mail_when": MailWhen.AWAY, **changes}
    row = insert(Inbox).values(first)
    db.session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=changes))
    kept = db.session.identity_map.get((Inbox, (user_id,), None))
    if kept is not None:
        db.session.expire(kept)
