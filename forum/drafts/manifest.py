"""What the drafts slice plugs in."""

from forum.drafts import checks, listeners, models, queries, tasks, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="drafts",
    models=models,
    listeners=listeners.ALL,
    blueprints=[views.bp],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    tallies=[queries.DRAFTS],
)
