"""Acts of staff that happen below this slice, and are noted here."""

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.signals import (
    ConfirmedByStaff,
    LeavingAsked,
    LeavingTakenBack,
    MembersMerged,
    RoleChanged,
    SignedOutByStaff,
)
from forum.audit import actions
from forum.jobs.signals import JobsRetried
from forum.kernel.bus import Listeners
from forum.mail.signals import AddressForgiven, LetterRetried

# So many jobs that are tried again at once have a line each.
MOST_APART = 100


def note_role(signal: RoleChanged) -> None:
    """Note who gave whom which role."""
    actions.record(
        _person(signal.by_id),
        "accounts.set_role",
        "user",
        signal.user_id,
        before={"role": signal.before},
        after={"role": signal.after},
    )


def note_sign_out(signal: SignedOutByStaff) -> None:
    """Note who ended somebody's sessions."""
    actions.record(_person(signal.by_id), "accounts.sign_out_member", "user", signal.user_id)


def note_confirmed(signal: ConfirmedByStaff) -> None:
    """Note who confirmed somebody's address."""
    actions.record(_person(signal.by_id), "accounts.confirm_by_hand", "user", signal.user_id)


def note_merge(signal: MembersMerged) -> None:
    """Note who made one member of two."""
    source, into = _person(signal.from_id), _person(signal.into_id)
    actions.record(
        _person(signal.by_id),
        "accounts.merge_members",
        "user",
        signal.from_id,
        before={"username": source.username if source else ""},
        after={"username": into.username if into else "", "into_id": signal.into_id},
    )


def note_leaving(signal: LeavingAsked) -> None:
    """Note who let a member leave that asked for it; who leaves by themselves needs no note."""
    if signal.by_id != signal.user_id:
        after = {"fate": signal.fate, "reason": signal.reason}
        actions.record(
            _person(signal.by_id), "accounts.see_off", "user", signal.user_id, after=after
        )


def note_staying(signal: LeavingTakenBack) -> None:
    """Note who took it back for a member."""
    if signal.by_id != signal.user_id:
        actions.record(_person(signal.by_id), "accounts.stay", "user", signal.user_id)


def note_retry(signal: JobsRetried) -> None:
    """Note who let work that was given up be tried again: one by one, or as a heap."""
    by, job_ids = _person(signal.by_id), signal.job_ids
    if len(job_ids) > MOST_APART:
        heap = {"jobs": len(job_ids), "first": job_ids[0], "last": job_ids[-1]}
        actions.record(by, "jobs.retry", "job", 0, after=heap)
        return
    for job_id in job_ids:
        actions.record(by, "jobs.retry", "job", job_id)


def note_resent(signal: LetterRetried) -> None:
    """Note who let a letter that had failed be sent again."""
    actions.record(_person(signal.by_id), "mail.retry", "letter", signal.letter_id)


def note_forgiven(signal: AddressForgiven) -> None:
    """Note who let letters go to a stopped address again. Addresses have no numbers."""
    by, before = _person(signal.by_id), {"address": signal.address}
    actions.record(by, "mail.let_again", "address", 0, before=before)


def _person(user_id: int | None) -> User | None:
    return accounts.member_by_id(user_id) if user_id else None


ALL: Listeners = [
    (RoleChanged, note_role),
    (SignedOutByStaff, note_sign_out),
    (ConfirmedByStaff, note_confirmed),
    (MembersMerged, note_merge),
    (LeavingAsked, note_leaving),
    (LeavingTakenBack, note_staying),
    (JobsRetried, note_retry),
    (LetterRetried, note_resent),
    (AddressForgiven, note_forgiven),
]
