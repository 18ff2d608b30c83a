"""What the members slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.members import checks, listeners, models, queries, views

MANIFEST = Manifest(
    name="members",
    models=models,
    blueprints=[views.bp],
    listeners=listeners.ALL,
    checks=checks.ALL,
    tallies=[queries.BLOCKS],
)
