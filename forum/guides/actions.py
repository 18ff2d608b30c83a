"""Every write to guides: the brand writes and arranges them, members say what they have read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select, update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.guides import policy, queries
from forum.guides.models import Guide, GuideRead, GuideStep
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.markup.render import render
from forum.markup.typed import clean
from forum.uploads import actions as uploads
from forum.uploads import queries as pictures

KIND = "guide"
STEP = "guide_step"
# Nobody else adds, moves or removes meanwhile.
TURN = "guides.order"


class Way(StrEnum):
    """One place up or down."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class GuidePlan:
    """What a guide is to be; its channel says who reads it."""

    title: str
    summary: str
    channel_id: int


@action
def create(admin: User, plan: GuidePlan) -> Guide:
    """Begin a guide, as a draft behind all others. Raises Invalid."""
    require(policy.can_arrange(admin))
    wait_for_turn(TURN)
    there = len(queries.guides())
    if there >= policy.MOST_GUIDES:
        raise Invalid("title", "too_many", most=policy.MOST_GUIDES)
    guide = Guide(position=there + 1, created_by_id=admin.id)
    _apply(guide, plan)
    db.session.add(guide)
    db.session.flush()
    audit.record(admin, "guides.create", KIND, guide.id, after=_told(guide))
    return guide


@action
def change(admin: User, guide: Guide, plan: GuidePlan) -> None:
    """Write its title and summary anew, or let others read it. Raises Invalid."""
    require(policy.can_arrange(admin))
    before = _told(guide)
    _apply(guide, plan)
    after = _told(guide)
    if before != after:
        audit.record(admin, "guides.change", KIND, guide.id, before=before, after=after)
    for step in queries.steps_of(guide):
        _place(guide, step)


@action
def publish(admin: User, guide: Guide) -> None:
    """Let those read it who read its channel; twice is once."""
    require(policy.can_publish(admin, steps=len(queries.steps_of(guide))))
    if not guide.is_published:
        guide.published_at, guide.published_by_id = clock.now(), admin.id
        audit.record(admin, "guides.publish", KIND, guide.id, after={"title": guide.title})


@action
def take_back(admin: User, guide: Guide) -> None:
    """Make it a draft again; what members have read of it stays."""
    require(policy.can_arrange(admin))
    if guide.is_published:
        guide.published_at, guide.published_by_id = None, None
        audit.record(admin, "guides.take_back", KIND, guide.id, after={"title": guide.title})


@action
def move(admin: User, guide: Guide, *, way: Way) -> None:
    """Move a guide one place among all; at the end of the row nothing happens."""
    require(policy.can_arrange(admin))
    wait_for_turn(TURN)
    if _shift(list(queries.guides()), guide, way):
        after = {"title": guide.title, "position": guide.position}
        audit.record(admin, "guides.move", KIND, guide.id, after=after)


@action
def remove(admin: User, guide: Guide) -> None:
    """Remove a draft with all its steps and what members had read of it."""
    require(policy.can_remove(admin, guide))
    wait_for_turn(TURN)
    audit.record(admin, "guides.remove", KIND, guide.id, before={"title": guide.title})
    for step in queries.steps_of(guide):
        _drop(step)
    db.session.delete(guide)
    db.session.flush()
    _number(queries.guides())


@action
def add_step(admin: User, guide: Guide, title: str, *, body: str) -> GuideStep:
    """Add a step at the end. Raises Invalid."""
    require(policy.can_arrange(admin))
    wait_for_turn(TURN)
    there = len(queries.steps_of(guide))
    if there >= policy.MOST_STEPS:
        raise Invalid("title", "too_many", most=policy.MOST_STEPS)
    step = GuideStep(guide_id=guide.id, position=there + 1)
    _write(step, title, body)
    db.session.add(step)
    db.session.flush()
    _place(guide, step)
    audit.record(admin, "guides.add_step", STEP, step.id, after=_told_of(guide, step))
    return step


@action
def change_step(admin: User, guide: Guide, step: GuideStep, *, title: str, body: str) -> None:
    """Write a step anew; who has read it has read it. Raises Invalid."""
    require(policy.can_arrange(admin))
    before = _told_of(guide, step)
    _write(step, title, body)
    _place(guide, step)
    after = _told_of(guide, step)
    audit.record(admin, "guides.change_step", STEP, step.id, before=before, after=after)


@action
def move_step(admin: User, guide: Guide, step: GuideStep, *, way: Way) -> None:
    """Move a step one place; at the end of the row nothing happens."""
    require(policy.can_arrange(admin))
    wait_for_turn(TURN)
    if _shift(list(queries.steps_of(guide)), step, way):
        after = _told_of(guide, step) | {"position": step.position}
        audit.record(admin, "guides.move_step", STEP, step.id, after=after)


