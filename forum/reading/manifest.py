"""What the reading slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.reading import checks, fillers, listeners, models, tasks, views

MANIFEST = Manifest(
    name="reading",
    models=models,
    blueprints=[views.bp],
    listeners=listeners.ALL,
    slots=fillers.ALL,
    shown=[listeners.note_shown],
    gatherers=[listeners.positions, listeners.visits],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
