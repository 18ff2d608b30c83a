"""What the reactions slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.reactions import checks, fillers, listeners, models, views

MANIFEST = Manifest(
    name="reactions",
    models=models,
    listeners=listeners.ALL,
    blueprints=[views.bp],
    slots=fillers.ALL,
    checks=checks.ALL,
)
