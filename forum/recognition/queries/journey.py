"""How far each member has come, from the log alone, at any moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased, joinedload

from forum.accounts.models import Role, User
from forum.activity import queries as activity
from forum.activity.models import Deed, DeedKind
from forum.activity.queries import METRICS, Metric, Range
from forum.kernel.db import db
from forum.recognition.models import JourneyStage, Stage

MONTH = timedelta(days=30)
QUARTER = timedelta(days=90)
WEEK = timedelta(days=7)
WEEKS_LOOKED_AT = 8
WEEKS_OF_A_REGULAR = 4
ANSWERS_OF_AN_ADVOCATE = 3
DAYS_OF_A_MEMBER = 2
CONTRIBUTIONS = Metric("contributions", activity.CONTRIBUTING)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_MOVES = 50


@dataclass(frozen=True)
class Moves:
    """Who moved up within the week, and who slipped back."""

    up: Sequence[JourneyStage]
    back: Sequence[JourneyStage]


def midnight(day: int) -> datetime:
    """The first moment of a day that is counted from 1 January 1970."""
    return EPOCH + timedelta(days=day)


def stages_at(
    moment: datetime, members: Collection[int] | None = None, *, with_gone: bool = False
) -> Mapping[int, Stage]:
    """Where everybody stood, or these members, who were here then; also those who left since."""
    found = dict.fromkeys(_here(moment, members, with_gone=with_gone), Stage.VISITOR)
    came = _values(METRICS["days_active"], moment - MONTH, moment, members)
    wrote = _values(CONTRIBUTIONS, moment - MONTH, moment, members)
    weeks = _values(METRICS["weeks_contributed"], _weeks_before(moment), moment, members)
    answers = _values(METRICS["accepted_answers"], moment - QUARTER, moment, members)
    steps = (
        (Stage.MEMBER, {one for one, days in came.items() if days >= DAYS_OF_A_MEMBER}),
        (Stage.CONTRIBUTOR, set(wrote)),
        (Stage.REGULAR, {one for one, some in weeks.items() if some >= WEEKS_OF_A_REGULAR}),
        (Stage.ADVOCATE, {one for one, some in answers.items() if some >= ANSWERS_OF_AN_ADVOCATE}),
        (Stage.ADVOCATE, _who_brought_somebody(moment, members)),
        (Stage.ADVOCATE, set(_values(METRICS["customers_brought"], EPOCH, moment, members))),
    )
    for stage, some in steps:
        found.update((one, stage) for one in some if one in found)
    return found


def stored(members: Collection[int] | None = None) -> Sequence[JourneyStage]:
    """The stages as they were kept."""
    query = select(JourneyStage)
    if members is not None:
        query = query.where(JourneyStage.user_id.in_(members))
    return db.session.scalars(query).all()


def stored_day() -> int | None:
    """The day at whose beginning the stages were kept."""
    return db.session.scalar(select(func.max(JourneyStage.day)))


def gone_members() -> set[int]:
    """Accounts that are closed, or not let in any more."""
    gone = User.deactivated_at.is_not(None) | User.approved_at.is_(None)
    return set(db.session.scalars(select(User.id).where(gone)))


def moves() -> Moves:
    """Members who stand elsewhere than a week ago, nobody of the team; the longest way first."""
    return Moves(_moved(up=True), _moved(up=False))


def counts() -> Mapping[Stage, int]:
    """How many members stand where."""
    query = select(JourneyStage.stage, func.count()).group_by(JourneyStage.stage)
    found = {Stage(stage): count for stage, count in db.session.execute(query)}
    return {stage: found.get(stage, 0) for stage in Stage}


def _moved(*, up: bool) -> Sequence[JourneyStage]:
    ranks = {stage: stage.rank for stage in Stage}
    way = case(ranks, value=JourneyStage.stage) - case(ranks, value=JourneyStage.before)
    query = (
        select(JourneyStage)
        .join(JourneyStage.user)
        .where(
            JourneyStage.before.is_not(None),
            User.role == Role.MEMBER,
            User.deactivated_at.is_(None),
            way > 0 if up else way < 0,
        )
        .options(joinedload(JourneyStage.user))
        .order_by(way.desc() if up else way, User.last_seen_at.desc(), JourneyStage.user_id)
        .limit(MOST_MOVES)
    )
    return db.session.scalars(query).all()


def _here(moment: datetime, members: Collection[int] | None, *, with_gone: bool) -> Collection[int]:
    query = select(User.id).where(User.approved_at < moment)
    still = User.deactivated_at.is_(None)
    query = query.where(still | (User.deactivated_at >= moment) if with_gone else still)
    if members is not None:
        query = query.where(User.id.in_(members))
    return db.session.scalars(query).all()


def _values(
    metric: Metric, since: datetime, until: datetime, members: Collection[int] | None
) -> Mapping[int, int]:
    return activity.values(metric, Range(since=since, until=until, members=members))


def _weeks_before(moment: datetime) -> datetime:
    """Monday of the week before the moment, and seven weeks back."""
    day = (moment - timedelta(microseconds=1)).astimezone(UTC)
    monday = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=day.weekday())
    return monday - (WEEKS_LOOKED_AT - 1) * WEEK


def _who_brought_somebody(moment: datetime, members: Collection[int] | None) -> set[int]:
    """Whose guest came at least a month before and was here within the last month."""
    visit = aliased(Deed)
    query = (
        select(Deed.who_id)
        .join(visit, visit.who_id == Deed.to_id)
        .where(
            Deed.kind == DeedKind.INVITED,
            Deed.stands.is_(True),
            Deed.at < moment - MONTH,
            Deed.who_id != Deed.to_id,
            visit.kind == DeedKind.VISITED,
            visit.at >= moment - MONTH,
            visit.at < moment,
        )
        .distinct()
    )
    if members is not None:
        query = query.where(Deed.who_id.in_(members))
    return {found for found in db.session.scalars(query) if found is not None}
