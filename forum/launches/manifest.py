"""What the launches slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.launches import (
    admin,
    checks,
    doors,
    fillers,
    listeners,
    models,
    reviewables,
    saying,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="launches",
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink("launches_admin.index", _("Launches"), "rocket", group=AdminGroup.PROGRAMME)
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    reviewables=reviewables.ALL,
    acts=saying.ACTS,
    upload_doors=doors.ALL,
)
