"""Where the staff pages of feedback and of promises live: for those who run launches alone."""

from forum.web.admin import require_admin, staff_blueprint

feedback = staff_blueprint("feedback", __name__)
promises = staff_blueprint("promises", __name__)


@feedback.before_request
@promises.before_request
def let_in_admins() -> None:
    """Moderators read no answers, and promise nothing."""
    require_admin()
