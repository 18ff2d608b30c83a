"""Who is asked, and who reads what was said."""

from datetime import datetime, timedelta
from hashlib import sha256

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny

# One of so many is asked.
ONE_OF = 10
ACTIVE = timedelta(days=30)
# Sums of fewer answers could tell who gave which.
FEWEST = 5


def quarter_of(moment: datetime) -> str:
    """The quarter of a moment in UTC, such as 2026-Q4."""
    return f"{moment.year:04}-Q{(moment.month - 1) // 3 + 1}"


def is_drawn(user_id: int, quarter: str) -> bool:
    """Whether chance picks this member in this quarter: the same answer whenever it is asked."""
    drawn = sha256(f"belonging:{quarter}:{user_id}".encode()).digest()
    return int.from_bytes(drawn[:8]) % ONE_OF == 0


def can_answer(viewer: Viewer, *, is_asked: bool) -> Verdict:
    """Whether the viewer may answer now: those who are asked may, once."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return ALLOW if is_asked else deny("not_asked")


def can_read(viewer: Viewer) -> Verdict:
    """Whether the viewer reads what all said together."""
    return ALLOW if viewer.is_staff else deny("staff_only")
