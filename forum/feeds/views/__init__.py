"""What machines ask for: feeds, site maps, rules for robots, the web app's manifest."""

from forum.feeds.views import app_manifest, atom, robots, sitemaps
from forum.feeds.views.shell import bp

__all__ = ["app_manifest", "atom", "bp", "robots", "sitemaps"]
