"""Coming in: sign-up, confirmation, approval."""

from collections.abc import Collection
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy.exc import IntegrityError

from forum.accounts import emails, letters, links, names, policy, queries
from forum.accounts.models import Purpose, Role, User, Viewer
from forum.accounts.settings import ENTRY, GUIDELINES_VERSION, Entry
from forum.accounts.signals import AddressConfirmed, MemberJoined, MemberWaits
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action

HUES = 12
LONGEST_WAY = 32


@dataclass(frozen=True)
class NewMember:
    """What somebody says of themselves at the door. The hash comes from `passwords.hashed`."""

    username: str
    email: str
    password_hash: str | None
    display_name: str = ""
    locale: str | None = None
    # The version of the guidelines that they said yes to.
    guidelines: int = 0
    # The link by which they came, as its maker named it.
    came_by: str = ""


@action
def sign_up(viewer: Viewer, new: NewMember, *, official: Collection[str] = ()) -> User | None:
    """Make an account, which waits for what the site asks of new people.

    An address that belongs to a member gets a letter instead, and the answer is None: the page
    must look the same. Names in `official` are kept from look-alikes. Raises Invalid.
    """
    require(policy.can_sign_up(viewer, awaits_owner=queries.awaits_owner()))
    reason = names.problem(new.username, official=official)
    if reason:
        raise Invalid("username", reason)
    if new.guidelines < GUIDELINES_VERSION.get():
        raise Invalid("guidelines", "guidelines_needed")
    email = emails.normalised(new.email)
    known = queries.member_with_email(email)
    if known is not None and queries.is_unconfirmed(known):
        # Somebody who never pressed the button begins again; the earlier letter loses its power.
        user = _write(known, new, email)
    elif known is not None:
        # Their own name counts as taken too, or the answer would tell whose address it is.
        _require_free_name(new.username)
        letters.address_known(known)
        return None
    else:
        user = _write(User(), new, email)
    _welcome(user)
    return user


@action
def add_member(new: NewMember, *, role: Role = Role.MEMBER) -> User:
    """Make a member who may come in at once: for the command line, imports and demonstrations.

    Only the shape of the name is asked, not whether it is reserved. Somebody without an address
    gets one that leads nowhere. Raises Invalid.
    """
    reason = names.problem(new.username)
    if reason and reason != "name_reserved":
        raise Invalid("username", reason)
    email = emails.normalised(new.email) if new.email else emails.nowhere()
    if new.email and queries.member_with_email(email) is not None:
        raise Invalid("email", "email_taken")
    user = User(role=role, approved_at=clock.now())
    user.email_confirmed_at = clock.now() if new.email else None
    _write(user, new, email)
    announce(MemberJoined(user.id))
    return user


@action
def create_owner(new: NewMember) -> User:
    """Make the first admin of a fresh site, who sets it up. Raises Invalid, and NotFound later.

    The owner may bear the brand's own name.
    """
    wait_for_turn("owner")
    if queries.admin_count() > 0:
        raise NotFound
    links.end(None, Purpose.SET_UP)
    return add_member(new, role=Role.ADMIN)


@action
def confirm(viewer: Viewer, token: str) -> User:
    """Take the answer to the letter of confirmation, whoever brings it. Raises NotFound."""
    link = links.read(token, Purpose.CONFIRM)
    links.use(link)
    user = queries.held_member(link.user_id)
    confirm_address(user)
    return user


@action
def resend_confirmation(viewer: Viewer, email: str) -> None:
    """Send the letter of confirmation again, when somebody waits for one at this address."""
    user = queries.member_with_email(emails.looked_up(email))
    if user is not None and queries.is_unconfirmed(user):
        letters.confirm(user)


@action
def approve(moderator: User, user: User) -> None:
    """Let somebody in who waits; approving twice does nothing more."""
    require(policy.can_approve(moderator))
    if user.approved_at is None:
        user.approved_by_id = moderator.id
        user.deactivated_at = None
        join(user)
        letters.approved(user)


@action
def turn_away(moderator: User, user: User, *, note: str = "") -> None:
    """Refuse somebody who waits; the note is what they are told."""
    require(policy.can_approve(moderator))
    if user.approved_at is None and user.deactivated_at is None:
        user.deactivated_at = clock.now()
        letters.turned_away(user, note)


@action
def ask_about_unconfirmed() -> None:
    """Let staff decide on those, too, who were asked for a confirmation and have not given it."""
    for user_id in queries.unconfirmed_ids():
        announce(MemberWaits(user_id))


def confirm_address(user: User) -> None:
    """A step of others: the address is proven, so whoever waited for that comes in."""
    if user.email_confirmed_at is None:
        user.email_confirmed_at = clock.now()
        announce(AddressConfirmed(user.id))
    if user.approved_at is None and user.deactivated_at is None:
        if ENTRY.get() == Entry.APPROVE:
            announce(MemberWaits(user.id))
        else:
            join(user)


def join(user: User) -> None:
    """A step of others: from now on this member may come in."""
    user.approved_at = clock.now()
    announce(MemberJoined(user.id))


def _welcome(user: User) -> None:
    """What happens after sign-up depends on what the site asks for."""
    match ENTRY.get():
        case Entry.OPEN:
            join(user)
        case Entry.APPROVE:
            announce(MemberWaits(user.id))
        case _:
            letters.confirm(user)


def _write(user: User, new: NewMember, email: str) -> User:
    """Put what somebody said into the row; the database is the last referee of names."""
    _require_free_name(new.username, but_by=user.id)
    user.username = names.normalised(new.username)
    user.name_key = names.fold(new.username)
    user.skeleton = names.skeleton(new.username)
    user.display_name = names.shown(new.display_name) or user.username
    user.email = email
    user.password_hash = new.password_hash
    user.locale = new.locale
    user.guidelines_accepted = new.guidelines
    user.came_by = new.came_by[:LONGEST_WAY]
    user.hue = crc32(user.name_key.encode()) % HUES + 1
    user.created_at = clock.now()
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:
        raise Invalid("username", "name_taken") from error
    return user


def _require_free_name(username: str, *, but_by: int | None = None) -> None:
    if queries.is_name_taken(username, but_by=but_by):
        raise Invalid("username", "name_taken")
