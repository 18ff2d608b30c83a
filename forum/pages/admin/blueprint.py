"""The blueprint to which the staff pages of this slice belong."""

from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("pages", __name__)
bp.before_request(require_admin)
