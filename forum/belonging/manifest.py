"""What the belonging slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.belonging import (
    admin,
    checks,
    fillers,
    listeners,
    models,
    queries,
    settings,
    tasks,
    views,
)
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="belonging",
    models=models,
    settings=settings.ALL,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    page_slots={"home.rail": fillers.on_home},
    admin_links=[
        AdminLink("belonging_admin.index", _("Belonging"), "heart", group=AdminGroup.PROGRAMME)
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    tallies=[queries.ASKED],
)
