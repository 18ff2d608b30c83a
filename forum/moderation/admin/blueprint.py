"""The pages of the queue are for those who decide on something.

Staff see all of it; those who look after a channel see the cases of their channels.
"""

from flask import Blueprint

from forum.accounts.session import viewer
from forum.kernel.policy import require
from forum.moderation.kinds import can_open_queue

bp = Blueprint("moderation_admin", __name__, url_prefix="/admin/moderation")


@bp.before_request
def require_reviewer() -> None:
    """Let only those pass who decide on something."""
    require(can_open_queue(viewer()))
