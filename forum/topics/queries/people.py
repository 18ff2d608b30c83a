"""People as they are named beside what they wrote: copies, to be looked at only."""

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, select

from forum.accounts.models import User
from forum.kernel.direct import Copies, Direct

# What policies and the marks beside a name ask about an author; nothing that is nobody's business.
PEOPLE = Copies(
    User,
    *(User.id, User.username, User.display_name, User.hue, User.avatar),
    *(User.role, User.standing, User.tier, User.tier_rank),
)
_BY_IDS = Direct(select(*PEOPLE.columns).where(User.id.in_(bindparam("ids", expanding=True))))


def people_by_ids(ids: Collection[int]) -> Mapping[int, User]:
    """Those who are named around the posts, by id, in one query."""
    if not ids:
        return {}
    return {row[0]: PEOPLE.make(row) for row in _BY_IDS.rows(ids=list(ids))}
