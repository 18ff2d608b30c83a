"""What the topics slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.topics import (
    checks,
    doors,
    fillers,
    listeners,
    models,
    reviewables,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="topics",
    models=models,
    blueprints=[views.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    slots={"member.main": fillers.activity, "member.figures": fillers.figures},
    page_slots={"drafts.page": fillers.waiting},
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    upload_doors=doors.ALL,
)
