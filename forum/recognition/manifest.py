"""What the recognition slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.recognition import fillers, listeners, models, settings, views

MANIFEST = Manifest(
    name="recognition",
    models=models,
    blueprints=[views.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    slots=fillers.ROWS,
)
