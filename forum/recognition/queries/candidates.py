"""Who may be in the spotlight of a period: the published formula, and nothing else.

What was done is read from the log; nobody's opinion enters but the nominations of members. The
same log gives the same list.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from forum.accounts import queries as accounts
from forum.accounts.models import Role, User
from forum.activity import queries as activity
from forum.activity.models import DeedKind
from forum.activity.queries import METRICS, Metric, Range
from forum.kernel import clock
from forum.kernel.db import db
from forum.messages.queries import REPORT
from forum.moderation.models import Decision, Outcome, Reviewable, Ruling
from forum.recognition import periods
from forum.recognition.models import Nomination, Spotlight, SpotlightRound
from forum.recognition.periods import Period
from forum.sanctions import queries as sanctions
from forum.sanctions.models import Sanction
from forum.topics.queries import EDIT, POST

SHORTLIST = 5
LEAST_CONTRIBUTIONS = 3
LEAST_AGE = timedelta(days=30)
CLEAN = timedelta(days=90)
PAUSE = timedelta(days=180)
# Texts that were rejected; a no at the door of a channel says nothing against anybody.
TEXTS = (POST, EDIT, REPORT)
# What the score is made of; each part is where one stands among all who are eligible, 0 to 1.
WEIGHTS = {"help": 0.35, "welcome": 0.25, "breadth": 0.2, "making": 0.1, "nominations": 0.1}
AN_ANSWER = 3
CONTRIBUTIONS = Metric("contributions", activity.CONTRIBUTING)
# Entries to challenges, featured photos and events: the forum has no deeds of these kinds yet.
MAKING: tuple[DeedKind, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A member with what they did in the period, and what comes of it."""

    user_id: int
    score: float
    contributions: int
    answers: int
    people_who_reacted: int
    help: int
    welcome: int
    breadth: int
    making: int
    nominations: int
    # Where they stand in each part, 0 to 1.
    places: Mapping[str, float] = field(default_factory=dict)
    # Never on a shortlist before.
    is_new: bool = False

    @property
    def as_row(self) -> dict[str, Any]:
        """The candidate as it is kept with a round."""
        return asdict(self)


def candidates(period: Period) -> Sequence[Candidate]:
    """Everybody who is eligible, the highest score first; of equals, who is here longer."""
    contributions = _eligible(period)
    raw = _raw(period, list(contributions))
    listed = listed_before(period)
    places = {part: _places({one: raw[one][part] for one in raw}) for part in WEIGHTS}
    found = []
    for user_id, sums in raw.items():
        mine = {part: places[part][user_id] for part in WEIGHTS}
        score = round(sum(WEIGHTS[part] * mine[part] for part in WEIGHTS), 6)
        is_new = user_id not in listed
        found.append(
            Candidate(user_id, score, contributions[user_id], **sums, places=mine, is_new=is_new)
        )
    return sorted(found, key=lambda one: (-one.score, one.user_id))


