"""The pages of training are for those who see the queue: staff, and who looks after a channel."""

from flask import Blueprint

from forum.accounts.session import viewer
from forum.kernel.policy import require
from forum.training import policy

bp = Blueprint("training_admin", __name__, url_prefix="/admin/training")


@bp.before_request
def require_trainee() -> None:
    """Let only those pass who decide on something, or will."""
    require(policy.can_train(viewer()))
