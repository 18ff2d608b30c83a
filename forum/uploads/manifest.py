"""What the uploads slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.uploads import (
    admin,
    checks,
    cli,
    doors,
    fillers,
    listeners,
    models,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="uploads",
    models=models,
    settings=settings.ALL,
    listeners=listeners.ALL,
    blueprints=[views.bp, admin.bp],
    page_slots={"admin.health": fillers.on_health},
    commands=[cli.uploads],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    upload_doors=doors.ALL,
)