def shortlist(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The first five; the last place is kept for somebody who never stood on a list."""
    chosen = list(found[:SHORTLIST])
    if len(chosen) == SHORTLIST and not any(one.is_new for one in chosen):
        fresh = next((one for one in found[SHORTLIST:] if one.is_new), None)
        if fresh is not None:
            chosen[-1] = fresh
    return chosen


def listed_before(period: Period) -> set[int]:
    """Who stood on the shortlist of an earlier period."""
    rows = db.session.execute(select(SpotlightRound.period, SpotlightRound.candidates))
    earlier = [some for key, some in rows if periods.named(key).starts < period.starts]
    return {one["user_id"] for some in earlier for one in some}


def _eligible(period: Period) -> Mapping[int, int]:
    """Members who can be chosen, with what they contributed in the period."""
    within = Range(since=period.starts, until=period.ends)
    sums = activity.values(CONTRIBUTIONS, within)
    enough = {one: count for one, count in sums.items() if count >= LEAST_CONTRIBUTIONS}
    clean_since = period.ends - CLEAN
    query = select(User.id).where(
        User.role == Role.MEMBER,
        User.approved_at.is_not(None),
        User.deactivated_at.is_(None),
        User.created_at <= period.ends - LEAST_AGE,
        or_(User.suspended_until.is_(None), User.suspended_until < clean_since),
        or_(User.silenced_until.is_(None), User.silenced_until < clean_since),
        User.id.not_in(_violated(clean_since)),
    )
    fit = set(db.session.scalars(query)) - _shone(period)
    return {one: enough[one] for one in sorted(enough) if one in fit}


def _violated(since: datetime) -> Any:
    """Members of whom a text was rejected or removed since then, or who were sanctioned. What
    was overturned later counts as little as a text that was only put elsewhere."""
    no_breach = exists().where(
        Ruling.case_id == Reviewable.id,
        or_(Ruling.overturned_at.is_not(None), Ruling.outcome == Outcome.MOVE),
    )
    texts = select(Reviewable.about_id).where(
        Reviewable.target_kind.in_(TEXTS),
        Reviewable.decision == Decision.REJECTED,
        Reviewable.decided_at >= since,
        ~no_breach,
    )
    return texts.union(
        select(Sanction.user_id).where(sanctions.is_standing(), Sanction.starts_at >= since)
    )


def _shone(period: Period) -> set[int]:
    """Who stood in the spotlight of an earlier period not long ago."""
    since = period.ends - PAUSE
    rows = db.session.execute(
        select(Spotlight.user_id, Spotlight.period).where(Spotlight.began_at >= since)
    )
    return {who for who, key in rows if periods.named(key).starts < period.starts}


def _raw(period: Period, members: Collection[int]) -> Mapping[int, dict[str, int]]:
    within = Range(since=period.starts, until=period.ends, members=members)

    def counted(name: str) -> Mapping[int, int]:
        return activity.values(METRICS[name], within)

    answers, reacted = counted("accepted_answers"), counted("people_who_reacted")
    welcomes, breadth = counted("welcomes"), counted("people_replied_to")
    making = activity.values(Metric("making", MAKING), within) if MAKING else {}
    named = nominations(period)
    return {
        one: {
            "answers": answers.get(one, 0),
            "people_who_reacted": reacted.get(one, 0),
            "help": AN_ANSWER * answers.get(one, 0) + reacted.get(one, 0),
            "welcome": welcomes.get(one, 0),
            "breadth": breadth.get(one, 0),
            "making": making.get(one, 0),
            "nominations": named.get(one, 0),
        }
        for one in members
    }


def nominations(period: Period) -> Mapping[int, int]:
    """How many members named each one; two who name each other count for neither."""
    back = aliased(Nomination)
    mutual = select(back.author_id, back.to_id).where(back.period == period.key)
    query = (
        select(Nomination.to_id, func.count())
        .where(
            Nomination.period == period.key,
            tuple_(Nomination.to_id, Nomination.author_id).not_in(mutual),
        )
        .group_by(Nomination.to_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _places(sums: Mapping[int, int]) -> Mapping[int, float]:
    """For each member the share of the others who have less."""
    ordered = sorted(sums.values())
    others = max(1, len(ordered) - 1)
    below = {value: ordered.index(value) for value in set(ordered)}
    alone = len(ordered) == 1
    return {
        one: float(value > 0) if alone else below[value] / others for one, value in sums.items()
    }


def still_fit(user_ids: Collection[int]) -> set[int]:
    """Who of these can be asked now: much may have happened since the list was made."""
    now = clock.now()
    query = select(User).where(
        User.id.in_(user_ids),
        User.role == Role.MEMBER,
        ~accounts.leavers_among(),
        User.id.not_in(_violated(now - CLEAN)),
        User.id.not_in(select(Spotlight.user_id).where(Spotlight.began_at >= now - PAUSE)),
    )
    query = query.execution_options(populate_existing=True)
    return {one.id for one in db.session.scalars(query) if one.is_active and not one.is_silenced}
