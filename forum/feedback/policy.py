"""Who is asked for feedback and until when, who reads what was said, and who answers for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.accounts.models import Guest, Viewer
from forum.feedback.days import Days
from forum.feedback.models import (
    FeedbackPart,
    FeedbackRound,
    LaunchPromise,
    QuestionKind,
    Starts,
)
from forum.kernel.policy import ALLOW, Verdict, deny

# So long members use what they got before they are asked, and so long they may answer.
USING = timedelta(days=7)
OPEN_FOR = timedelta(days=14)
# When whoever has not answered is reminded, counted from the opening.
REMINDERS = (timedelta(days=3), timedelta(days=10))
# So long after the first answers are final the brand says what it heard.
DEBT = timedelta(days=21)
LAST_SECOND = timedelta(seconds=1)
MOST_QUESTIONS = 10
LONGEST_QUESTION = 300
CHOICES = range(2, 11)
LONGEST_CHOICE = 100
LONGEST_ANSWER = 2_000
LONGEST_SAID = 5_000
LONGEST_PROMISE = 500
# What the numbers of an answer can be.
SCALES = {QuestionKind.SCALE: range(1, 6), QuestionKind.RECOMMEND: range(11)}
CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
# Of 0 to 10: who recommends it, and who warns others of it.
PROMOTERS, DETRACTORS = range(9, 11), range(7)
# Figures of fewer answers would tell who said what.
FEWEST = 5


@dataclass(frozen=True)
class Begun:
    """Whether somebody got one, with a code or without, and since when they have used it."""

    claimed_at: datetime
    has_code: bool = False
    used_at: datetime | None = None


@dataclass(frozen=True)
class Term:
    """From when until when a member answers."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether they may answer at this moment."""
        return self.opens_at <= now and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Whether what they said is final."""
        return now >= self.closes_at + LAST_SECOND


@dataclass(frozen=True)
class Seat:
    """What the rules ask of a member in a round: nothing where they have no part in it."""

    begun: Begun | None = None
    part: FeedbackPart | None = None


def term_of(round_: FeedbackRound, seat: Seat) -> Term | None:
    """When it is open for the member; nothing for who has no part in it, or has not used what they
    got. A round that was published later gives everybody all of its days."""
    if seat.part is not None:
        return Term(seat.part.opens_at, seat.part.closes_at)
    if seat.begun is None or round_.published_at is None:
        return None
    since = counted_from(round_, seat.begun)
    if since is None:
        return None
    opens_at = max(since, round_.published_at)
    return Term(opens_at, opens_at + OPEN_FOR)


def counted_from(round_: FeedbackRound, begun: Begun) -> datetime | None:
    """When it would open for somebody, whenever the round is published."""
    if round_.starts == Starts.CLAIMED or not begun.has_code:
        return begun.claimed_at
    return begun.used_at + USING if begun.used_at else None


def can_answer(viewer: Viewer, round_: FeedbackRound, seat: Seat, now: datetime) -> Verdict:
    """Whether the viewer may answer now, or change what they said."""
    if isinstance(viewer, Guest):
        return deny("sign_in_needed")
    if seat.begun is None or round_.published_at is None:
        return deny("feedback_not_yours")
    term = term_of(round_, seat)
    if term is None or now < term.opens_at:
        return deny("feedback_not_open")
    return ALLOW if term.is_open(now) else deny("feedback_closed")


def can_read_results(viewer: Viewer, round_: FeedbackRound, seat: Seat, now: datetime) -> Verdict:
    """Whether the viewer reads what all said together: who took part, once their own answers are
    final, and those who run the launch."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if viewer.is_admin:
        return ALLOW
    if seat.begun is None or round_.published_at is None:
        return deny("feedback_not_yours")
    term = term_of(round_, seat)
    return ALLOW if term is not None and term.is_over(now) else deny("feedback_results_later")


def can_run(viewer: Viewer) -> Verdict:
    """Whether the viewer makes forms, reads every answer, answers for the brand and promises."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_build(viewer: Viewer, round_: FeedbackRound) -> Verdict:
    """Whether the form can be changed: nobody is asked yet."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("feedback_published") if round_.published_at else ALLOW


def can_take_back(viewer: Viewer, round_: FeedbackRound, *, answers: int) -> Verdict:
    """Whether the form can become a draft again: nobody has typed anything into it, and the brand
    has not said what it heard."""
    if not viewer.is_admin:
        return deny("admins_only")
    if round_.published_at is None:
        return deny("feedback_is_draft")
    if round_.said_at is not None:
        return deny("feedback_said")
    return deny("feedback_answered") if answers else ALLOW


def can_keep(viewer: Viewer, promise: LaunchPromise) -> Verdict:
    """Whether the viewer may say that it is kept, or say it anew."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("promise_kept") if promise.done_at else ALLOW


def is_late(promise: LaunchPromise, days: Days) -> bool:
    """Whether its day has passed without it, or passed before it was kept."""
    return (days.of(promise.done_at) if promise.done_at else days.today) > promise.due
