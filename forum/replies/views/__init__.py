"""Pages of saved replies outside the staff pages: using them, complaints, and what members say."""

from forum.replies.views import complaining, using
from forum.replies.views.blueprint import bp

__all__ = ["bp", "complaining", "using"]
