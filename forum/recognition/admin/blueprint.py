"""Staff pages of recognition."""

from forum.web.admin import staff_blueprint

bp = staff_blueprint("recognition", __name__)
