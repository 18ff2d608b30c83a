"""Mail addresses: checked by their form, and kept in one form."""

from email_validator import EmailNotValidError, validate_email

from forum.kernel import tokens
from forum.kernel.policy import Invalid

LONGEST = 254
# A domain that exists nowhere and never will: no letter is ever sent to it.
NOWHERE = "nowhere.invalid"


def normalised(typed: str) -> str:
    """The address in small letters, its domain as mail servers spell it.

    Raises Invalid for the field `email` when it cannot be a mail address.
    """
    try:
        found = validate_email(
            typed.strip(),
            check_deliverability=False,
            globally_deliverable=False,
            allow_smtputf8=False,
        )
    except EmailNotValidError as error:
        raise Invalid("email", "email_invalid") from error
    address = (found.ascii_email or "").casefold()
    domain = address.partition("@")[2]
    if not address or len(address) > LONGEST or "." not in domain or domain == NOWHERE:
        raise Invalid("email", "email_invalid")
    return address


def problem(typed: str) -> str:
    """The reason word why this cannot be a mail address; empty when it can."""
    try:
        normalised(typed)
    except Invalid as error:
        return error.reason
    return ""


def looked_up(typed: str) -> str:
    """The address to search for; one that cannot be is searched for as it is, and not found."""
    try:
        return normalised(typed)
    except Invalid:
        return typed.strip().casefold().replace("\x00", "\ufffd")[:LONGEST]


def nowhere() -> str:
    """An address for somebody who has none here, unlike any other; no letter ever goes there."""
    return f"{tokens.new_public_id().casefold()}@{NOWHERE}"
