"""What the standing slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.standing import (
    admin,
    cli,
    derived,
    fillers,
    listeners,
    models,
    saying,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="standing",
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink("standing_admin.index", _("Standing"), "footprints", group=AdminGroup.PROGRAMME)
    ],
    commands=[cli.standing],
    tasks=tasks.ALL,
    pauses=tasks.PAUSES,
    schedules=tasks.SCHEDULES,
    derived=[derived.DERIVED],
    acts=saying.ACTS,
)
