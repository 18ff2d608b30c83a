"""Settings of the door: how new people come in."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting


class Entry(StrEnum):
    """What a new person waits for."""

    CONFIRM = "confirm"
    APPROVE = "approve"
    OPEN = "open"


ENTRY = Setting(
    "accounts.entry",
    default=Entry.CONFIRM.value,
    help=_(
        "How new members come in: confirm asks them to press a button in a mail, approve lets "
        "staff decide on each one, open lets everybody in at once."
    ),
    choices=tuple(entry.value for entry in Entry),
)
GUIDELINES_VERSION = Setting(
    "accounts.guidelines_version",
    default=0,
    help=_(
        "The version of the guidelines that members must have accepted to write; 0 asks for "
        "nothing. Publishing guidelines sets it."
    ),
    least=0,
    most=1_000_000,
)
LEAVING_DAYS = Setting(
    "accounts.leaving_days",
    default=14,
    help=_(
        "For how many days members who want to leave can take it back by signing in. 0 lets them "
        "go at once."
    ),
    least=0,
    most=90,
)
ALL: list[Setting[Any]] = [ENTRY, GUIDELINES_VERSION, LEAVING_DAYS]
