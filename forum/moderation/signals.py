"""What the moderation slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseOpened:
    """Something waits for a decision of staff."""

    case_id: int
    target_kind: str
    target_id: int
    about_id: int
    reason: str
    # Who got it, where a team deals its cases out.
    dealt_to_id: int | None = None


@dataclass(frozen=True)
class CaseDecided:
    """Somebody of the staff said yes or no."""

    case_id: int
    target_kind: str
    target_id: int
    about_id: int
    decision: str
    decided_by_id: int


@dataclass(frozen=True)
class CaseTouched:
    """Somebody took a case, gave it back, put it aside, passed it on, decided or took that back.

    Nobody: time did, or its question is asked no more. Of a decision this tells at once, and
    `CaseDecided` once it is carried out.
    """

    case_id: int
    target_kind: str
    # The verb of the audit log, such as `claim`.
    what: str
    by_id: int | None


@dataclass(frozen=True)
class CaseEscalated:
    """A case was passed on to the next level, from 1 to 4."""

    case_id: int
    level: int
    by_id: int
    # To whoever decides instead.
    words: str = ""


@dataclass(frozen=True)
class CaseSent:
    """A case belongs to another team now: those who sit in it, and the version it has there."""

    case_id: int
    version: int
    to_ids: tuple[int, ...]
    by_id: int
    words: str


@dataclass(frozen=True)
class CaseGiven:
    """A case is for somebody of its team; nobody gave it: a rule did, or whoever had it is gone."""

    case_id: int
    # The version that it has since then.
    version: int
    to_id: int
    by_id: int | None
    # From whoever gave it.
    words: str = ""


@dataclass(frozen=True)
class CasesFreed:
    """Cases are for everybody of their team again, because whoever had them is not there.

    The team is told that is there now, without those whom one of the cases is about.
    """

    team: str
    case_ids: tuple[int, ...]
    # The version that the first of them has since then.
    version: int
    to_ids: tuple[int, ...]


@dataclass(frozen=True)
class FlagMade:
    """A member asked the team to look at something."""

    flag_id: int
    case_id: int
    target_kind: str
    target_id: int


@dataclass(frozen=True)
class FlagsSettled:
    """The team has looked at what members flagged: who they are, and whether it agreed."""

    case_id: int
    target_kind: str
    target_id: int
    flagger_ids: tuple[int, ...]
    agreed: bool


@dataclass(frozen=True)
class HiddenByFlags:
    """Enough members flagged something: it is out of sight until the team has looked at it."""

    case_id: int
    target_kind: str
    target_id: int
    about_id: int


@dataclass(frozen=True)
class RulingMade:
    """What was decided in a case is carried out; whom it is about can read why."""

    ruling_id: int
    about_id: int
    outcome: str


@dataclass(frozen=True)
class RulingOverturned:
    """A decision was taken back, and everything is as it was before it."""

    ruling_id: int
    about_id: int
    overturned_by_id: int


@dataclass(frozen=True)
class RulingReduced:
    """A decision stands, and what was done to the member is milder now."""

    ruling_id: int
    about_id: int
    reduced_by_id: int


@dataclass(frozen=True)
class SecondNeeded:
    """A decision waits for a second person."""

    ruling_id: int
    case_id: int
    proposed_by_id: int
