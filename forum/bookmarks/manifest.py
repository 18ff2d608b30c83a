"""What the bookmarks slice plugs in."""

from forum.bookmarks import checks, fillers, listeners, models, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="bookmarks",
    models=models,
    listeners=listeners.ALL,
    blueprints=[views.bp],
    slots=fillers.ALL,
    checks=checks.ALL,
)
