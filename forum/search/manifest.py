"""What the search slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.search import checks, cli, fillers, listeners, models, settings, tasks, views

MANIFEST = Manifest(
    name="search",
    models=models,
    blueprints=[views.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    page_slots=fillers.PAGES,
    commands=[cli.search],
    tasks=tasks.ALL,
    pauses=tasks.PAUSES,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
