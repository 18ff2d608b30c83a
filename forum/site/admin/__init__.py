"""Staff pages of the site."""

from forum.site.admin.brand import bp as brand_bp
from forum.site.admin.settings import bp as settings_bp

__all__ = ["brand_bp", "settings_bp"]
