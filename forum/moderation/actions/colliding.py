"""Two people at once: the second is told what the first did, and nothing happens twice."""

from forum.moderation.models import Reviewable


class AlreadyDecided(Exception):
    """Somebody else was quicker; the case says who, when and how."""

    def __init__(self, case: Reviewable) -> None:
        super().__init__(case.id)
        self.case_id = case.id


class CaseChanged(Exception):
    """Somebody else has changed the case since it was looked at; its record says who, and how."""

    def __init__(self, case: Reviewable) -> None:
        super().__init__(case.id)
        self.case_id = case.id


def expect_version(case: Reviewable, version: int | None) -> None:
    """Raise CaseChanged when the case is not as it was on the page that is answered."""
    if version is not None and version != case.version:
        raise CaseChanged(case)
