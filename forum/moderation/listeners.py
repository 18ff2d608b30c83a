"""What moderation does when somebody waits at the door of the site."""

from collections.abc import Sequence

from forum.accounts import actions as door
from forum.accounts import queries as accounts
from forum.accounts.models import Role
from forum.accounts.settings import ENTRY, Entry
from forum.accounts.signals import (
    MemberJoined,
    MemberLeft,
    MembersMerged,
    MemberWaits,
    RoleChanged,
)
from forum.kernel.bus import Listeners, Many
from forum.moderation import actions
from forum.sanctions.models import SanctionKind
from forum.sanctions.signals import SanctionBegan
from forum.site.signals import SettingChosen


def open_case(signal: MemberWaits) -> None:
    """Ask staff about somebody who has signed up."""
    user = accounts.member_by_id(signal.user_id)
    if user is not None:
        actions.hold("member", user.id, about=user, reason="approval")


def ask_about_unconfirmed(signal: SettingChosen) -> None:
    """Once staff decide on everybody, nobody waits at the door without a case."""
    if signal.key == ENTRY.key and ENTRY.get() == Entry.APPROVE:
        door.ask_about_unconfirmed()


def close_cases(signals: Sequence[MemberJoined]) -> None:
    """Who has come in some other way needs no decision."""
    actions.withdraw("member", *(signal.user_id for signal in signals))


def hand_over(signal: MembersMerged) -> None:
    """Let cases follow the person they are about."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """What was asked about somebody who left needs no answer."""
    actions.let_go(signal.user_id)


def hear_role(signal: RoleChanged) -> None:
    """Cases of somebody who is of the staff no more are for others."""
    if signal.after == Role.MEMBER:
        actions.free_cases_of(signal.user_id)


def hear_sanction(signal: SanctionBegan) -> None:
    """Cases of somebody who cannot come in are for others."""
    if signal.kind in (SanctionKind.SUSPENSION, SanctionKind.REMOVAL):
        actions.free_cases_of(signal.user_id)


ALL: Listeners = [
    (MemberWaits, open_case),
    (SettingChosen, ask_about_unconfirmed),
    (MemberJoined, Many(close_cases)),
    (MembersMerged, hand_over),
    (MemberLeft, let_go),
    (RoleChanged, hear_role),
    (SanctionBegan, hear_sanction),
]
