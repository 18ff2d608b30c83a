"""What the accounts slice plugs in."""

from forum.accounts import models, session, settings, tasks, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="accounts",
    models=models,
    blueprints=[views.bp],
    settings=settings.ALL,
    gatherers=[session.seen],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
)
