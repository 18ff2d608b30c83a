"""Staff pages on which About, Guidelines and Privacy are written."""

from forum.pages.admin import guidelines, texts
from forum.pages.admin.blueprint import bp as pages_bp

__all__ = ["guidelines", "pages_bp", "texts"]
