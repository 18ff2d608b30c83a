"""Reading guides, their steps, and how far a member has come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from forum.accounts.models import Guest, User, Viewer
from forum.channels import queries as channels
from forum.channels.models import Channel, Visibility
from forum.guides import policy
from forum.guides.models import Guide, GuideRead, GuideStep
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.recent import Recent

# Beyond this, a number in an address is none of ours.
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Shelved:
    """A guide in a list: how many steps it has, and how many of them the viewer has read."""

    guide: Guide
    steps: int
    read: int

    @property
    def is_finished(self) -> bool:
        """Whether the viewer has read all of it."""
        return 0 < self.steps == self.read


@dataclass(frozen=True)
class Opened:
    """A guide with its steps in order, and the ids of those that the viewer has read."""

    guide: Guide
    steps: Sequence[GuideStep]
    read: frozenset[int]

    @property
    def is_finished(self) -> bool:
        """Whether the viewer has read all of it."""
        return bool(self.steps) and len(self.read) == len(self.steps)

    @property
    def next(self) -> GuideStep | None:
        """The first step that the viewer has not read."""
        return next((step for step in self.steps if step.id not in self.read), None)

    def at(self, position: int) -> GuideStep:
        """The step at this place. Raises NotFound."""
        if not 1 <= position <= len(self.steps):
            raise NotFound
        return self.steps[position - 1]

    def after(self, step: GuideStep) -> GuideStep | None:
        """The first step behind this one that the viewer has not read, else the first at all."""
        behind = [one for one in self.steps if one.position > step.position]
        return next((one for one in behind if one.id not in self.read), self.next)


def shelf(viewer: Viewer) -> Sequence[Shelved]:
    """Every published guide that the viewer may read, in order, with how far they have come."""
    return _shelved(viewer, policy.readable_by(viewer))


def everything(admin: User) -> Sequence[Shelved]:
    """Every guide in order, drafts too."""
    return _shelved(admin, Guide.id.is_not(None))


def opened(viewer: Viewer, guide_id: int) -> Opened:
    """A guide as the viewer reads it. Raises NotFound and Refused."""
    guide = guide_by_id(guide_id)
    seat = channels.seat_in(viewer, guide.channel)
    if not policy.can_know(viewer, guide, seat):
        raise NotFound
    require(policy.can_read(viewer, guide, seat))
    steps = steps_of(guide)
    return Opened(guide, steps, _read_by(viewer, [step.id for step in steps]))


def guide_by_id(guide_id: int) -> Guide:
    """A guide with its channel, whoever asks. Raises NotFound."""
    query = select(Guide).join(Guide.channel).options(contains_eager(Guide.channel))
    found = db.session.scalar(query.where(Guide.id == guide_id)) if guide_id <= LARGEST else None
    if found is None:
        raise NotFound
    return found


def step_by_id(step_id: int) -> GuideStep:
    """A step, whoever asks. Raises NotFound."""
    found = db.session.get(GuideStep, step_id) if step_id <= LARGEST else None
    if found is None:
        raise NotFound
    return found


def steps_of(guide: Guide) -> Sequence[GuideStep]:
    """The steps of a guide, in order."""
    query = select(GuideStep).where(GuideStep.guide_id == guide.id)
    return db.session.scalars(query.order_by(GuideStep.position, GuideStep.id)).all()


def guides() -> Sequence[Guide]:
    """Every guide, in order."""
    return db.session.scalars(select(Guide).order_by(Guide.position, Guide.id)).all()


def readers_of(guide: Guide) -> tuple[int, int]:
    """How many members have begun to read a guide, and how many have read all of it."""
    steps = select(GuideStep.id).where(GuideStep.guide_id == guide.id)
    per_member = (
        select(func.count().label("read"))
        .where(GuideRead.step_id.in_(steps))
        .group_by(GuideRead.user_id)
        .subquery()
    )
    whole = select(func.count()).select_from(GuideStep).where(GuideStep.guide_id == guide.id)
    finished = func.count().filter(per_member.c.read == whole.scalar_subquery())
    begun, done = db.session.execute(select(func.count(), finished).select_from(per_member)).one()
    return begun, done


def open_to_guests() -> Sequence[Guide]:
    """The published guides that guests may read, in order."""
    query = select(Guide).join(Guide.channel).where(policy.readable_by(Guest()))
    return db.session.scalars(query.order_by(Guide.position, Guide.id)).all()


def has_any(viewer: Viewer) -> bool:
    """Whether a guide is published that everybody of the viewer's kind may read."""
    doors = _DOORS.get()
    if viewer.is_staff:
        return bool(doors)
    return Visibility.PUBLIC in doors or (not viewer.is_guest and Visibility.MEMBERS in doors)


def titles(ids: Collection[int]) -> Mapping[int, str]:
    """What these guides are called, by id."""
    query = select(Guide.id, Guide.title).where(Guide.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def _doors() -> frozenset[Visibility]:
    query = select(Channel.visibility).join(Guide, Guide.channel_id == Channel.id)
    found = db.session.scalars(query.where(Guide.published_at.is_not(None)).distinct())
    return frozenset(Visibility(one) for one in found)


def _shelved(viewer: Viewer, which: ColumnElement[bool]) -> Sequence[Shelved]:
    of_guide = GuideStep.guide_id == Guide.id
    steps = select(func.count()).select_from(GuideStep).where(of_guide)
    read = _counted(viewer).where(of_guide)
    query = (
        select(Guide, steps.scalar_subquery(), read.scalar_subquery())
        .join(Guide.channel)
        .options(contains_eager(Guide.channel))
        .where(which)
        .order_by(Guide.position, Guide.id)
    )
    return [Shelved(*row) for row in db.session.execute(query)]


def _counted(viewer: Viewer) -> Select[int]:
    query = select(func.count()).select_from(GuideRead)
    return query.join(GuideStep, GuideStep.id == GuideRead.step_id).where(
        GuideRead.user_id == viewer.id
    )


def _read_by(viewer: Viewer, step_ids: Collection[int]) -> frozenset[int]:
    if viewer.is_guest:
        return frozenset()
    query = select(GuideRead.step_id).where(
        GuideRead.user_id == viewer.id, GuideRead.step_id.in_(step_ids)
    )
    return frozenset(db.session.scalars(query))


_DOORS = Recent(_doors)
