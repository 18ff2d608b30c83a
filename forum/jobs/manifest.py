"""What the jobs slice plugs in."""

from forum.jobs import checks, cli, models, tasks
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="jobs",
    models=models,
    commands=[cli.jobs],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
