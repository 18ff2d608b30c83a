"""Reading rounds, offers and spotlights, and what members did that speaks for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import User, Viewer
from forum.activity.models import Deed, DeedKind
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.recognition import periods
from forum.recognition.models import Nomination, Spotlight, SpotlightOffer, SpotlightRound
from forum.recognition.periods import Period
from forum.recognition.settings import RHYTHM
from forum.topics.models import Post, State, Topic

MOST_EVIDENCE = 4
MOST_ROUNDS = 24
# What was loaded before may have been answered since.
FRESH = {"populate_existing": True}


@dataclass(frozen=True)
class Evidence:
    """Something that a candidate wrote, and why it speaks for them."""

    kind: DeedKind
    post_id: int
    title: str


def present_period() -> Period:
    """The month or week that runs now."""
    return periods.at(clock.now(), RHYTHM.get())


def last_period() -> Period:
    """The last month or week that is over."""
    return periods.before(present_period())


def rounds() -> Sequence[SpotlightRound]:
    """The latest rounds, newest first."""
    query = select(SpotlightRound).order_by(SpotlightRound.made_at.desc(), SpotlightRound.id.desc())
    return db.session.scalars(query.limit(MOST_ROUNDS)).all()


def round_by_id(round_id: int) -> SpotlightRound:
    """A round as it is at this moment. Raises NotFound."""
    found = db.session.get(SpotlightRound, round_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def has_round(period: str) -> bool:
    """Whether the shortlist of a period was made."""
    query = select(SpotlightRound.id).where(SpotlightRound.period == period)
    return db.session.scalar(query) is not None


def offers_of(round_id: int) -> Mapping[int, SpotlightOffer]:
    """The offers of a round by member, as they are at this moment."""
    query = select(SpotlightOffer).where(SpotlightOffer.round_id == round_id)
    return {offer.user_id: offer for offer in db.session.scalars(query.execution_options(**FRESH))}


def offer_by_id(offer_id: int) -> SpotlightOffer:
    """An offer with its member and round, as they are at this moment. Raises NotFound."""
    query = select(SpotlightOffer).where(SpotlightOffer.id == offer_id)
    query = query.options(joinedload(SpotlightOffer.user), joinedload(SpotlightOffer.round))
    found = db.session.scalars(query.execution_options(**FRESH)).one_or_none()
    if found is None:
        raise NotFound
    return found


def open_offer_to(member: User) -> SpotlightOffer | None:
    """The question that waits for this member."""
    query = select(SpotlightOffer).where(
        SpotlightOffer.user_id == member.id,
        SpotlightOffer.answer.is_(None),
        SpotlightOffer.until > clock.now(),
    )
    return db.session.scalars(query.order_by(SpotlightOffer.id.desc()).limit(1)).first()


def offers_to(user_id: int) -> Sequence[SpotlightOffer]:
    """Every question to a member, with its round."""
    query = select(SpotlightOffer).where(SpotlightOffer.user_id == user_id)
    whole = query.options(joinedload(SpotlightOffer.round))
    return db.session.scalars(whole.execution_options(**FRESH)).all()


def offers_overdue() -> Sequence[SpotlightOffer]:
    """Offers that nobody answered in time."""
    query = select(SpotlightOffer).where(
        SpotlightOffer.answer.is_(None), SpotlightOffer.until <= clock.now()
    )
    whole = query.options(joinedload(SpotlightOffer.round))
    return db.session.scalars(whole.execution_options(**FRESH)).all()


def rounds_waiting() -> int:
    """How many rounds wait for the choice of the team."""
    asked = select(SpotlightOffer.round_id)
    query = select(SpotlightRound.id).where(
        SpotlightRound.closed_at.is_(None), SpotlightRound.id.not_in(asked)
    )
    return len(db.session.scalars(query).all())


def spotlights_by_period(rounds: Collection[SpotlightRound]) -> Mapping[str, Spotlight]:
    """Who stood in the spotlights of these rounds, by period; one query."""
    periods_of = [one.period for one in rounds]
    query = select(Spotlight).options(joinedload(Spotlight.user))
    found = db.session.scalars(query.where(Spotlight.period.in_(periods_of)))
    return {one.period: one for one in found}


def spotlight_of(period: str) -> Spotlight | None:
    """Who stood in the spotlight of a period."""
    query = select(Spotlight).options(joinedload(Spotlight.user)).where(Spotlight.period == period)
    return db.session.scalars(query).one_or_none()


def now_shown(now: datetime) -> Select[Spotlight]:
    """The spotlight that stands on the front page at this moment, joined with its member."""
    query = select(Spotlight).join(Spotlight.user).where(_is_here(now), Spotlight.ends_at > now)
    return query.order_by(Spotlight.began_at.desc()).limit(1)


def spotlights(after: Cursor | None) -> Page[Spotlight]:
    """Everybody who stood in the spotlight, newest first."""
    query = _shown()
    if after is not None:
        earlier = and_(Spotlight.began_at == after.moment, Spotlight.id < after.id)
        query = query.where(or_(Spotlight.began_at < after.moment, earlier))
    query = query.order_by(Spotlight.began_at.desc(), Spotlight.id.desc()).limit(PAGE_SIZE + 1)
    found = db.session.scalars(query).all()
    rows = found[:PAGE_SIZE]
    more = cursor_at(rows[-1].began_at, rows[-1].id).encode() if len(found) > PAGE_SIZE else None
    return Page(rows, more)


def nomination_of(member: User, period: str) -> Nomination | None:
    """Whom a member named for a period."""
    query = select(Nomination).where(Nomination.author_id == member.id, Nomination.period == period)
    return db.session.scalars(query).one_or_none()


def evidence(
    viewer: Viewer, period: Period, members: Collection[int]
) -> Mapping[int, Sequence[Evidence]]:
    """A few posts of each member that speak for them and that the viewer may read: accepted
    answers and welcomes."""
    found: dict[int, list[Evidence]] = {one: [] for one in members}
    for kind, who_id, to_id, post_id, title in db.session.execute(_deeds(viewer, period, members)):
        whose = to_id if kind == DeedKind.ACCEPTED else who_id
        if whose is not None and len(mine := found[whose]) < MOST_EVIDENCE:
            mine.append(Evidence(DeedKind(kind), post_id, title))
    return found


def _deeds(viewer: Viewer, period: Period, members: Collection[int]) -> Select[*tuple[Any, ...]]:
    answered = and_(Deed.kind == DeedKind.ACCEPTED, Deed.to_id.in_(members))
    welcomed = and_(Deed.kind == DeedKind.WELCOMED, Deed.who_id.in_(members))
    return (
        select(Deed.kind, Deed.who_id, Deed.to_id, Post.id, Topic.title)
        .join(Post, Post.id == Deed.thing_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            Deed.thing_kind == "post",
            or_(answered, welcomed),
            Deed.stands.is_(True),
            Deed.who_id != Deed.to_id,
            Deed.at >= period.starts,
            Deed.at < period.ends,
            Post.state == State.PUBLISHED,
            Topic.state == State.PUBLISHED,
            channels.readable_by(viewer),
        )
        .order_by(Deed.kind, Deed.id)
    )


def _shown() -> Select[Spotlight]:
    """Those who can be met here."""
    query = select(Spotlight).join(Spotlight.user).where(_is_here(clock.now()))
    return query.options(contains_eager(Spotlight.user))


def _is_here(now: datetime) -> ColumnElement[bool]:
    over = User.suspended_until.is_(None) | (User.suspended_until < now)
    return User.deactivated_at.is_(None) & over
