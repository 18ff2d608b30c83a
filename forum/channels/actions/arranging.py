"""Making channels and changing them. Admins do this."""

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.channels import policy
from forum.channels.actions.plans import Plan, free_slug, write
from forum.channels.models import Channel
from forum.channels.signals import ChannelCreated
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action


@action
def create(admin: User, plan: Plan) -> Channel:
    """Open a new channel at the end of its section. Raises Invalid when the plan cannot be."""
    require(policy.can_arrange(admin))
    channel = Channel(slug=free_slug(plan), position=_last_position(plan.section_id) + 1)
    write(channel, plan)
    db.session.add(channel)
    db.session.flush()
    announce(ChannelCreated(channel.id, admin.id))
    return channel


def _last_position(section_id: int | None) -> int:
    in_section = select(func.max(Channel.position)).where(Channel.section_id == section_id)
    return db.session.scalar(in_section) or 0
