"""Pages of the site that are open to visitors."""

from forum.site.views.look import bp
from forum.site.views.set_up import set_up

__all__ = ["bp", "set_up"]
