"""Taking sanctions back, and saying that a warning was read."""

from forum.accounts import actions as door
from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.sanctions import letters, policy, queries
from forum.sanctions.actions.applying import apply
from forum.sanctions.models import Sanction, SanctionKind
from forum.sanctions.signals import AccountReopened, SanctionLifted

LONGEST_WORDS = 2000


@action
def lift(by: User, sanction: Sanction, words: str) -> None:
    """Take a sanction back, with its weight; what else stands goes on. A proposal is withdrawn."""
    user = accounts.held_member(sanction.user_id)
    sanction = queries.held_sanction(sanction.id)
    require(policy.can_lift(by, user, sanction))
    was_proposed = sanction.is_proposed
    _take_back(by, sanction, _words(words, may_be_empty=was_proposed))
    _announce(sanction, was_proposed=was_proposed)
    if not was_proposed:
        letters.lifted(queries.sanction_of(user.id, sanction.id))
    audit.record(by, "sanctions.lift", "user", user.id, after=_facts(sanction))


@action
def undo(by: User, sanction: Sanction, words: str) -> None:
    """The same as part of something that was decided already, and is told and noted there."""
    accounts.held_member(sanction.user_id)
    sanction = queries.held_sanction(sanction.id)
    if not sanction.is_lifted:
        was_proposed = sanction.is_proposed
        _take_back(by, sanction, clean(words).strip()[:LONGEST_WORDS])
        _announce(sanction, was_proposed=was_proposed, is_told_elsewhere=True)


@action
def note_read(member: User, sanction_id: int) -> None:
    """The member says that a warning was read; said twice, it is the same."""
    accounts.held_member(member.id)
    warning = queries.own_warning(member.id, sanction_id)
    if warning.read_at is None:
        warning.read_at = clock.now()
        apply(member.id)


def _take_back(by: User, sanction: Sanction, words: str) -> None:
    was_proposed = sanction.is_proposed
    sanction.lifted_at, sanction.lifted_by_id = clock.now(), by.id
    sanction.lift_words = words
    apply(sanction.user_id)
    if was_proposed:
        return
    if sanction.kind == SanctionKind.REMOVAL:
        _reopen(sanction)


def _announce(sanction: Sanction, *, was_proposed: bool, is_told_elsewhere: bool = False) -> None:
    if not was_proposed:
        kind = str(sanction.kind)
        announce(SanctionLifted(sanction.id, sanction.user_id, kind, is_told_elsewhere))


def _reopen(sanction: Sanction) -> None:
    """Unless another removal stands; two of them come about when accounts are merged."""
    if not queries.bounds_of(sanction.user_id).is_removed:
        door.reopen_account(accounts.held_member(sanction.user_id))
        announce(AccountReopened(sanction.id, sanction.user_id, str(sanction.content)))


def _words(typed: str, *, may_be_empty: bool) -> str:
    words = clean(typed).strip()
    if not words and not may_be_empty:
        raise Invalid("words", "empty")
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", "too_long", most=LONGEST_WORDS)
    return words


def _facts(sanction: Sanction) -> dict[str, object]:
    return {"sanction": sanction.id, "kind": sanction.kind, "words": sanction.lift_words}
