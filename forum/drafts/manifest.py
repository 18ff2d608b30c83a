"""What the drafts slice plugs in."""

from forum.drafts import checks, models, tasks, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="drafts",
    models=models,
    blueprints=[views.bp],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
