"""Verdicts: the answer of every permission question, with its reason."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol


class Person(Protocol):
    """What a slice below the accounts may ask of whoever acts."""

    @property
    def id(self) -> int: ...

    @property
    def is_admin(self) -> bool: ...


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with a reason word that the page turns into help."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOW = Verdict(True)


@cache
def deny(reason: str) -> Verdict:
    """A no with its reason word, such as `topic_closed`."""
    return Verdict(False, reason)


class Refused(Exception):
    """The action is not allowed; the verdict says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class NotFound(Exception):
    """There is no such thing, or the viewer may not know of it: both look the same."""


class Invalid(Exception):
    """What a person gave cannot be used; names the field and a reason word for the form."""

    def __init__(self, field: str, reason: str, **details: object) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.details = details


def require(verdict: Verdict) -> None:
    """Raise Refused unless the verdict allows."""
    if not verdict:
        raise Refused(verdict)
