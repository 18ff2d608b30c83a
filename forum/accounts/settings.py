"""Settings of the door: how new people come in."""

from enum import StrEnum

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
ALL = [ENTRY]
