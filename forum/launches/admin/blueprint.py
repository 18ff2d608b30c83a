"""Staff pages of launches."""

from forum.web.admin import staff_blueprint

bp = staff_blueprint("launches", __name__)
