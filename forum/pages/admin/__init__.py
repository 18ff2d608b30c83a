"""Staff pages on which About, Guidelines and Privacy are written."""

from forum.pages.admin import guidelines, texts, translations
from forum.pages.admin.blueprint import bp as pages_bp

__all__ = ["guidelines", "pages_bp", "texts", "translations"]
