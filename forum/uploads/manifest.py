"""What the uploads slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.uploads import admin, checks, doors, models, tasks, views

MANIFEST = Manifest(
    name="uploads",
    models=models,
    blueprints=[views.bp, admin.bp],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    upload_doors=doors.ALL,
)
