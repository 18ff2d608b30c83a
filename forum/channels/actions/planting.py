"""The first channels of a fresh site."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import exists, select

from forum.accounts.models import User
from forum.channels.actions.arranging import create
from forum.channels.actions.ordering import create_section
from forum.channels.actions.plans import Plan
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def plant(admin: User, starters: Mapping[str, Sequence[Plan]]) -> None:
    """Open these channels under their headings, unless there are channels already."""
    if db.session.scalar(select(exists().where(Channel.id.is_not(None)))):
        return
    for heading, plans in starters.items():
        section = create_section(admin, heading)
        for plan in plans:
            create(admin, replace(plan, section_id=section.id))
