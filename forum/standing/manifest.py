"""What the standing slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.standing import derived, listeners, models, settings, tasks

MANIFEST = Manifest(
    name="standing",
    models=models,
    settings=settings.ALL,
    listeners=listeners.ALL,
    tasks=tasks.ALL,
    pauses=tasks.PAUSES,
    schedules=tasks.SCHEDULES,
    derived=[derived.DERIVED],
)
