"""Asking for training before anybody decides, or no longer."""

from forum.accounts.models import User
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.moderation.settings import NEEDS_TRAINING
from forum.site import actions as site
from forum.training import policy


@action
def close_gate(admin: User) -> None:
    """Only people who have passed decide in the queue from now on. Raises Refused."""
    require(policy.can_arrange(admin))
    site.choose(admin, NEEDS_TRAINING.key, True)


@action
def open_gate(admin: User) -> None:
    """Everybody who sees the queue decides there again. Raises Refused."""
    require(policy.can_arrange(admin))
    site.choose(admin, NEEDS_TRAINING.key, False)
