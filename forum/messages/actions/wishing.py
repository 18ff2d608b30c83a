"""From whom a member takes new conversations."""

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.messages import policy
from forum.messages.models import MessageWish, Reach


@action
def choose_reach(member: User, reach: Reach) -> None:
    """Take new conversations from these people; those that are there go on."""
    require(policy.can_have_messages(member))
    row = insert(MessageWish).values(user_id=member.id, reach=reach)
    chosen = {"reach": row.excluded.reach}
    db.session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=chosen))
