"""What the mail slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.mail import checks, cli, models, tasks

MANIFEST = Manifest(
    name="mail",
    models=models,
    commands=[cli.mail],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
