"""Reading who is trained: everybody who sees the queue, with what they have passed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.channels.models import ChannelMember, ChannelRole
from forum.kernel.db import db
from forum.training.models import Attempt
from forum.training.queries.course import certificates


@dataclass(frozen=True)
class Trainee:
    """Somebody who sees the queue, and the certificate that counts longest."""

    user: User
    certificate: Attempt | None

    @property
    def keeps(self) -> bool:
        """Whether they decide when training is asked for."""
        return self.user.is_admin or self.user.is_trained


def people() -> Sequence[Trainee]:
    """The team and those who look after a channel, who can come in: by name, in three queries."""
    team = {user.id: user for user in [*accounts.staff(), *_of_channels()]}
    here = [user for user in team.values() if user.is_active]
    passed = certificates([user.id for user in here])
    ordered = sorted(here, key=lambda user: user.display_name.casefold())
    return [Trainee(user, passed.get(user.id)) for user in ordered]


def _of_channels() -> Sequence[User]:
    seats = select(ChannelMember.user_id).where(ChannelMember.role == ChannelRole.MODERATOR)
    return db.session.scalars(select(User).where(User.id.in_(seats)).order_by(User.id)).all()
