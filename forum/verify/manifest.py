"""What the verify slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.verify import checks, cli, tasks

MANIFEST = Manifest(
    name="verify",
    commands=[cli.verify],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
