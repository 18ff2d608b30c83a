"""What the feeds slice plugs in."""

from forum.feeds import fillers, settings, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="feeds",
    blueprints=[views.bp],
    settings=settings.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
)
