"""A round of feedback as one viewer finds it, for the page of its launch and its own pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import Viewer
from forum.feedback import policy, queries
from forum.feedback.models import FeedbackRound, LaunchPromise
from forum.feedback.policy import Seat, Term
from forum.launches.models import Launch


@dataclass(frozen=True)
class Mine:
    """What a viewer has to do with a round at a moment."""

    round: FeedbackRound
    seat: Seat
    now: datetime

    @property
    def term(self) -> Term | None:
        """When it is open for them."""
        return policy.term_of(self.round, self.seat) if self.seat.begun else None

    @property
    def state(self) -> str:
        """none, unused (their code), coming, open, sent (and still open), or over."""
        if self.seat.begun is None or self.round.published_at is None:
            return "none"
        term = self.term
        if term is None:
            return "unused"
        if term.is_open(self.now):
            return "sent" if self.seat.part and self.seat.part.sent_at else "open"
        return "over" if term.is_over(self.now) else "coming"


@dataclass(frozen=True)
class OnLaunch:
    """What stands on the page of a launch."""

    mine: Mine | None
    # Since when the brand owes its answer; nothing while it does not.
    owed_since: datetime | None
    promises: Sequence[LaunchPromise]

    @property
    def round(self) -> FeedbackRound | None:
        """The round, once members are asked."""
        return self.mine.round if self.mine else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        said = self.round is not None and self.round.said_at is not None
        has_part = self.mine is not None and self.mine.state != "none"
        return not (said or has_part or self.owed_since or self.promises)


def on_launch(viewer: Viewer, launch: Launch, now: datetime) -> OnLaunch:
    """What the viewer reads on the page of a launch."""
    round_ = queries.round_of(launch.id)
    promises = queries.promises_of(launch.id)
    if round_ is None or round_.published_at is None:
        return OnLaunch(None, None, promises)
    return OnLaunch(
        Mine(round_, queries.seat_of(viewer, round_), now), owed_since(round_, now), promises
    )


def owed_since(round_: FeedbackRound, now: datetime) -> datetime | None:
    """Since when the brand owes it to members to say what it heard, if it does."""
    if round_.said_at is not None:
        return None
    due_at = queries.standings_of([round_.id])[round_.id].due_at
    return due_at if due_at is not None and due_at <= now else None