@action
def remove_step(admin: User, guide: Guide, step: GuideStep) -> None:
    """Remove a step; those behind it move up."""
    wait_for_turn(TURN)
    require(policy.can_remove_step(admin, guide, steps=len(queries.steps_of(guide))))
    audit.record(admin, "guides.remove_step", STEP, step.id, before=_told_of(guide, step))
    _drop(step)
    _number(queries.steps_of(guide))


@action
def mark_read(member: User, step: GuideStep) -> None:
    """Keep that the member has read a step; twice is once. Raises NotFound and Refused."""
    guide = queries.guide_by_id(step.guide_id)
    seat = channels.seat_in(member, guide.channel)
    if not policy.can_know(member, guide, seat):
        raise NotFound
    require(policy.can_mark(member, guide, seat))
    row = insert(GuideRead).values(user_id=member.id, step_id=step.id, at=clock.now())
    db.session.execute(row.on_conflict_do_nothing(index_elements=["user_id", "step_id"]))


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one account has read and written, the other has; each step is read once."""
    known = select(GuideRead.step_id).where(GuideRead.user_id == into_id)
    twice = delete(GuideRead).where(GuideRead.user_id == from_id, GuideRead.step_id.in_(known))
    db.session.execute(twice.execution_options(synchronize_session=False))
    theirs = GuideRead.user_id, Guide.created_by_id, Guide.published_by_id
    handover.hand_over(*theirs, from_id=from_id, into_id=into_id)


@action
def follow_channel(from_id: int, into_id: int) -> None:
    """The guides of a channel that was merged belong to the other, and their pictures too."""
    moved = update(Guide).where(Guide.channel_id == from_id).values(channel_id=into_id)
    found = db.session.scalars(moved.returning(Guide.id)).all()
    for guide_id in found:
        guide = queries.guide_by_id(guide_id)
        for step in queries.steps_of(guide):
            _place(guide, step)


def _apply(guide: Guide, plan: GuidePlan) -> None:
    guide.title = _line("title", plan.title, policy.LONGEST_TITLE)
    if not guide.title:
        raise Invalid("title", "empty")
    guide.summary = _line("summary", plan.summary, policy.LONGEST_SUMMARY)
    found = channels.channels_by_ids([plan.channel_id]).get(plan.channel_id)
    if found is None or found.merged_into_id is not None:
        raise Invalid("channel_id", "unknown")
    guide.channel_id = found.id


def _write(step: GuideStep, title: str, body: str) -> None:
    step.title = _line("title", title, policy.LONGEST_TITLE)
    if not step.title:
        raise Invalid("title", "empty")
    step.body = clean(body.replace("\r\n", "\n").strip())
    if not step.body:
        raise Invalid("body", "empty")
    if len(step.body) > policy.LONGEST_BODY:
        raise Invalid("body", "too_long", most=policy.LONGEST_BODY)
    step.html = render(step.body, pictures.writing_site(), anchor="step").html
    step.changed_at = clock.now()


def _place(guide: Guide, step: GuideStep) -> None:
    """Who reads the channel may see the pictures of the step."""
    shown = render(step.body, pictures.writing_site(), anchor="step").uploads
    uploads.place(STEP, step.id, shown, door="channel", door_id=guide.channel_id)


def _drop(step: GuideStep) -> None:
    handover.let_go(GuideRead.step_id, of=step.id)
    uploads.place(STEP, step.id, (), door="site", door_id=0)
    db.session.delete(step)
    db.session.flush()


def _shift(row: list[Guide] | list[GuideStep], one: Guide | GuideStep, way: Way) -> bool:
    """Change places with the neighbour; whether there was one."""
    here = [other.id for other in row].index(one.id)
    there = here + (1 if way == Way.DOWN else -1)
    if not 0 <= there < len(row):
        return False
    row.insert(there, row.pop(here))  # type: ignore[arg-type]
    _number(row)
    return True


def _number(row: Sequence[Guide | GuideStep]) -> None:
    for position, one in enumerate(row, start=1):
        one.position = position


def _line(field: str, typed: str, most: int) -> str:
    words = " ".join(clean(typed).split())
    if len(words) > most:
        raise Invalid(field, "too_long", most=most)
    return words


def _told(guide: Guide) -> dict[str, object]:
    return {name: getattr(guide, name) for name in ("title", "summary", "channel_id")}


def _told_of(guide: Guide, step: GuideStep) -> dict[str, object]:
    return {"guide": guide.title, "title": step.title}
