"""Sections, and the order of everything in the navigation."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import func, select, update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import policy
from forum.channels.models import Channel, Section
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action


class Direction(StrEnum):
    """One step in the navigation."""

    UP = "up"
    DOWN = "down"


Placed = TypeVar("Placed", Channel, Section)


@action
def create_section(admin: User, name: str) -> Section:
    """Add a heading at the end. Raises Invalid without a name."""
    require(policy.can_arrange(admin))
    last = db.session.scalar(select(func.max(Section.position))) or 0
    section = Section(name=_named(name), position=last + 1)
    db.session.add(section)
    db.session.flush()
    audit.record(admin, "channels.create_section", "section", section.id, after={"name": name})
    return section


@action
def rename_section(admin: User, section: Section, name: str) -> None:
    """Give a heading another name. Raises Invalid without one."""
    require(policy.can_arrange(admin))
    before, section.name = section.name, _named(name)
    audit.record(
        admin,
        "channels.rename_section",
        "section",
        section.id,
        before={"name": before},
        after={"name": section.name},
    )


@action
def remove_section(admin: User, section: Section) -> None:
    """Take a heading away; its channels stand without one until they are put elsewhere."""
    require(policy.can_arrange(admin))
    left = update(Channel).where(Channel.section_id == section.id).values(section_id=None)
    db.session.execute(left)
    audit.record(
        admin, "channels.remove_section", "section", section.id, before={"name": section.name}
    )
    db.session.delete(section)


@action
def move(admin: User, channel: Channel, direction: Direction) -> None:
    """Move the channel one step within its section; at the end of it nothing happens."""
    require(policy.can_arrange(admin))
    in_section = (
        select(Channel)
        .where(
            Channel.section_id == channel.section_id,
            Channel.archived_at.is_(None),
            Channel.merged_into_id.is_(None),
        )
        .order_by(Channel.position, Channel.id)
    )
    _step(db.session.scalars(in_section).all(), channel, direction)
    audit.record(admin, "channels.move", "channel", channel.id, after={"direction": direction})


@action
def move_section(admin: User, section: Section, direction: Direction) -> None:
    """Move a heading with everything under it one step."""
    require(policy.can_arrange(admin))
    every = db.session.scalars(select(Section).order_by(Section.position, Section.id)).all()
    _step(every, section, direction)
    audit.record(
        admin, "channels.move_section", "section", section.id, after={"direction": direction}
    )


def _step(row: Sequence[Placed], thing: Placed, direction: Direction) -> None:
    """Number all anew in their present order, with the thing and its neighbour changed over."""
    order = list(row)
    here = next((at for at, one in enumerate(order) if one.id == thing.id), None)
    there = None if here is None else here + (1 if direction == Direction.DOWN else -1)
    if here is not None and there is not None and 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        one.position = position


def _named(name: str) -> str:
    if not name.strip():
        raise Invalid("name", "empty")
    return name.strip()
