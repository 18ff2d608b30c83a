"""The blueprint to which the staff pages of this slice belong."""

from forum.web.admin import staff_blueprint

bp = staff_blueprint("accounts", __name__)
