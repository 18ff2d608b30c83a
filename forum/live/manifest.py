"""What the live slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.live import fillers, listeners, models, tasks, views

MANIFEST = Manifest(
    name="live",
    models=models,
    blueprints=[views.bp],
    listeners=listeners.ALL,
    slots=fillers.ALL,
    page_slots=fillers.PAGES,
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
)
