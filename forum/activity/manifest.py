"""What the activity slice plugs in."""

from forum.activity import checks, cli, listeners, models, tasks
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="activity",
    models=models,
    listeners=listeners.ALL,
    commands=[cli.activity],
    tasks=tasks.ALL,
    pauses=tasks.PAUSES,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
