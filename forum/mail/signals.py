"""What the mail slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LetterRetried:
    """A letter that could not be sent is owed again, because a staff member said so."""

    letter_id: int
    by_id: int


@dataclass(frozen=True)
class AddressForgiven:
    """Letters go to a stopped address again, because a staff member said so."""

    address: str
    by_id: int
