"""Why a letter did not go out, in words that people know."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

# What an error's text begins with, or holds; the first that fits counts.
MARKS: Mapping[re.Pattern[str], Any] = {
    re.compile(r"no mail address"): _("This member has no mail address."),
    re.compile(r"ConnectionRefused"): _(
        "The mail server did not answer: nothing listens at its address."
    ),
    re.compile(r"gaierror|Name or service"): _("The mail server was not found under its name."),
    re.compile(r"[Tt]imeout|timed out"): _("The mail server took too long to answer."),
    re.compile(r"ServerDisconnected|ConnectionReset|BrokenPipe"): _("The mail server hung up."),
    re.compile(r"no TLS"): _("The mail server offers no safe line, so the password was not sent."),
    re.compile(r"SMTPAuthentication"): _("The mail server did not take name and password."),
    re.compile(r"[Cc]ertificate|SSL"): _("The mail server could not show who it is."),
    re.compile(r"\b(452|552)\b|[Qq]uota|mailbox full"): _("The mailbox is full."),
    re.compile(r"\b(550|551|553)\b|5\.1\."): _(
        "There is no such mailbox, or it takes nothing from here."
    ),
    re.compile(r"\b554\b|5\.7\."): _("The receiving server refused the letter."),
    re.compile(r"\b4\d\d\b"): _("The mail server asked for another try later."),
    re.compile(r"No space|Errno 28"): _("There is no room left on the disk."),
}
OTHER = _("It could not be sent.")


def plain(error: str | None) -> str:
    """The reason in one sentence; empty when there was no trouble."""
    if not error:
        return ""
    found = (words for mark, words in MARKS.items() if mark.search(error))
    return str(next(found, OTHER))
