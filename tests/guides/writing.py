"""Guides that a test needs, made by the actions of the brand."""

from forum.channels.models import Channel
from forum.guides import actions
from forum.guides.actions import GuidePlan
from forum.guides.models import Guide, GuideStep
from tests.support import make


def guide(channel: Channel | None = None, *, steps: int = 3, title: str = "First steps") -> Guide:
    """A published guide with so many steps."""
    made = draft(channel, steps=steps, title=title)
    actions.publish(make.admin(), made)
    return made


def draft(channel: Channel | None = None, *, steps: int = 3, title: str = "First steps") -> Guide:
    """The same before it is published."""
    admin = make.admin()
    room = channel or make.channel()
    made = actions.create(admin, GuidePlan(title, "How it all begins.", room.id))
    for number in range(1, steps + 1):
        step(made, f"Step {number}")
    return made


def step(of: Guide, title: str, body: str = "Look **closely**.") -> GuideStep:
    """One more step."""
    return actions.add_step(make.admin(), of, title, body=body)
