"""Reading awards: what the worker compares with, what a member has, who has a badge."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import contains_eager

from forum.accounts.models import User
from forum.accounts.queries import LONGEST_KEY
from forum.badges.models import Badge, BadgeAward, BadgeKind
from forum.kernel.db import UtcDateTime, db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound


def awards_of(badge_ids: Collection[int], members: Collection[int] | None) -> Sequence[BadgeAward]:
    """Every award of these badges to these members or to all, those that were revoked too."""
    query = select(BadgeAward).where(BadgeAward.badge_id.in_(badge_ids))
    if members is not None:
        query = query.where(BadgeAward.user_id.in_(members))
    return db.session.scalars(query.order_by(BadgeAward.id)).all()


def award_keys(badge_ids: Collection[int]) -> set[tuple[int, int, str]]:
    """The same as (badge, member, occurrence), of all members; what was withdrawn is missing."""
    withdrawn = BadgeAward.revoked_at.is_not(None) & BadgeAward.revoked_by_id.is_(None)
    query = select(BadgeAward.badge_id, BadgeAward.user_id, BadgeAward.occurrence_key)
    query = query.where(BadgeAward.badge_id.in_(badge_ids), ~withdrawn)
    return {(row[0], row[1], row[2]) for row in db.session.execute(query)}


def held_by(member: User) -> Sequence[BadgeAward]:
    """What a member has, the latest first, with the badges; one query."""
    query = _with_badge().where(BadgeAward.user_id == member.id, BadgeAward.revoked_at.is_(None))
    return db.session.scalars(query.order_by(BadgeAward.at.desc(), BadgeAward.id.desc())).all()


def award_by_id(award_id: int) -> BadgeAward:
    """An award with its badge and its member. Raises NotFound."""
    query = _with_badge().join(BadgeAward.user).options(contains_eager(BadgeAward.user))
    found = db.session.scalar(query.where(BadgeAward.id == award_id))
    if found is None:
        raise NotFound
    return found


def holders(badge: Badge, after: Cursor | None = None) -> Page[BadgeAward]:
    """The awards of a badge that stand, the latest first, with their members."""
    query = (
        select(BadgeAward)
        .join(BadgeAward.user)
        .where(
            BadgeAward.badge_id == badge.id,
            BadgeAward.revoked_at.is_(None),
            User.deactivated_at.is_(None),
        )
        .options(contains_eager(BadgeAward.user))
        .order_by(BadgeAward.at.desc(), BadgeAward.id.desc())
    )
    if after is not None:
        moment = literal(after.moment, UtcDateTime)
        query = query.where(tuple_(BadgeAward.at, BadgeAward.id) < tuple_(moment, after.id))
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return Page(found[:PAGE_SIZE], cursor_at(last.at, last.id).encode() if last else None)


def holder_counts() -> Mapping[int, int]:
    """How many different members have each badge."""
    query = (
        select(BadgeAward.badge_id, func.count(BadgeAward.user_id.distinct()))
        .join(BadgeAward.user)
        .where(BadgeAward.revoked_at.is_(None), User.deactivated_at.is_(None))
        .group_by(BadgeAward.badge_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def badges() -> Sequence[Badge]:
    """Every badge, the supplied ones first."""
    return db.session.scalars(select(Badge).order_by(Badge.id)).all()


def counted_badges() -> Sequence[Badge]:
    """Those that the forum gives now by what the log says."""
    query = select(Badge).where(Badge.kind != BadgeKind.MANUAL, Badge.retired_at.is_(None))
    return [badge for badge in db.session.scalars(query.order_by(Badge.id)) if badge.is_given]


def badge_at(slug: str) -> Badge:
    """The badge at this address. Raises NotFound."""
    return _found(select(Badge).where(Badge.slug == slug))


def badge_by_id(badge_id: int) -> Badge:
    """The badge with this id. Raises NotFound."""
    return _found(select(Badge).where(Badge.id == badge_id))


def has_any_badge() -> bool:
    """Whether there are badges at all."""
    return db.session.scalar(select(Badge.id).limit(1)) is not None


def members_like(words: str) -> Sequence[User]:
    """Members whose names hold these words, by name; so many as one looks through."""
    part = words.casefold().removeprefix("@")[:LONGEST_KEY]
    query = select(User).where(
        User.approved_at.is_not(None),
        User.deactivated_at.is_(None),
        or_(
            User.name_key.contains(part, autoescape=True),
            User.display_name.contains(words[:LONGEST_KEY], autoescape=True),
        ),
    )
    return db.session.scalars(query.order_by(User.name_key).limit(PAGE_SIZE)).all()


def _found(query: Select[Badge]) -> Badge:
    badge = db.session.scalar(query)
    if badge is None:
        raise NotFound
    return badge


def _with_badge() -> Select[BadgeAward]:
    return select(BadgeAward).join(BadgeAward.badge).options(contains_eager(BadgeAward.badge))
