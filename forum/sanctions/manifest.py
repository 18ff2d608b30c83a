"""What the sanctions slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.sanctions import (
    admin,
    checks,
    fillers,
    letters,
    listeners,
    models,
    saying,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="sanctions",
    acts=saying.ACTS,
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    admin_links=[
        AdminLink("sanctions_admin.index", _("Sanctions"), "scale", group=AdminGroup.PEOPLE)
    ],
    listeners=listeners.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    tasks=tasks.ALL,
    checks=checks.ALL,
    letters=letters.SAMPLES,
)
