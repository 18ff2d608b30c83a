"""The doors of launches for everybody."""

from forum.launches.views import entering, lobbies, pages
from forum.launches.views.blueprint import bp

__all__ = ["bp", "entering", "lobbies", "pages"]
